import { describe, expect, it } from "vitest";
import { pathOf } from "../../../../src/provisioning/changes/differences";
import { judgeChange } from "../../../../src/provisioning/changes/judgeChange";
import type { ResourceSpec } from "../../../../src/provisioning/context";

function spec(type: string, body: ResourceSpec["body"], more: Partial<ResourceSpec> = {}) {
  const id = `/subscriptions/s/resourceGroups/g/providers/${type}/n`;
  const base = { id, type, name: "n", group: "g", kind: "Thing", detail: "", shared: false };
  return { ...base, dependsOn: [], body, ...more };
}

const cluster = (properties: object, more: object = {}) =>
  spec("Microsoft.MachineLearningServices/workspaces/computes", {
    ...more,
    properties: { computeType: "AmlCompute", properties },
  });

describe("judgeChange", () => {
  it("creates what is not there with the body as it is", () => {
    const wanted = cluster({ vmSize: "a" });
    expect(judgeChange(wanted, undefined)).toEqual({
      change: "create",
      body: wanted.body,
      differences: [],
    });
  });

  it("sends of a change in place nothing that Azure would ignore or refuse", () => {
    const storage = spec("Microsoft.Storage/storageAccounts", {
      kind: "StorageV2",
      properties: { isHnsEnabled: false, accessTier: "Hot" },
    });
    const existing = {
      kind: "StorageV2",
      properties: { isHnsEnabled: true, accessTier: "Cool", provisioningState: "Succeeded" },
    };
    const { change, body, differences } = judgeChange(storage, existing);
    expect(change).toBe("modify");
    expect(body["properties"]).toEqual({ isHnsEnabled: true, accessTier: "Hot" });
    expect(differences.map((one) => [pathOf(one), one.rule])).toEqual([
      ["properties.isHnsEnabled", "refused"],
      ["properties.accessTier", "inPlace"],
    ]);
  });

  it("replaces what only a new one has, however little else differs", () => {
    const existing = { properties: { properties: { vmSize: "a", scaleSettings: { max: 1 } } } };
    const wanted = cluster({ vmSize: "b", scaleSettings: { max: 2 } });
    expect(judgeChange(wanted, existing)).toMatchObject({ change: "replace", body: wanted.body });
  });

  it("does not take silence for a difference in what cannot be changed", () => {
    const existing = { properties: { computeType: "AmlCompute", properties: { subnet: null } } };
    const wanted = cluster({ vmSize: "b", subnet: { id: "/x" } });
    expect(judgeChange(wanted, existing).change).toBe("unchanged");
    expect(judgeChange(cluster({}, { tags: { a: "b" } }), existing).change).toBe("modify");
  });

  it("writes again what has failed, and waits for what is being deleted", () => {
    const body = { properties: { computeType: "AmlCompute", properties: {} } };
    const of = (provisioningState: string) => ({
      properties: { ...body.properties, provisioningState },
    });
    expect(judgeChange(cluster({}), of("Failed")).change).toBe("modify");
    expect(judgeChange(cluster({}), of("Deleting")).change).toBe("replace");
    expect(judgeChange(cluster({}), of("Updating")).change).toBe("unchanged");
  });

  it("never writes what is shared, unless it is ours, failed and unused", () => {
    const type = "Microsoft.Network/virtualNetworks";
    const vnet = spec(type, { tags: { f: "x" }, properties: {} }, { shared: true });
    const of = (state: string, subnets: readonly object[], f = "x") => ({
      tags: { f },
      properties: { provisioningState: state, subnets },
    });
    expect(judgeChange(vnet, of("Succeeded", [])).change).toBe("referenced");
    expect(judgeChange(vnet, of("Failed", [])).change).toBe("modify");
    expect(judgeChange(vnet, of("Failed", [{}])).change).toBe("referenced");
    expect(judgeChange(vnet, of("Failed", [], "other")).change).toBe("referenced");
  });
});
