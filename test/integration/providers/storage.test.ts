import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allProviders } from "../../../sandbox/providers/allProviders";
import type { Sandbox } from "../../../sandbox/serve";
import { armCalls, refusal } from "../../support/providerCalls";
import { call, firstSubscription, startTestSandbox } from "../../support/sandbox";

const subscription = `/subscriptions/${firstSubscription()}`;
const group = `${subscription}/resourceGroups/storage-rg`;
const accountId = (name: string, where = group) =>
  `${where}/providers/Microsoft.Storage/storageAccounts/${name}`;
const provider = `${subscription}/providers/Microsoft.Storage`;
const location = "westeurope";
const body = (properties: object = {}) => ({
  location,
  kind: "StorageV2",
  sku: { name: "Standard_LRS" },
  properties,
});

let sandbox: Sandbox;
const groups = armCalls(() => sandbox, "2025-04-01");
const storage = armCalls(() => sandbox, "2025-01-01");

beforeAll(async () => {
  sandbox = await startTestSandbox({ providers: allProviders });
  await groups.put(group, { location });
});

afterAll(() => sandbox.close());

describe("storage accounts", () => {
  it("are made by a long operation and point at the sandbox", async () => {
    const properties = {
      allowSharedKeyAccess: false,
      isHnsEnabled: false,
      publicNetworkAccess: "Disabled",
      networkAcls: { bypass: "AzureServices", defaultAction: "Deny" },
    };
    const first = await storage.put(accountId("stmade"), body(properties));
    expect(first.status).toBe(202);
    const poll = String(first.headers.location).slice(sandbox.endpoint.length);
    await expect
      .poll(async () => (await call(sandbox, { method: "GET", path: poll })).status)
      .toBe(200);
    const { body: account } = await storage.get(accountId("stmade"));
    expect(account).toMatchObject({
      kind: "StorageV2",
      sku: { name: "Standard_LRS", tier: "Standard" },
      properties: {
        ...properties,
        provisioningState: "Succeeded",
        minimumTlsVersion: "TLS1_2",
        primaryLocation: location,
        primaryEndpoints: { blob: `${sandbox.endpoint}/stmade/` },
        privateEndpointConnections: [],
      },
    });
  });

  it("change in place, but not what is fixed", async () => {
    await storage.create(accountId("stchange"), body());
    const changed = await storage.patch(accountId("stchange"), {
      tags: { a: "1" },
      properties: { accessTier: "Cool" },
    });
    expect(changed).toMatchObject({
      status: 200,
      body: { tags: { a: "1" }, properties: { accessTier: "Cool", allowBlobPublicAccess: false } },
    });
    const hierarchical = await storage.put(accountId("stchange"), body({ isHnsEnabled: true }));
    expect(refusal(hierarchical)).toBe("400 AccountPropertyCannotBeUpdated");
    const moved = await storage.put(accountId("stchange"), { ...body(), location: "northeurope" });
    expect(refusal(moved)).toBe("409 InvalidResourceLocation");
    expect((await storage.put(accountId("stchange"), body())).status).toBe(200);
  });

  it.each([
    ["no sku", { location, kind: "StorageV2" }, "400 InvalidRequestContent"],
    ["an unknown sku", { ...body(), sku: { name: "Huge" } }, "400 InvalidAccountType"],
    ["an unknown kind", { ...body(), kind: "Box" }, "400 InvalidValuesForRequestParameters"],
    ["a wrong value", body({ accessTier: "Warm" }), "400 InvalidValuesForRequestParameters"],
  ])("are refused with %s", async (_, wrong, expected) => {
    expect(refusal(await storage.put(accountId("stwrong"), wrong))).toBe(expected);
  });

  it("have names that are free, taken or cannot be", async () => {
    await storage.create(accountId("sttaken"), body());
    const check = async (name: string) => {
      const type = "Microsoft.Storage/storageAccounts";
      return (await storage.post(`${provider}/checkNameAvailability`, { name, type })).body;
    };
    expect(await check("stfree")).toEqual({ nameAvailable: true });
    expect(await check("sttaken")).toMatchObject({ reason: "AlreadyExists" });
    expect(await check("St")).toMatchObject({ reason: "AccountNameInvalid" });
    const other = `${subscription}/resourceGroups/other-rg`;
    await groups.put(other, { location });
    const twice = await storage.put(accountId("sttaken", other), body());
    expect(refusal(twice)).toBe("409 StorageAccountAlreadyExists");
    expect(refusal(await storage.put(accountId("St_1"), body()))).toBe("400 AccountNameInvalid");
    expect(refusal(await storage.put(accountId("providers"), body()))).toBe(
      "501 SandboxNotImplemented",
    );
  });

  it("list their keys, also where they take none, and make one anew", async () => {
    await storage.create(accountId("stkeys"), body({ allowSharedKeyAccess: false }));
    const listed = await storage.post(`${accountId("stkeys")}/listKeys`);
    const anew = await storage.post(`${accountId("stkeys")}/regenerateKey`, { keyName: "key1" });
    const keys = (answer: typeof listed) =>
      (answer.body as { keys: { value: string }[] }).keys.map(({ value }) => value);
    expect(keys(anew)[0]).not.toBe(keys(listed)[0]);
    expect(keys(anew)[1]).toBe(keys(listed)[1]);
    expect(keys(await storage.post(`${accountId("stkeys")}/listKeys`))).toEqual(keys(anew));
    const wrong = await storage.post(`${accountId("stkeys")}/regenerateKey`, { keyName: "key9" });
    expect(refusal(wrong)).toBe("400 InvalidRequestContent");
    expect(JSON.stringify(sandbox.requests.all())).not.toContain(keys(anew)[0]);
  });

  it("count against the limit of a region, are listed and deleted", async () => {
    await storage.create(accountId("stgone"), { ...body(), location: "uksouth" });
    const usages = async () => (await storage.get(`${provider}/locations/uksouth/usages`)).body;
    expect(await usages()).toMatchObject({ value: [{ currentValue: 1, limit: 250 }] });
    expect(await storage.names(`${provider}/storageAccounts`)).toContain("stgone");
    expect((await storage.remove(accountId("stgone"))).status).toBe(200);
    expect((await storage.remove(accountId("stgone"))).status).toBe(204);
    expect(await usages()).toMatchObject({ value: [{ currentValue: 0 }] });
  });
});

describe("private endpoint connections", () => {
  it("are shown by the account and can be rejected", async () => {
    const network = armCalls(() => sandbox, "2024-05-01");
    const vnet = `${group}/providers/Microsoft.Network/virtualNetworks/vnet`;
    const addressSpace = { addressPrefixes: ["10.0.0.0/16"] };
    await network.create(vnet, { location, properties: { addressSpace } });
    const subnet = `${vnet}/subnets/default`;
    await network.create(subnet, { properties: { addressPrefix: "10.0.0.0/24" } });
    const target = await storage.create(accountId("stprivate"), body());
    const connection = { privateLinkServiceId: target.id, groupIds: ["blob"] };
    await network.create(`${group}/providers/Microsoft.Network/privateEndpoints/pe`, {
      location,
      properties: {
        subnet: { id: subnet },
        privateLinkServiceConnections: [{ name: "pe", properties: connection }],
      },
    });
    const shown = async () => {
      const { properties } = (await storage.get(target.id)).body as typeof target;
      return properties["privateEndpointConnections"] as { id: string; properties: object }[];
    };
    const [first] = await shown();
    const state = { status: "Approved", actionRequired: "None" };
    expect(first?.properties).toMatchObject({ privateLinkServiceConnectionState: state });
    expect(first?.properties).not.toHaveProperty("groupIds");
    const rejected = { status: "Rejected", description: "Not ours" };
    const properties = { privateLinkServiceConnectionState: rejected };
    expect((await storage.put(first?.id ?? "", { properties })).status).toBe(200);
    expect((await shown())[0]?.properties).toMatchObject(properties);
  });
});

describe("the blob service of an account", () => {
  const service = `${accountId("stblobs")}/blobServices/default`;

  beforeAll(async () => {
    await storage.create(accountId("stblobs"), body());
  });

  it("has containers", async () => {
    const id = `${service}/containers/models`;
    const created = await storage.put(id, { properties: { metadata: { stage: "dev" } } });
    expect(created).toMatchObject({
      status: 201,
      body: { name: "models", properties: { publicAccess: "None", leaseStatus: "Unlocked" } },
    });
    const changed = await storage.patch(id, { properties: { metadata: { stage: "prod" } } });
    expect(changed).toMatchObject({
      status: 200,
      body: { properties: { metadata: { stage: "prod" } } },
    });
    expect(await storage.names(`${service}/containers`)).toEqual(["models"]);
    const open = await storage.put(id, { properties: { publicAccess: "Blob" } });
    expect(refusal(open)).toBe("409 PublicAccessNotPermitted");
    expect(refusal(await storage.put(`${service}/containers/No`, {}))).toBe(
      "400 InvalidResourceName",
    );
    expect((await storage.remove(id)).status).toBe(200);
  });

  it("is one and takes no setting that the data plane would not follow", async () => {
    const cors = { corsRules: [] };
    expect((await storage.put(service, { properties: { cors } })).status).toBe(200);
    expect((await storage.get(service)).body).toMatchObject({ sku: { name: "Standard_LRS" } });
    const softDelete = { properties: { deleteRetentionPolicy: { enabled: true, days: 7 } } };
    expect(refusal(await storage.put(service, softDelete))).toBe("501 SandboxNotImplemented");
    const second = service.replace("default", "second");
    expect(refusal(await storage.put(second, { properties: {} }))).toBe("400 InvalidResourceName");
  });
});
