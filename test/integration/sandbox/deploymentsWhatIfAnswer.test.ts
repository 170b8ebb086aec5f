import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Sandbox } from "../../../sandbox/serve";
import { deploymentsClient, location, poll, request, send } from "../../support/deployments";
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

describe("the answer of what-if", () => {
  it("is 202 with a Location that holds the result when the time has passed", async () => {
    sandbox = await startTestSandbox({ timeScale: Infinity });
    const accepted = await send(sandbox, { action: "/whatIf", body: request(template([])) });
    expect(accepted.status).toBe(202);
    expect(accepted.body).toBeUndefined();
    expect(Number(accepted.headers["retry-after"])).toBeGreaterThanOrEqual(0);
    const { pathname, search } = new URL(String(accepted.headers.location));
    const path = `${pathname}${search}`;
    expect((await call(sandbox, { method: "GET", path })).status).toBe(202);
    sandbox.clock.advance(60_000);
    expect(await call(sandbox, { method: "GET", path })).toMatchObject({
      status: 200,
      body: {
        status: "Succeeded",
        properties: { changes: [], potentialChanges: [], diagnostics: [] },
      },
    });
  });

  it("survives a restart", async () => {
    stateFolder = await mkdtemp(join(tmpdir(), "sandbox-"));
    sandbox = await startTestSandbox({ timeScale: Infinity, stateFolder });
    const { headers } = await send(sandbox, { action: "/whatIf", body: request(template([])) });
    await sandbox.close();
    sandbox = await startTestSandbox({ timeScale: 0, stateFolder });
    const { pathname, search } = new URL(String(headers.location));
    await expect
      .poll(() => call(sandbox, { method: "GET", path: `${pathname}${search}` }))
      .toMatchObject({ status: 200, body: { status: "Succeeded" } });
  });

  it.each([
    ["a bad template", request({ resources: [] }), 400, "InvalidTemplate"],
    ["no location", { properties: request(template([])).properties }, 400, "InvalidDeployment"],
    [
      "a result format that there is not",
      {
        location,
        properties: {
          ...request(template([])).properties,
          whatIfSettings: { resultFormat: "Short" },
        },
      },
      400,
      "InvalidRequestContent",
    ],
  ])("refuses %s at once", async (_, body, status, code) => {
    sandbox = await startTestSandbox();
    expect(await send(sandbox, { action: "/whatIf", body })).toMatchObject({
      status,
      body: { error: { code } },
    });
  });

  it("holds the error of a deployment that would be refused", async () => {
    sandbox = await startTestSandbox();
    const inner = template([thing("one")]);
    const body = request(template([nested("n", { resourceGroup: "none" }, inner)]));
    const result = await deploymentsClient(sandbox).deployments.whatIfAtSubscriptionScope(
      "d",
      body,
      poll,
    );
    expect(result).toMatchObject({
      status: "Failed",
      error: {
        code: "InvalidTemplateDeployment",
        details: [{ code: "ResourceGroupNotFound" }],
      },
    });
  });
});
