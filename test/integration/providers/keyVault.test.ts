import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allProviders } from "../../../sandbox/providers/allProviders";
import type { Sandbox } from "../../../sandbox/serve";
import { armCalls, refusal } from "../../support/providerCalls";
import { call, firstSubscription, startTestSandbox } from "../../support/sandbox";

const subscription = `/subscriptions/${firstSubscription()}`;
const group = `${subscription}/resourceGroups/vaults-rg`;
const other = `${subscription}/resourceGroups/other-rg`;
const provider = `${subscription}/providers/Microsoft.KeyVault`;
const vaultId = (name: string, where = group) =>
  `${where}/providers/Microsoft.KeyVault/vaults/${name}`;
const deletedId = (name: string) => `${provider}/locations/westeurope/deletedVaults/${name}`;
const location = "westeurope";

let sandbox: Sandbox;
const groups = armCalls(() => sandbox, "2025-04-01");
const vaults = armCalls(() => sandbox, "2025-05-01");

beforeAll(async () => {
  sandbox = await startTestSandbox({ providers: allProviders });
  await groups.put(group, { location });
  await groups.put(other, { location });
});

afterAll(() => sandbox.close());

const body = (more: object = {}) => ({
  location,
  tags: { owner: "acme" },
  properties: {
    tenantId: sandbox.tenantId,
    sku: { family: "A", name: "standard" },
    enableRbacAuthorization: true,
    softDeleteRetentionInDays: 7,
    ...more,
  },
});

/** A vault that was made and then deleted. */
async function deletedVault(name: string, more: object = {}): Promise<void> {
  await vaults.create(vaultId(name), body(more));
  expect((await vaults.remove(vaultId(name))).status).toBe(200);
}

describe("vaults", () => {
  it("come up while their name is registered, and stay in the sandbox", async () => {
    const first = await vaults.put(vaultId("kv-new"), body());
    expect(first).toMatchObject({
      status: 201,
      body: { properties: { provisioningState: "RegisteringDns" } },
    });
    const { properties } = await vaults.create(vaultId("kv-new"), body());
    expect(properties).toMatchObject({
      provisioningState: "Succeeded",
      enableSoftDelete: true,
      publicNetworkAccess: "Enabled",
      accessPolicies: [],
    });
    const address = new URL(String(properties["vaultUri"]));
    expect(address.origin).toBe(sandbox.endpoint);
    const path = `${address.pathname}secrets/x?api-version=7.4`;
    expect(refusal(await call(sandbox, { method: "GET", path }))).toBe("501 SandboxNotImplemented");
  });

  it.each([
    ["tenantId", { tenantId: undefined }, "400 BadRequest"],
    ["a tenantId", { tenantId: "x" }, "400 BadRequest"],
    ["a sku", { sku: { name: "gold" } }, "400 BadRequest"],
    ["soft delete", { enableSoftDelete: false }, "400 BadRequest"],
    ["purge protection", { enablePurgeProtection: false }, "400 BadRequest"],
    ["a retention", { softDeleteRetentionInDays: 3 }, "400 BadRequest"],
    ["access policies or RBAC", { enableRbacAuthorization: false }, "400 BadRequest"],
  ])("are refused without a proper value of %s", async (_, wrong, expected) => {
    expect(refusal(await vaults.put(vaultId("kv-wrong"), body(wrong)))).toBe(expected);
  });

  it("keep the days of retention that they were made with", async () => {
    await vaults.create(vaultId("kv-days"), body());
    const longer = await vaults.patch(vaultId("kv-days"), {
      properties: { softDeleteRetentionInDays: 90 },
    });
    expect(longer).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining("can't be modified") as unknown } },
    });
    const tagged = await vaults.patch(vaultId("kv-days"), { tags: { owner: "other" } });
    expect(tagged).toMatchObject({ status: 200, body: { tags: { owner: "other" } } });
  });

  it("add, replace and remove access policies", async () => {
    const policies = vaultId("kv-policies");
    await vaults.create(policies, body({ enableRbacAuthorization: false, accessPolicies: [] }));
    const policy = (objectId: string) => ({
      tenantId: sandbox.tenantId,
      objectId,
      permissions: { secrets: ["get"] },
    });
    const change = (operation: string, ...accessPolicies: object[]) =>
      vaults.put(`${policies}/accessPolicies/${operation}`, { properties: { accessPolicies } });
    const [one, two] = [
      "3f1d8c52-6b7a-4e0d-9c41-2a5e7d90b6f3",
      "7c1e5a90-3b2d-4f68-8a17-95d0c6e204b2",
    ];
    await change("add", policy(one));
    expect((await change("add", policy(two))).body).toMatchObject({
      properties: { accessPolicies: [{ objectId: one }, { objectId: two }] },
    });
    await change("remove", policy(one));
    const { body: vault } = await vaults.get(policies);
    expect(vault).toMatchObject({ properties: { accessPolicies: [{ objectId: two }] } });
    expect(refusal(await change("forget", policy(one)))).toBe("400 BadRequest");
  });
});

describe("deleted vaults", () => {
  it("are listed and read until they are purged", async () => {
    await deletedVault("kv-purged");
    expect((await vaults.get(deletedId("kv-purged"))).body).toMatchObject({
      type: "Microsoft.KeyVault/deletedVaults",
      properties: { vaultId: vaultId("kv-purged"), location, tags: { owner: "acme" } },
    });
    expect(await vaults.names(`${provider}/deletedVaults`)).toContain("kv-purged");
    const purge = await vaults.post(`${deletedId("kv-purged")}/purge`);
    expect([purge.status, purge.headers.location]).toEqual([202, expect.any(String)]);
    await expect.poll(() => sandbox.store.has(deletedId("kv-purged"))).toBe(false);
    expect(refusal(await vaults.get(deletedId("kv-purged")))).toBe("404 DeletedVaultNotFound");
    expect((await vaults.put(vaultId("kv-purged"), body())).status).toBe(201);
  });

  it("hold their name until they are recovered as they were", async () => {
    await deletedVault("kv-back", { enabledForDeployment: true });
    const conflict = await vaults.put(vaultId("kv-back"), body());
    expect(refusal(conflict)).toBe("409 ConflictError");
    expect(conflict.body).toMatchObject({
      error: { message: expect.stringContaining("either recover or purge") as unknown },
    });
    const elsewhere = await vaults.put(vaultId("kv-back", other), body());
    expect(refusal(elsewhere)).toBe("409 VaultAlreadyExists");
    const recover = { location, properties: { ...body().properties, createMode: "recover" } };
    expect(refusal(await vaults.put(vaultId("kv-back", other), recover))).toBe(
      "400 SoftDeletedVaultDoesNotExist",
    );
    const { properties } = await vaults.create(vaultId("kv-back"), recover);
    expect(properties).toMatchObject({ enabledForDeployment: true });
    expect((await vaults.get(vaultId("kv-back"))).body).toMatchObject({ tags: { owner: "acme" } });
    expect(await vaults.names(`${provider}/deletedVaults`)).not.toContain("kv-back");
  });

  it("cannot be recovered when there are none", async () => {
    const recover = await vaults.put(vaultId("kv-never"), body({ createMode: "recover" }));
    expect(refusal(recover)).toBe("400 SoftDeletedVaultDoesNotExist");
  });

  it("are not purged under protection, and go by themselves in the end", async () => {
    await deletedVault("kv-safe", { enablePurgeProtection: true });
    const purge = await vaults.post(`${deletedId("kv-safe")}/purge`);
    expect(refusal(purge)).toBe("405 MethodNotAllowed");
    sandbox.clock.advance(8 * 86_400_000);
    expect(await vaults.names(`${provider}/deletedVaults`)).not.toContain("kv-safe");
    expect((await vaults.put(vaultId("kv-safe"), body())).status).toBe(201);
  });

  it("come with a deleted group", async () => {
    const gone = `${subscription}/resourceGroups/gone-rg`;
    await groups.put(gone, { location });
    await vaults.create(vaultId("kv-ingroup", gone), body());
    await groups.remove(gone);
    await expect.poll(() => sandbox.store.has(gone)).toBe(false);
    expect(await vaults.names(`${provider}/deletedVaults`)).toContain("kv-ingroup");
  });
});

describe("names of vaults", () => {
  it("are free, in use, of a deleted vault or cannot be", async () => {
    await vaults.create(vaultId("kv-used"), body());
    await deletedVault("kv-soft");
    const check = async (name: string) => {
      const type = "Microsoft.KeyVault/vaults";
      return (await vaults.post(`${provider}/checkNameAvailability`, { name, type })).body;
    };
    expect(await check("kv-free")).toEqual({ nameAvailable: true });
    expect(await check("kv-used")).toMatchObject({ reason: "AlreadyExists" });
    expect(await check("kv-soft")).toMatchObject({ reason: "AlreadyExists" });
    expect(await check("1kv")).toMatchObject({ reason: "AccountNameInvalid" });
    const taken = await vaults.put(vaultId("kv-used", other), body());
    expect(refusal(taken)).toBe("409 VaultAlreadyExists");
    expect(refusal(await vaults.put(vaultId("kv--x"), body()))).toBe("400 VaultNameNotValid");
  });
});
