import { ResourceManagementClient } from "@azure/arm-resources";
import { SubscriptionClient } from "@azure/arm-resources-subscriptions";
import { afterEach, describe, expect, it } from "vitest";
import type { Sandbox } from "../../../sandbox/serve";
import {
  call,
  firstSubscription,
  sdkCredential,
  sdkOptions,
  startTestSandbox,
} from "../../support/sandbox";

const subscriptionId = firstSubscription();
const group = `/subscriptions/${subscriptionId}/resourceGroups/rg`;
const thing = `${group}/providers/Microsoft.Test/things/one`;

let sandbox: Sandbox;

afterEach(() => sandbox.close());

function resources(): ResourceManagementClient {
  const options = { ...sdkOptions(sandbox), apiVersion: "2025-04-01" };
  return new ResourceManagementClient(sdkCredential(sandbox), subscriptionId, options);
}

async function putThing(): Promise<void> {
  await resources().resourceGroups.createOrUpdate("rg", { location: "westeurope" });
  const path = `${thing}?api-version=2024-01-01`;
  await call(sandbox, { method: "PUT", path, body: { location: "westeurope" } });
}

describe("resource manager", () => {
  it("lists subscriptions and their locations to the SDK", async () => {
    sandbox = await startTestSandbox();
    const options = { ...sdkOptions(sandbox), apiVersion: "2022-12-01" };
    const client = new SubscriptionClient(sdkCredential(sandbox), options);
    const ids: (string | undefined)[] = [];
    for await (const each of client.subscriptions.list()) {
      ids.push(each.subscriptionId);
    }
    expect(ids).toContain(subscriptionId);
    const locations: (string | undefined)[] = [];
    for await (const each of client.subscriptions.listLocations(subscriptionId)) {
      locations.push(each.name);
    }
    expect(locations).toContain("westeurope");
  });

  it("creates, changes, finds and deletes a resource group", async () => {
    sandbox = await startTestSandbox();
    await putThing();
    const { resourceGroups } = resources();
    await resourceGroups.update("rg", { tags: { a: "b" } });
    expect((await resourceGroups.get("RG")).tags).toEqual({ a: "b" });
    await expect(
      resourceGroups.createOrUpdate("rg", { location: "swedencentral" }),
    ).rejects.toMatchObject({ code: "InvalidResourceGroupLocation" });
    await resourceGroups.delete("rg", { updateIntervalInMs: 5 });
    expect((await resourceGroups.checkExistence("rg")).body).toBe(false);
    expect(sandbox.store.has(thing)).toBe(false);
  });

  it("refuses a namespace that the subscription does not have until it is registered", async () => {
    sandbox = await startTestSandbox();
    const { providers, resourceGroups } = resources();
    await resourceGroups.createOrUpdate("rg", { location: "westeurope" });
    await providers.unregister("Microsoft.Test");
    const put = {
      method: "PUT",
      path: `${thing}?api-version=2024-01-01`,
      body: { location: "westeurope" },
    };
    expect(await call(sandbox, put)).toMatchObject({
      status: 409,
      body: { error: { code: "MissingSubscriptionRegistration" } },
    });
    expect((await providers.register("microsoft.test")).registrationState).toBe("Registered");
    expect((await call(sandbox, put)).status).toBe(201);
  });
});
