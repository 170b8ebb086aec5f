import { afterEach, describe, expect, it } from "vitest";
import { allProviders } from "../../../sandbox/providers/allProviders";
import type { Sandbox } from "../../../sandbox/serve";
import { call, firstSubscription, startTestSandbox } from "../../support/sandbox";

const subscription = `/subscriptions/${firstSubscription()}`;
const group = `${subscription}/resourceGroups/rg`;
const other = `${subscription}/resourceGroups/other-rg`;
const identity = (name: string, where = group) =>
  `${where}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
const authorization = "/providers/Microsoft.Authorization";
const version = {
  group: "?api-version=2025-04-01",
  identity: "?api-version=2024-11-30",
  authorization: "?api-version=2022-04-01",
} as const;
const reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const networkContributor = "4d97b98b-1d4f-4787-a291-c67834d212e7";

let sandbox: Sandbox;

afterEach(() => sandbox.close());

/** Two groups with an identity each, made by an owner; then the rights are reduced. */
async function startAs(...permissions: object[]): Promise<void> {
  sandbox = await startTestSandbox({ providers: allProviders });
  const body = { location: "westeurope" };
  for (const where of [group, other]) {
    await put(where + version.group, body);
    await put(identity("one", where) + version.identity, body);
  }
  await reduceTo(...permissions);
}

async function reduceTo(...permissions: object[]): Promise<void> {
  const body = { permissions };
  await call(sandbox, { method: "PATCH", path: "/_sandbox/settings", body });
}

const get = (path: string) => call(sandbox, { method: "GET", path });
const put = (path: string, body: object) => call(sandbox, { method: "PUT", path, body });

async function namesOf(path: string): Promise<unknown> {
  const { body } = await get(path);
  return (body as { value: { name?: string; displayName?: string }[] }).value.map(
    ({ name, displayName }) => name ?? displayName,
  );
}

function assign(scope: string, role: string, principalId: string, digit = "1") {
  const name = `${digit.repeat(8)}-1111-4111-8111-111111111111`;
  const roleDefinitionId = `${subscription}${authorization}/roleDefinitions/${role}`;
  const properties = { roleDefinitionId, principalId, principalType: "User" };
  const path = `${scope}${authorization}/roleAssignments/${name}${version.authorization}`;
  return put(path, { properties });
}

describe("the caller's rights", () => {
  it("let a reader read and refuse writes with the message of ARM", async () => {
    await startAs({ scope: "/", actions: ["*/read"] });
    expect((await get(identity("one") + version.identity)).status).toBe(200);
    const { username, objectId } = sandbox.context.caller;
    const refused = await put(identity("two") + version.identity, { location: "westeurope" });
    expect(refused).toMatchObject({
      status: 403,
      body: {
        error: {
          code: "AuthorizationFailed",
          message: `The client '${username}' with object id '${objectId}' does not have authorization to perform action 'Microsoft.ManagedIdentity/userAssignedIdentities/write' over scope '${identity("two")}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
        },
      },
    });
  });

  it.each([
    ["DELETE", identity("one") + version.identity, "userAssignedIdentities/delete"],
    ["PATCH", identity("one") + version.identity, "userAssignedIdentities/write"],
    ["PUT", `${subscription}/resourceGroups/new-rg${version.group}`, "resourceGroups/write"],
    ["POST", `${subscription}/providers/Microsoft.Storage/register${version.group}`, "register"],
  ])("refuse a reader %s %s", async (method, path, action) => {
    await startAs({ scope: "/", actions: ["*/read"] });
    const { status, body } = await call(sandbox, { method, path, body: { location: "x" } });
    expect([status, JSON.stringify(body)]).toEqual([403, expect.stringContaining(action)]);
  });

  it("leave out of lists what may not be read, and refuse what lies outside", async () => {
    await startAs({ scope: group, actions: ["*"] });
    expect(await namesOf(`/subscriptions?api-version=2022-12-01`)).toEqual(["acme-ai-dev"]);
    expect(await namesOf(`${subscription}/resourceGroups${version.group}`)).toEqual(["rg"]);
    const list = `${subscription}/providers/Microsoft.ManagedIdentity/userAssignedIdentities`;
    expect(await namesOf(list + version.identity)).toEqual(["one"]);
    expect((await get(other + version.group)).status).toBe(403);
    expect((await get(identity("one", other) + version.identity)).status).toBe(403);
  });

  it("come from role assignments too, and nobody without any sees a subscription", async () => {
    await startAs();
    sandbox.settings.permissions = [{ scope: "/", actions: ["*"], notActions: [] }];
    const caller = sandbox.context.caller.objectId;
    expect((await assign(group, reader, caller)).status).toBe(201);
    await assign(group, networkContributor, "7c1e5a90-3b2d-4f68-8a17-95d0c6e204b2", "2");
    await reduceTo();
    expect((await get(identity("one") + version.identity)).status).toBe(200);
    const refused = await assign(group, reader, "7c1e5a90-3b2d-4f68-8a17-95d0c6e204b2", "3");
    expect(refused.status).toBe(403);
    const own = await get(`${group}${authorization}/permissions${version.authorization}`);
    expect(own.body).toEqual({
      value: [{ actions: ["*/read"], notActions: [], dataActions: [], notDataActions: [] }],
    });
    sandbox.store.delete(
      `${group}${authorization}/roleAssignments/11111111-1111-4111-8111-111111111111`,
    );
    expect(await namesOf("/subscriptions?api-version=2022-12-01")).toEqual([]);
  });

  it("hold for the resources of a template as well", async () => {
    const deployment = `${group}/providers/Microsoft.Resources/deployments/d`;
    const resource = { type: "Microsoft.ManagedIdentity/userAssignedIdentities", name: "three" };
    const template = {
      $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      contentVersion: "1.0.0.0",
      resources: [{ ...resource, apiVersion: "2024-11-30", location: "westeurope" }],
    };
    await startAs({ scope: "/", actions: ["*/read", "Microsoft.Resources/deployments/*"] });
    const body = { properties: { mode: "Incremental", template } };
    const refused = await put(deployment + version.group, body);
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body)).toContain("Authorization failed for template resource");
    expect(sandbox.store.has(identity("three"))).toBe(false);
  });
});

describe("tokens", () => {
  it("of another audience are refused", async () => {
    await startAs({ scope: "/", actions: ["*"] });
    const body = { scope: "https://storage.azure.com/.default" };
    const issued = await call(sandbox, { method: "POST", path: "/_sandbox/token", body });
    const { token } = issued.body as { token: string };
    const refused = await call(
      { ...sandbox, token },
      { method: "GET", path: group + version.group },
    );
    expect(refused).toMatchObject({
      status: 401,
      body: { error: { code: "InvalidAuthenticationTokenAudience" } },
    });
    expect(JSON.stringify(sandbox.requests.all())).not.toContain(token);
  });
});
