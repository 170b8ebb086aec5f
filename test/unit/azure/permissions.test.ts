import { describe, expect, it } from "vitest";
import { loadGroupRights, subscriptionRights } from "../../../src/azure/permissions";
import { armError, fakeSession, subscriptionId } from "./fakeSession";

const path = `/subscriptions/${subscriptionId}/resourcegroups/rg/providers/Microsoft.Authorization/permissions`;
const rightsFor = (answer: unknown) =>
  loadGroupRights(fakeSession({ [path]: answer }).session, subscriptionId, "rg");

const contributor = {
  actions: ["*"],
  notActions: ["Microsoft.Authorization/*/Delete", "Microsoft.Authorization/*/Write"],
};
const roleAdministrator = { actions: ["Microsoft.Authorization/roleAssignments/*"] };
const reader = { actions: ["*/read"], notActions: [] };

describe("loadGroupRights", () => {
  it.each([
    ["an owner", [{ actions: ["*"], notActions: [] }], "canCreate"],
    ["a contributor", [contributor], "cannotAssignRoles"],
    ["a contributor who may assign roles", [contributor, roleAdministrator], "canCreate"],
    ["a reader", [reader], "cannotCreate"],
    ["nobody", [{ actions: null, notActions: null }], "cannotCreate"],
    ["somebody without a role", [], "cannotCreate"],
  ])("tells what %s may do", async (_who, value, rights) => {
    expect(await rightsFor({ value })).toEqual({ rights });
  });

  it.each([403, 404])("does not know them when Azure answers %d", async (status) => {
    const answer = armError(status, "NoAnswer");
    expect(await rightsFor(answer)).toEqual({ rights: "unknown", reason: "NoAnswer." });
  });

  it("fails with any other answer", async () => {
    await expect(rightsFor(armError(500))).rejects.toMatchObject({ status: 500 });
  });

  it("leaves those of a subscription open and says why", () => {
    expect(subscriptionRights()).toMatchObject({
      rights: "unknown",
      reason: expect.stringContaining("checked when the deployment starts") as string,
    });
  });
});
