import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSandbox, type Sandbox } from "../../../../sandbox/server";
import { ArmCalls } from "../../../support/armCalls";
import { all, dataFactoryClient, refusalOf, sample, samplePath } from "../../../support/sdkClients";

const { group, dataFactory } = sample;
const base = `${samplePath}/Microsoft.DataFactory/factories/${dataFactory}`;

let sandbox: Sandbox;
let client: ReturnType<typeof dataFactoryClient>;

beforeAll(async () => {
  sandbox = await startSandbox({ timeScale: 0, graphLagMs: 0 });
  client = dataFactoryClient(sandbox);
});

afterAll(() => sandbox.close());

const vaultService = {
  properties: {
    type: "AzureKeyVault" as const,
    baseUrl: "https://kv-p001.example/",
  },
};

const lakeSet = (linkedService: string) => ({
  properties: {
    type: "Binary" as const,
    linkedServiceName: {
      type: "LinkedServiceReference" as const,
      referenceName: linkedService,
    },
  },
});

const putService = (name: string) =>
  client.linkedServices.createOrUpdate(group, dataFactory, name, vaultService);

describe("a factory", () => {
  it("is made, tagged, closed and deleted at once", async () => {
    const { factories } = client;
    const location = "westeurope";
    const identity = { type: "SystemAssigned" as const };
    const made = await factories.createOrUpdate(group, "adf-sdk", { location, identity });
    expect(made).toMatchObject({ provisioningState: "Succeeded", version: "2018-06-01" });
    expect(made.identity?.principalId).toMatch(/^[0-9a-f-]{36}$/u);
    const changed = await factories.update(group, "adf-sdk", {
      tags: { owner: "core" },
      publicNetworkAccess: "Disabled",
    });
    expect(changed).toMatchObject({ tags: { owner: "core" }, publicNetworkAccess: "Disabled" });
    const taken = factories.createOrUpdate(sample.commonGroup, "adf-sdk", { location });
    expect(await refusalOf(taken)).toMatchObject({ status: 409, code: "DataFactoryNameInUse" });
    await factories.delete(group, "adf-sdk");
    expect(await refusalOf(factories.get(group, "adf-sdk"))).toMatchObject({ status: 404 });
  });

  it("is not read again when the reader knows it", async () => {
    const { eTag = "" } = await client.factories.get(group, dataFactory);
    const arm = new ArmCalls(sandbox, "2018-06-01");
    const again = await arm.send("GET", base, undefined, { "If-None-Match": eTag });
    expect([again.status, again.body]).toEqual([304, undefined]);
  });
});

describe("the parts of a factory", () => {
  it("name only what is there, and keep what is named", async () => {
    const { datasets, linkedServices } = client;
    const lost = datasets.createOrUpdate(group, dataFactory, "ds_lake", lakeSet("ls_none"));
    expect(await refusalOf(lost)).toMatchObject({
      status: 400,
      code: "BadRequest",
      message: expect.stringContaining(
        "The document creation or update failed because of invalid reference 'ls_none'.",
      ) as string,
    });
    await putService("ls_keyvault");
    await datasets.createOrUpdate(group, dataFactory, "ds_lake", lakeSet("ls_keyvault"));
    const inUse = linkedServices.delete(group, dataFactory, "ls_keyvault");
    expect((await refusalOf(inUse)).message).toContain(
      "The document cannot be deleted since it is referenced by ds_lake.",
    );
    await datasets.delete(group, dataFactory, "ds_lake");
    await linkedServices.delete(group, dataFactory, "ls_keyvault");
    expect(await all(linkedServices.listByFactory(group, dataFactory))).toEqual([]);
  });

  it("are guarded by their etag", async () => {
    const first = await putService("ls_guarded");
    const stale = client.linkedServices.createOrUpdate(
      group,
      dataFactory,
      "ls_guarded",
      vaultService,
      { ifMatch: 'W/"old"' },
    );
    expect(await refusalOf(stale)).toMatchObject({ status: 412 });
    const ifMatch = first.etag ?? "";
    const again = await client.linkedServices.createOrUpdate(
      group,
      dataFactory,
      "ls_guarded",
      vaultService,
      { ifMatch },
    );
    expect(again.etag).toBe(first.etag);
  });

  it("never show or keep a secure string", async () => {
    const made = await client.linkedServices.createOrUpdate(group, dataFactory, "ls_secret", {
      properties: {
        type: "AzureBlobStorage",
        sasUri: { type: "SecureString", value: "hush-hush" },
      },
    });
    expect(JSON.stringify(made)).toContain("**********");
    expect(JSON.stringify(sandbox.store.list())).not.toContain("hush-hush");
    expect(JSON.stringify(sandbox.requests.all())).not.toContain("hush-hush");
  });

  it("hold credentials and global parameters", async () => {
    await client.credentialOperations.createOrUpdate(group, dataFactory, "ls_cred_project_uami", {
      properties: { type: "ManagedIdentity" },
    });
    const parameters = await client.globalParameters.createOrUpdate(group, dataFactory, "default", {
      properties: { esml_environment: { type: "String", value: "dev" } },
    });
    expect(parameters.properties).toEqual({ esml_environment: { type: "String", value: "dev" } });
    const other = client.globalParameters.createOrUpdate(group, dataFactory, "mine", {
      properties: {},
    });
    expect(await refusalOf(other)).toMatchObject({ status: 400 });
  });

  it("say what they are", async () => {
    const arm = new ArmCalls(sandbox, "2018-06-01");
    for (const name of ["linkedServices/x", "datasets/x", "triggers/x", "integrationRuntimes/x"]) {
      expect((await arm.send("PUT", `${base}/${name}`, { properties: {} })).status).toBe(400);
    }
  });
});

describe("an integration runtime", () => {
  it("runs in the managed network, starts, stops and tells its state", async () => {
    const { integrationRuntimes } = client;
    const name = "ManagedRuntime";
    await integrationRuntimes.createOrUpdate(group, dataFactory, name, {
      properties: {
        type: "Managed",
        managedVirtualNetwork: {
          type: "ManagedVirtualNetworkReference",
          referenceName: "default",
        },
        computeProperties: { location: "AutoResolve" },
      },
    });
    const state = async () =>
      (await integrationRuntimes.getStatus(group, dataFactory, name)).properties.state;
    expect(await state()).toBe("Online");
    const started = await integrationRuntimes.beginStartAndWait(group, dataFactory, name, {
      updateIntervalInMs: 5,
    });
    expect(started.properties).toMatchObject({ type: "Managed", state: "Started" });
    await integrationRuntimes.beginStopAndWait(group, dataFactory, name, { updateIntervalInMs: 5 });
    expect(await state()).toBe("Stopped");
  });

  it("of one's own machines waits for them", async () => {
    const { integrationRuntimes } = client;
    await integrationRuntimes.createOrUpdate(group, dataFactory, "OwnRuntime", {
      properties: { type: "SelfHosted" },
    });
    const { properties } = await integrationRuntimes.getStatus(group, dataFactory, "OwnRuntime");
    expect(properties).toMatchObject({ type: "SelfHosted", state: "NeedRegistration" });
    const start = integrationRuntimes.beginStartAndWait(group, dataFactory, "OwnRuntime");
    expect(await refusalOf(start)).toMatchObject({ status: 400 });
  });
});
