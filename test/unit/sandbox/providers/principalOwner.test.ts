import { describe, expect, it } from "vitest";
import { principalOwner } from "../../../../sandbox/providers/principalOwner";
import { Store } from "../../../../sandbox/store";

const identityType = "Microsoft.ManagedIdentity/userAssignedIdentities";

describe("principalOwner", () => {
  it("finds the resource that has the principal, whenever it was put, and none that has gone", () => {
    const store = new Store();
    store.put({ id: "/a/mi", type: identityType, name: "mi", properties: { principalId: "p1" } });
    expect(principalOwner("p1", store)?.name).toBe("mi");
    const workspace = { id: "/a/aml", type: "T", name: "aml", properties: {} };
    store.put({ ...workspace, identity: { type: "SystemAssigned", principalId: "p2" } });
    expect(principalOwner("p2", store)?.name).toBe("aml");
    store.put({ ...workspace, identity: { type: "SystemAssigned", principalId: "p3" } });
    expect(principalOwner("p2", store)).toBeUndefined();
    expect(principalOwner("p3", store)?.name).toBe("aml");
    store.delete("/a/mi");
    expect(principalOwner("p1", store)).toBeUndefined();
  });

  it("does not take the user of an identity for the identity", () => {
    const store = new Store();
    const userAssignedIdentities = { "/a/mi": { principalId: "p1" } };
    const identity = { type: "UserAssigned", userAssignedIdentities };
    store.put({ id: "/a/aks", type: "T", name: "aks", identity, properties: {} });
    expect(principalOwner("p1", store)).toBeUndefined();
  });
});
