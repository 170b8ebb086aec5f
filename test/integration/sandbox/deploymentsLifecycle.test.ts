import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Sandbox, ServeOptions } from "../../../sandbox/serve";
import {
  deploymentsClient,
  groupResource,
  poll,
  putGroup,
  request,
  send,
  subscription,
} from "../../support/deployments";
import { call, startTestSandbox } from "../../support/sandbox";
import { nested, template, thing } from "../../support/templates";

let sandbox: Sandbox;
let stateFolder: string | undefined;
afterEach(async () => {
  await sandbox.close();
  if (stateFolder !== undefined) {
    await rm(stateFolder, { recursive: true });
    stateFolder = undefined;
  }
});

const client = () => deploymentsClient(sandbox).deployments;
const rg = `${subscription}/resourceGroups/rg`;
const things = `${rg}/providers/Microsoft.Test/things`;
const empty = request(template([]));

/** Two things one after the other in a nested deployment. */
const chain = request(
  template([
    groupResource(),
    nested(
      "inner",
      { resourceGroup: "rg", dependsOn: ["rg"] },
      template([thing("one"), thing("two", { dependsOn: ["one"] })]),
    ),
  ]),
);

async function states(group: string | undefined, name: string): Promise<unknown> {
  const scope = group === undefined ? {} : { group };
  const answer = await send(sandbox, { ...scope, name, method: "GET", action: "/operations" });
  const { value } = answer.body as {
    value: { properties: { provisioningState: string; targetResource?: { id: string } } }[];
  };
  return value.map(({ properties }) => [
    properties.targetResource?.id.split("/").at(-1),
    properties.provisioningState,
  ]);
}

/** Starts the chain in frozen time and comes to where its first thing is being made. */
async function startChain(options: Partial<ServeOptions> = {}): Promise<void> {
  sandbox = await startTestSandbox({ timeScale: Infinity, ...options });
  await send(sandbox, { body: chain });
  sandbox.clock.advance(1);
  await expect.poll(() => sandbox.store.has(`${things}/one`)).toBe(true);
}

describe("a deployment that is canceled", () => {
  it("lets go on what runs, starts nothing more, and says so in its operations", async () => {
    await startChain();
    await client().cancelAtSubscriptionScope("d");
    const { properties } = await client().getAtSubscriptionScope("d");
    expect(properties).toMatchObject({
      provisioningState: "Canceled",
      error: { code: "DeploymentCanceled" },
    });
    expect((await client().get("rg", "inner")).properties?.provisioningState).toBe("Canceled");
    sandbox.clock.advance(600_000);
    await expect.poll(() => states("rg", "inner")).toEqual([["one", "Succeeded"]]);
    await expect
      .poll(() => states(undefined, "d"))
      .toEqual([
        ["rg", "Succeeded"],
        ["inner", "Canceled"],
      ]);
    expect(sandbox.store.get(`${things}/one`)?.properties.provisioningState).toBe("Succeeded");
    expect(sandbox.store.has(`${things}/two`)).toBe(false);
    expect(await send(sandbox, { action: "/cancel" })).toMatchObject({
      status: 409,
      body: { error: { code: "DeploymentCannotBeCancelled" } },
    });
  });

  it("says after a restart how what ran has ended", async () => {
    stateFolder = await mkdtemp(join(tmpdir(), "sandbox-"));
    await startChain({ stateFolder });
    await client().cancelAtSubscriptionScope("d");
    await sandbox.close();
    sandbox = await startTestSandbox({ timeScale: 0, stateFolder });
    await expect.poll(() => states("rg", "inner")).toEqual([["one", "Succeeded"]]);
    expect((await client().get("rg", "inner")).properties?.provisioningState).toBe("Canceled");
  });

  it("can be canceled in a group as well", async () => {
    await startChain();
    await client().cancel("rg", "inner");
    expect((await client().get("rg", "inner")).properties?.provisioningState).toBe("Canceled");
    expect(await send(sandbox, { name: "none", action: "/cancel" })).toMatchObject({
      status: 404,
      body: { error: { code: "DeploymentNotFound" } },
    });
  });
});

describe("the name of a deployment", () => {
  it("cannot be taken while one of that name runs", async () => {
    await startChain();
    const active = await client().getAtSubscriptionScope("d");
    const answer = await send(sandbox, { body: chain });
    expect(answer).toMatchObject({ status: 409, body: { error: { code: "DeploymentActive" } } });
    expect(JSON.stringify(answer.body)).toContain(
      `with correlationId '${String(active.properties?.correlationId)}', and will expire at `,
    );
    expect((await send(sandbox, { group: "rg", name: "inner", body: empty })).status).toBe(409);
  });

  it("keeps its location", async () => {
    sandbox = await startTestSandbox();
    expect((await send(sandbox, { body: empty })).status).toBe(201);
    await client().getAtSubscriptionScope("d");
    await expect
      .poll(async () => (await client().getAtSubscriptionScope("d")).properties?.provisioningState)
      .toBe("Succeeded");
    const body = request(template([]), "swedencentral");
    expect(await send(sandbox, { body })).toMatchObject({
      status: 409,
      body: {
        error: {
          code: "InvalidDeploymentLocation",
          message:
            "Invalid deployment location 'swedencentral'. The deployment 'd' already exists in location 'westeurope'.",
        },
      },
    });
    expect((await send(sandbox, { body: request(template([]), "West Europe") })).status).toBe(200);
  });
});

describe("deployments", () => {
  it("share the correlation id of the request that started them", async () => {
    sandbox = await startTestSandbox();
    const correlation = "7b0d6a4e-9d3c-4a55-8d0e-0a8f5a3b1c2d";
    const headers = { "x-ms-correlation-request-id": correlation };
    const { headers: answered } = await send(sandbox, { body: chain, headers });
    expect(answered["x-ms-correlation-request-id"]).toBe(correlation);
    await expect
      .poll(async () => (await send(sandbox, { group: "rg", name: "inner", method: "GET" })).body)
      .toMatchObject({ properties: { correlationId: correlation } });
    const { properties } = await client().getAtSubscriptionScope("d");
    expect(properties?.correlationId).toBe(correlation);
    const next = await send(sandbox, { name: "e", body: empty });
    expect(next.body).toMatchObject({
      properties: { correlationId: next.headers["x-ms-correlation-request-id"] },
    });
  });

  it("are listed by state and number, page by page", async () => {
    sandbox = await startTestSandbox({ pageSize: 2 });
    await putGroup(sandbox);
    for (const name of ["a", "b", "c"]) {
      await client().createOrUpdateAtSubscriptionScope(name, empty, poll);
    }
    const bad = thing("x", { properties: { y: `[reference('${things}/no', '2024-01-01').z]` } });
    const { properties } = request(template([bad]));
    await client()
      .createOrUpdate("rg", "f", { properties }, poll)
      .catch(() => undefined);
    const list = async (options: object) => {
      const names: (string | undefined)[] = [];
      for await (const { name } of client().listAtSubscriptionScope(options)) names.push(name);
      return names;
    };
    expect(await list({})).toEqual(["a", "b", "c"]);
    expect(await list({ top: 1 })).toEqual(["a"]);
    expect(await list({ filter: "provisioningState eq 'Failed'" })).toEqual([]);
    const failed: (string | undefined)[] = [];
    const filter = "provisioningState eq 'failed'";
    for await (const { name } of client().listByResourceGroup("rg", { filter })) failed.push(name);
    expect(failed).toEqual(["f"]);
    for (const query of ["&$filter=name%20eq%20'a'", "&$top=x"]) {
      const answer = await send(sandbox, { name: "", method: "GET", query });
      expect(answer.status).toBe(400);
    }
  });

  it("can be looked for, read, exported and deleted", async () => {
    sandbox = await startTestSandbox();
    await client().createOrUpdateAtSubscriptionScope("d", empty, poll);
    expect((await send(sandbox, { method: "HEAD" })).status).toBe(204);
    expect((await send(sandbox, { name: "none", method: "HEAD" })).status).toBe(404);
    const exported = await client().exportTemplateAtSubscriptionScope("d");
    expect(exported).toMatchObject({ template: template([]) });
    const [operation] = (await states(undefined, "d")) as unknown[];
    expect(operation).toEqual([undefined, "Succeeded"]);
    const deleted = await send(sandbox, { method: "DELETE" });
    expect(deleted.status).toBe(202);
    const { pathname, search } = new URL(String(deleted.headers.location));
    await expect
      .poll(() => call(sandbox, { method: "GET", path: `${pathname}${search}` }))
      .toMatchObject({ status: 204 });
    expect((await send(sandbox, { method: "GET" })).status).toBe(404);
    expect((await send(sandbox, { method: "DELETE" })).status).toBe(204);
  });

  it("cannot be deleted while they run", async () => {
    await startChain();
    expect((await send(sandbox, { method: "DELETE" })).status).toBe(409);
  });

  it("give up their oldest history before it is full", async () => {
    sandbox = await startTestSandbox();
    const prefix = `${subscription}/providers/Microsoft.Resources/deployments`;
    const at = (index: number) => new Date(1_700_000_000_000 + index * 1000).toISOString();
    const old = (index: number, provisioningState: string) => {
      const name = `h${String(index)}`;
      const properties = { provisioningState, timestamp: at(index), correlationId: "c" };
      const deployment = { startedAt: at(index), nodes: [], template: {}, parameters: {} };
      const record = { id: `${prefix}/${name}`, type: "Microsoft.Resources/deployments", name };
      sandbox.store.put({ ...record, properties, internal: { deployment } });
    };
    for (let index = 0; index < 775; index += 1) old(index, "Succeeded");
    expect((await send(sandbox, { body: empty })).status).toBe(201);
    const kept = sandbox.store.list({ type: "Microsoft.Resources/deployments" });
    expect(kept).toHaveLength(751);
    expect(sandbox.store.has(`${prefix}/h24`)).toBe(false);
    expect(sandbox.store.has(`${prefix}/h25`)).toBe(true);
    for (let index = 0; index < 800; index += 1) old(index, "Running");
    sandbox.store.delete(`${prefix}/d`);
    expect(await send(sandbox, { body: empty })).toMatchObject({
      status: 409,
      body: { error: { code: "DeploymentQuotaExceeded" } },
    });
  });
});
