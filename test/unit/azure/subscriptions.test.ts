import { describe, expect, it } from "vitest";
import { loadRegions, loadSubscriptions, loadTenants } from "../../../src/azure/subscriptions";
import { armError, fakeSession, paths, subscriptionId, tenantId } from "./fakeSession";

describe("loadSubscriptions", () => {
  it("follows links, also of an empty page, and sorts by name", async () => {
    const own = { subscriptionId: "2", displayName: "stage", tenantId: "t2", state: "Disabled" };
    const { session, seen } = fakeSession({
      "/subscriptions": { value: [own], nextLink: "https://arm/page2" },
      "https://arm/page2": { value: [], nextLink: "https://arm/page3" },
      "https://arm/page3": { value: [{ subscriptionId: "1", displayName: "dev" }] },
    });
    expect(await loadSubscriptions(session)).toEqual([
      { id: "1", name: "dev", tenantId, state: "Enabled" },
      { id: "2", name: "stage", tenantId: "t2", state: "Disabled" },
    ]);
    expect(seen.map((one) => one.apiVersion)).toEqual(["2022-12-01", undefined, undefined]);
  });

  it("fails as Azure fails and stops when aborted", async () => {
    const { session } = fakeSession({ "/subscriptions": armError(403, "AuthorizationFailed") });
    await expect(loadSubscriptions(session)).rejects.toMatchObject({ code: "AuthorizationFailed" });
    const stopped = AbortSignal.abort(new DOMException("stop", "AbortError"));
    await expect(async () => loadSubscriptions(session, stopped)).rejects.toMatchObject({
      name: "AbortError",
    });
  });

  it("refuses an answer of another shape", async () => {
    const { session } = fakeSession({ "/subscriptions": { value: [{ id: 1 }] } });
    await expect(loadSubscriptions(session)).rejects.toMatchObject({ name: "ZodError" });
  });
});

describe("loadTenants", () => {
  it("gives names only where Azure does", async () => {
    const { session } = fakeSession({
      "/tenants": {
        value: [
          { tenantId: "t1", displayName: "Acme", defaultDomain: "acme.example" },
          { tenantId: "t2", displayName: null, defaultDomain: "" },
        ],
      },
    });
    expect(await loadTenants(session)).toEqual([
      { id: "t1", name: "Acme", domain: "acme.example" },
      { id: "t2" },
    ]);
  });
});

describe("loadRegions", () => {
  it("keeps physical regions, by display name", async () => {
    const path = `/subscriptions/${subscriptionId}/locations`;
    const physical = { regionType: "Physical" };
    const { session, seen } = fakeSession({
      [path]: {
        value: [
          { name: "westeurope", displayName: "West Europe", metadata: physical },
          { name: "europe", displayName: "Europe", metadata: { regionType: "Logical" } },
          { name: "swedencentral", displayName: "Sweden Central", metadata: null },
        ],
      },
    });
    expect(await loadRegions(session, subscriptionId)).toEqual([
      { name: "swedencentral", displayName: "Sweden Central" },
      { name: "westeurope", displayName: "West Europe" },
    ]);
    expect(paths(seen)).toEqual([path]);
  });
});
