import { DeploymentsClient } from "@azure/arm-resourcesdeployments";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Sandbox } from "../../../sandbox/serve";
import {
  call,
  firstSubscription,
  sdkCredential,
  sdkOptions,
  startTestSandbox,
} from "../../support/sandbox";
import { nested, template, thing } from "../../support/templates";

const subscriptionId = firstSubscription();
const subscription = `/subscriptions/${subscriptionId}`;
const location = "westeurope";
const poll = { updateIntervalInMs: 5 };

let sandbox: Sandbox;
let stateFolder: string | undefined;

afterEach(async () => {
  await sandbox.close();
  if (stateFolder !== undefined) {
    await rm(stateFolder, { recursive: true });
    stateFolder = undefined;
  }
});

function client(): DeploymentsClient {
  const options = { ...sdkOptions(sandbox), apiVersion: "2025-04-01" };
  return new DeploymentsClient(sdkCredential(sandbox), subscriptionId, options);
}

const group = {
  type: "Microsoft.Resources/resourceGroups",
  apiVersion: "2025-04-01",
  name: "rg",
  location,
};

/** A group, two things one after the other and an output of the second, nested as the planner nests them. */
const whole = template(
  [
    group,
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

function put(name: string, body: object) {
  const path = `${subscription}/providers/Microsoft.Resources/deployments/${name}?api-version=2025-04-01`;
  return call(sandbox, { method: "PUT", path, body });
}

const request = (body: object, at = location) => ({
  location: at,
  properties: { mode: "Incremental" as const, template: body },
});

describe("deployments", () => {
  it("runs nested templates in order and answers outputs and operations to the SDK", async () => {
    sandbox = await startTestSandbox();
    const result = await client().deployments.createOrUpdateAtSubscriptionScope(
      "all",
      request(whole),
      poll,
    );
    expect(result.properties?.provisioningState).toBe("Succeeded");
    const two = `${subscription}/resourceGroups/rg/providers/Microsoft.Test/things/two`;
    expect(result.properties?.outputs).toEqual({ id: { type: "string", value: two } });
    expect(sandbox.store.get(two)?.properties).toMatchObject({ other: "https://one.example" });
    const names: (string | undefined)[] = [];
    for await (const operation of client().deploymentOperations.list("rg", "inner")) {
      names.push(operation.properties?.targetResource?.resourceName);
      expect(operation.properties?.provisioningState).toBe("Succeeded");
    }
    expect(names.sort()).toEqual(["one", "part", "two"]);
  });

  it("ends as failed with the cause when a resource fails, and lets its followers be", async () => {
    sandbox = await startTestSandbox();
    const error = { code: "QuotaExceeded", message: "No cores." };
    sandbox.faults.set([
      { match: { method: "PUT", path: "/things/one" }, action: { failOperation: error } },
    ]);
    await expect(
      client().deployments.createOrUpdateAtSubscriptionScope("all", request(whole), poll),
    ).rejects.toThrow();
    const { properties } = await client().deployments.getAtSubscriptionScope("all");
    expect(properties).toMatchObject({
      provisioningState: "Failed",
      error: {
        code: "DeploymentFailed",
        details: [
          {
            code: "DeploymentFailed",
            details: [{ code: "ResourceDeploymentFailure", details: [error] }],
          },
        ],
      },
    });
    expect(
      sandbox.store.has(`${subscription}/resourceGroups/rg/providers/Microsoft.Test/things/two`),
    ).toBe(false);
  });

  it.each([
    ["an unknown function", template([thing("[uniqueString('a')]")]), "InvalidTemplate"],
    ["a missing dependency", template([{ ...group, dependsOn: ["none"] }]), "InvalidTemplate"],
    [
      "a circle",
      template([
        nested("a", { location, dependsOn: ["b"] }, template([])),
        nested("b", { location, dependsOn: ["a"] }, template([])),
      ]),
      "InvalidTemplate",
    ],
    [
      "a bad name",
      template([{ ...thing("a"), type: "Microsoft.Test/things/parts" }]),
      "InvalidTemplate",
    ],
    [
      "a missing type",
      template([thing("a", { type: "Microsoft.New/things" })]),
      "SandboxNotImplemented",
    ],
    ["a resource twice", template([group, group]), "InvalidTemplate"],
    [
      "a fault inside a nested template",
      template([nested("n", { resourceGroup: "rg" }, template([thing("[nope()]")]))]),
      "InvalidTemplate",
    ],
  ])("refuses %s before it starts", async (_, body, code) => {
    sandbox = await startTestSandbox();
    expect(await put("bad", request(body))).toMatchObject({ body: { error: { code } } });
    expect(sandbox.store.list({ type: "Microsoft.Resources/deployments" })).toEqual([]);
  });

  it("refuses an active name and another location, and can be canceled", async () => {
    sandbox = await startTestSandbox({ timeScale: Infinity });
    await put("all", request(whole));
    sandbox.clock.advance(1);
    expect(await put("all", request(whole))).toMatchObject({
      status: 409,
      body: { error: { code: "DeploymentActive" } },
    });
    await client().deployments.cancelAtSubscriptionScope("all");
    expect(await put("all", request(whole, "swedencentral"))).toMatchObject({
      body: { error: { code: "InvalidDeploymentLocation" } },
    });
  });

  it("goes on after a restart where it was", async () => {
    stateFolder = await mkdtemp(join(tmpdir(), "sandbox-"));
    sandbox = await startTestSandbox({ timeScale: Infinity, stateFolder });
    await put("all", request(whole));
    sandbox.clock.advance(1);
    const one = `${subscription}/resourceGroups/rg/providers/Microsoft.Test/things/one`;
    await expect.poll(() => sandbox.store.get(one)?.properties.provisioningState).toBe("Creating");
    await sandbox.close();
    sandbox = await startTestSandbox({ timeScale: 0, stateFolder });
    await expect
      .poll(
        async () =>
          (await client().deployments.getAtSubscriptionScope("all")).properties?.provisioningState,
      )
      .toBe("Succeeded");
    expect(sandbox.store.get(one)?.properties.provisioningState).toBe("Succeeded");
  });
});
