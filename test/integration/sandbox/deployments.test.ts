import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Sandbox } from "../../../sandbox/serve";
import {
  deploymentsClient,
  groupResource,
  poll,
  putGroup,
  request,
  send,
  subscription,
  subscriptionId,
} from "../../support/deployments";
import { startTestSandbox } from "../../support/sandbox";
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
const things = `${subscription}/resourceGroups/rg/providers/Microsoft.Test/things`;

/** A group, two things one after the other and an output of the second, nested as the planner nests them. */
const whole = template(
  [
    groupResource(),
    nested(
      "inner",
      {
        resourceGroup: "rg",
        dependsOn: ["[subscriptionResourceId('Microsoft.Resources/resourceGroups', 'rg')]"],
      },
      template(
        [
          thing("two", {
            dependsOn: ["[resourceId('Microsoft.Test/things', 'one')]"],
            properties: { other: "[reference('one').endpoint]" },
          }),
          thing("one"),
          { ...thing("one/part"), type: "Microsoft.Test/things/parts", dependsOn: ["one"] },
        ],
        { id: { type: "string", value: "[resourceId('Microsoft.Test/things', 'two')]" } },
      ),
    ),
  ],
  { id: { type: "string", value: "[reference('inner').outputs.id.value]" } },
);

describe("a deployment", () => {
  it("runs nested templates in order and answers outputs and pages of operations", async () => {
    sandbox = await startTestSandbox({ pageSize: 2 });
    const result = await client().createOrUpdateAtSubscriptionScope("all", request(whole), poll);
    expect(result.properties).toMatchObject({
      provisioningState: "Succeeded",
      outputs: { id: { type: "String", value: `${things}/two` } },
      outputResources: [
        { id: `${subscription}/resourceGroups/rg` },
        { id: `${things}/one` },
        { id: `${things}/two` },
        { id: `${things}/one/parts/part` },
      ],
    });
    expect(sandbox.store.get(`${things}/two`)?.properties).toMatchObject({
      other: "https://one.example",
    });
    const operations: (string | undefined)[][] = [];
    const { deploymentOperations } = deploymentsClient(sandbox);
    for await (const { properties } of deploymentOperations.list("rg", "inner")) {
      const { provisioningOperation, targetResource, provisioningState } = properties ?? {};
      expect(provisioningState).toBe("Succeeded");
      operations.push([provisioningOperation, targetResource?.resourceName]);
    }
    expect(operations).toEqual([
      ["Create", "one"],
      ["Create", "two"],
      ["Create", "part"],
      ["EvaluateDeploymentOutput", undefined],
    ]);
  });

  it("gives its parameters to nested templates and shows no secret", async () => {
    sandbox = await startTestSandbox();
    await putGroup(sandbox);
    const inner = {
      ...template([thing("[parameters('name')]", { properties: { key: "[parameters('key')]" } })]),
      parameters: { name: { type: "string" }, key: { type: "securestring" } },
    };
    const outer = nested("inner", {}, inner);
    const parameters = {
      name: { value: "[toLower(parameters('Name'))]" },
      key: { value: "[parameters('key')]" },
    };
    const body = {
      ...template([{ ...outer, properties: { ...outer.properties, parameters } }]),
      parameters: { name: { type: "string" }, key: { type: "securestring" } },
    };
    const given = { name: { value: "ONE" }, key: { value: "hidden" } };
    const properties = { mode: "Incremental" as const, template: body, parameters: given };
    await client().createOrUpdate("rg", "all", { properties }, poll);
    expect(sandbox.store.get(`${things}/one`)?.properties.key).toBe("hidden");
    const { properties: shown } = await client().get("rg", "inner");
    expect(shown?.parameters).toEqual({
      name: { type: "String", value: "one" },
      key: { type: "SecureString" },
    });
    const kept = sandbox.store.list({ type: "Microsoft.Resources/deployments" });
    expect(kept).toHaveLength(2);
    expect(JSON.stringify(kept)).not.toContain("hidden");
  });

  it("reaches into another subscription and another group", async () => {
    sandbox = await startTestSandbox();
    const other = sandbox.context.catalogue.subscriptions[1]?.subscriptionId ?? "";
    const group = `/subscriptions/${other}/resourceGroups/there`;
    await sandbox.context.put(group, { location: "westeurope" });
    const inner = template([
      nested("deep", { subscriptionId: other, resourceGroup: "there" }, template([thing("far")])),
    ]);
    const away = nested("away", { subscriptionId: other, location: "westeurope" }, inner);
    await client().createOrUpdateAtSubscriptionScope("all", request(template([away])), poll);
    expect(sandbox.store.has(`${group}/providers/Microsoft.Test/things/far`)).toBe(true);
    expect(
      sandbox.store.has(`/subscriptions/${other}/providers/Microsoft.Resources/deployments/away`),
    ).toBe(true);
    expect(other).not.toBe(subscriptionId);
  });

  it("ends as failed with the cause when a resource fails, and lets its followers be", async () => {
    sandbox = await startTestSandbox();
    const error = { code: "QuotaExceeded", message: "No cores." };
    sandbox.faults.set([
      { match: { method: "PUT", path: "/things/one" }, action: { failOperation: error } },
    ]);
    await expect(
      client().createOrUpdateAtSubscriptionScope("all", request(whole), poll),
    ).rejects.toThrow();
    const { properties } = await client().getAtSubscriptionScope("all");
    const inner = `${subscription}/resourceGroups/rg/providers/Microsoft.Resources/deployments/inner`;
    const resourceFailure = { code: "ResourceDeploymentFailure", target: `${things}/one` };
    expect(properties).toMatchObject({
      provisioningState: "Failed",
      error: {
        code: "DeploymentFailed",
        target: `${subscription}/providers/Microsoft.Resources/deployments/all`,
        details: [
          {
            code: "ResourceDeploymentFailure",
            target: inner,
            details: [
              {
                code: "DeploymentFailed",
                target: inner,
                details: [{ ...resourceFailure, details: [error] }],
              },
            ],
          },
        ],
      },
    });
    expect(sandbox.store.has(`${things}/two`)).toBe(false);
  });

  it("fails when an output cannot be evaluated, with what it has made", async () => {
    sandbox = await startTestSandbox();
    await putGroup(sandbox);
    const outputs = { none: { type: "string", value: "[reference('one').none]" } };
    const body = request(template([thing("one")], outputs));
    await send(sandbox, { group: "rg", body: { properties: body.properties } });
    await expect
      .poll(async () => (await client().get("rg", "d")).properties)
      .toMatchObject({
        provisioningState: "Failed",
        error: {
          code: "DeploymentOutputEvaluationFailed",
          details: [{ code: "DeploymentOutputEvaluationFailed", target: "none" }],
        },
        outputResources: [{ id: `${things}/one` }],
      });
  });

  it("fails when it refers to something that is not there", async () => {
    sandbox = await startTestSandbox();
    await putGroup(sandbox);
    const properties = { other: `[reference('${things}/none', '2024-01-01').endpoint]` };
    const body = request(template([thing("one", { properties })]));
    await send(sandbox, { group: "rg", body: { properties: body.properties } });
    await expect
      .poll(async () => (await client().get("rg", "d")).properties?.error)
      .toMatchObject({
        code: "DeploymentFailed",
        details: [{ code: "ResourceNotFound" }],
      });
  });

  it("goes on after a restart where it was", async () => {
    stateFolder = await mkdtemp(join(tmpdir(), "sandbox-"));
    sandbox = await startTestSandbox({ timeScale: Infinity, stateFolder });
    await send(sandbox, { body: request(whole) });
    sandbox.clock.advance(1);
    await expect
      .poll(() => sandbox.store.get(`${things}/one`)?.properties.provisioningState)
      .toBe("Creating");
    await sandbox.close();
    sandbox = await startTestSandbox({ timeScale: 0, stateFolder });
    await expect
      .poll(async () => (await client().getAtSubscriptionScope("d")).properties?.provisioningState)
      .toBe("Succeeded");
    expect(sandbox.store.get(`${things}/one`)?.properties.provisioningState).toBe("Succeeded");
  });
});
