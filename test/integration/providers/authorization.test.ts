import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allProviders } from "../../../sandbox/providers/allProviders";
import type { Sandbox } from "../../../sandbox/serve";
import { armCalls, refusal } from "../../support/providerCalls";
import { firstSubscription, startTestSandbox } from "../../support/sandbox";

const subscription = `/subscriptions/${firstSubscription()}`;
const group = `${subscription}/resourceGroups/roles-rg`;
const identity = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/mi-roles`;
const authorization = "providers/Microsoft.Authorization";
const reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const contributor = "b24988ac-6180-42a0-ab88-20f7382dd24c";
const alice = "7c1e5a90-3b2d-4f68-8a17-95d0c6e204b2";
const bob = "8d2f6ba1-4c3e-4079-9b28-a6e1d7f315c3";

let sandbox: Sandbox;
const roles = armCalls(() => sandbox, "2022-04-01");

const guid = (digit: string) => `${digit.repeat(8)}-1111-4111-8111-111111111111`;
const assignmentId = (scope: string, digit: string) =>
  `${scope}/${authorization}/roleAssignments/${guid(digit)}`;
const assignment = (principalId: string, role = reader, more: object = {}) => ({
  properties: {
    roleDefinitionId: `${subscription}/${authorization}/roleDefinitions/${role}`,
    principalId,
    principalType: "User",
    ...more,
  },
});

beforeAll(async () => {
  sandbox = await startTestSandbox({ providers: allProviders });
  const location = "westeurope";
  await armCalls(() => sandbox, "2025-04-01").put(group, { location });
  await armCalls(() => sandbox, "2024-11-30").put(identity, { location });
  await roles.put(assignmentId(subscription, "1"), assignment(alice));
  await roles.put(assignmentId(group, "2"), assignment(bob));
  await roles.put(assignmentId(identity, "3"), assignment(alice, contributor));
});

afterAll(() => sandbox.close());

describe("lists of role assignments", () => {
  const list = (scope: string, filter = "") =>
    roles.names(
      `${scope}/${authorization}/roleAssignments${filter && `?$filter=${encodeURIComponent(filter)}`}`,
    );
  const [above, here, below] = ["1", "2", "3"].map(guid);

  it.each([
    ["at a group", group, "", [above, here, below]],
    ["at a subscription", subscription, "", [above, here, below]],
    ["at a resource", identity, "", [above, here, below]],
    ["at or above a group", group, "atScope()", [above, here]],
    ["of one principal", group, `principalId eq '${alice}'`, [above, below]],
    ["of one principal at or above", group, `atScope() and assignedTo('${alice}')`, [above]],
  ])("show those %s", async (_, scope, filter, expected) => {
    expect([...(await list(scope, filter))].sort()).toEqual(expected);
  });

  it("take no other filter and page", async () => {
    const path = `${group}/${authorization}/roleAssignments?$filter=${encodeURIComponent("name eq 'x'")}`;
    expect(refusal(await roles.get(path))).toBe("400 InvalidFilterInQueryString");
    sandbox.settings.pageSize = 1;
    expect((await list(subscription)).length).toBe(3);
    sandbox.settings.pageSize = 100;
  });
});

describe("a role assignment", () => {
  it("is written again as it was, described anew and deleted", async () => {
    const id = assignmentId(group, "4");
    expect((await roles.put(id, assignment(alice))).status).toBe(201);
    const again = await roles.put(id, assignment(alice, reader, { description: "For a test" }));
    expect(again).toMatchObject({
      status: 200,
      body: { properties: { scope: group, principalType: "User", description: "For a test" } },
    });
    expect(await roles.remove(id)).toMatchObject({ status: 200, body: { name: guid("4") } });
    expect((await roles.remove(id)).status).toBe(204);
  });

  it.each([
    ["exists", group, "5", assignment(bob), "409 RoleAssignmentExists"],
    ["has the name", subscription, "2", assignment(bob), "400 RoleAssignmentUpdateNotPermitted"],
    ["has it", group, "2", assignment(alice), "400 RoleAssignmentUpdateNotPermitted"],
    ["has no such role", group, "5", assignment(bob, alice), "400 RoleDefinitionDoesNotExist"],
    ["has no such principal", group, "5", assignment("bob"), "400 InvalidPrincipalId"],
  ] as const)("is refused where another %s", async (...row) => {
    const [, scope, digit, body, expected] = row;
    expect(refusal(await roles.put(assignmentId(scope, digit), body))).toBe(expected);
  });

  it("is not simulated with a condition", async () => {
    const condition = { condition: "@Resource[x] StringEquals 'y'", conditionVersion: "2.0" };
    const answer = await roles.put(assignmentId(group, "6"), assignment(alice, reader, condition));
    expect(refusal(answer)).toBe("501 SandboxNotImplemented");
  });
});

describe("role definitions", () => {
  it("are read by name and by id, whatever the scope", async () => {
    const list = `${group}/${authorization}/roleDefinitions`;
    const filter = `?$filter=${encodeURIComponent("roleName eq 'Storage Blob Data Reader'")}`;
    const found = await roles.get(list + filter);
    expect(found.body).toMatchObject({
      value: [
        {
          id: `${subscription}/${authorization}/roleDefinitions/2a2b9908-6ea1-4ae2-8e65-a410df84e7d1`,
          properties: { type: "BuiltInRole", permissions: [{ notActions: [] }] },
        },
      ],
    });
    expect((await roles.get(`/${authorization}/roleDefinitions/${reader}`)).status).toBe(200);
    expect(refusal(await roles.get(`${list}/${alice}`))).toBe("404 RoleDefinitionDoesNotExist");
    expect(refusal(await roles.put(`${list}/${alice}`, { properties: {} }))).toBe(
      "501 SandboxNotImplemented",
    );
  });
});

describe("permissions", () => {
  const entry = { actions: ["*"], notActions: [], dataActions: [], notDataActions: [] };

  it("are told at a group and at a resource, with those of roles", async () => {
    await roles.put(assignmentId(identity, "7"), assignment(sandbox.context.caller.objectId));
    const at = async (scope: string) =>
      (await roles.get(`${scope}/${authorization}/permissions`)).body;
    expect(await at(group)).toEqual({ value: [entry] });
    expect(await at(identity)).toEqual({ value: [entry, { ...entry, actions: ["*/read"] }] });
    const nothing = `${identity}x/${authorization}/permissions`;
    expect(refusal(await roles.get(nothing))).toBe("404 ResourceNotFound");
  });
});
