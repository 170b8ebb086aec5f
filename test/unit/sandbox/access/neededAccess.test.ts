import { describe, expect, it } from "vitest";
import { neededAccess } from "../../../../sandbox/access/neededAccess";

const s = "/subscriptions/s";
const g = `${s}/resourceGroups/g`;
const account = `${g}/providers/Microsoft.Storage/storageAccounts/a`;
const role = `${account}/providers/Microsoft.Authorization/roleAssignments`;

describe("what a request needs", () => {
  it.each([
    ["GET", s, "Microsoft.Resources/subscriptions/read", s],
    ["GET", `${s}/resourceGroups`, "Microsoft.Resources/subscriptions/resourceGroups/read", s],
    ["PUT", g, "Microsoft.Resources/subscriptions/resourceGroups/write", g],
    ["HEAD", g, "Microsoft.Resources/subscriptions/resourceGroups/read", g],
    ["GET", `${s}/providers`, "Microsoft.Resources/subscriptions/providers/read", s],
    ["POST", `${s}/providers/Microsoft.X/register`, "Microsoft.X/register/action", s],
    ["PATCH", account, "Microsoft.Storage/storageAccounts/write", account],
    ["DELETE", account, "Microsoft.Storage/storageAccounts/delete", account],
    ["POST", `${account}/listKeys`, "Microsoft.Storage/storageAccounts/listKeys/action", account],
    ["GET", account.slice(0, -2), "Microsoft.Storage/storageAccounts/read", g],
    [
      "GET",
      `${account}/blobServices/default/containers`,
      "Microsoft.Storage/storageAccounts/blobServices/containers/read",
      `${account}/blobServices/default`,
    ],
    ["GET", role, "Microsoft.Authorization/roleAssignments/read", account],
    ["PUT", `${role}/r`, "Microsoft.Authorization/roleAssignments/write", `${role}/r`],
    ["GET", `${s}/providers/Microsoft.Compute/skus`, "Microsoft.Compute/skus/read", s],
  ])("to %s %s is %s", (method, path, action, scope) => {
    expect(neededAccess(method, path)).toEqual({ action, scope });
  });

  it.each([
    "/subscriptions",
    "/tenants",
    "/providers/Microsoft.ResourceGraph/resources",
    `${s}/providers/Microsoft.Storage/locations/westeurope/operationResults/1`,
  ])("at %s is nothing", (path) => {
    expect(neededAccess("GET", path)).toBeUndefined();
  });
});
