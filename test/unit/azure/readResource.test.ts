import { describe, expect, it } from "vitest";
import { readResource } from "../../../src/azure/readResource";
import { armError, fakeSession, subscriptionId } from "./fakeSession";

const group = `/subscriptions/${subscriptionId}/resourceGroups/rg-one`;
const vault = `${group}/providers/Microsoft.KeyVault/vaults/kv`;

describe("readResource", () => {
  it("gives a resource in the shape of the inventory, type in lower case", async () => {
    const body = { id: vault, name: "kv", location: "westeurope", sku: null, tags: { a: "b" } };
    const { session, seen } = fakeSession({ [vault]: { ...body, properties: { x: 1 } } });
    expect(await readResource(session, vault)).toEqual({
      id: vault,
      name: "kv",
      type: "microsoft.keyvault/vaults",
      location: "westeurope",
      resourceGroup: "rg-one",
      subscriptionId,
      tags: { a: "b" },
      properties: { x: 1 },
    });
    expect(seen).toEqual([{ method: "GET", path: vault, apiVersion: "2025-05-01" }]);
  });

  it("reads a resource group with the version of Resource Manager", async () => {
    const { session, seen } = fakeSession({ [group]: { id: group, name: "rg-one" } });
    expect(await readResource(session, group)).toMatchObject({
      type: "microsoft.resources/subscriptions/resourcegroups",
      location: "",
      tags: {},
      properties: {},
    });
    expect(seen[0]?.apiVersion).toBe("2025-04-01");
  });

  it("knows absence from failure", async () => {
    expect(await readResource(fakeSession({}).session, vault)).toBeUndefined();
    const refused = fakeSession({ [vault]: armError(403, "AuthorizationFailed") });
    await expect(readResource(refused.session, vault)).rejects.toMatchObject({ status: 403 });
  });

  it("asks nothing for a type without an api-version", async () => {
    const { session, seen } = fakeSession({});
    const other = `${group}/providers/Microsoft.Web/sites/s`;
    await expect(readResource(session, other)).rejects.toThrow(
      "No api-version for Microsoft.Web/sites",
    );
    expect(seen).toEqual([]);
  });
});
