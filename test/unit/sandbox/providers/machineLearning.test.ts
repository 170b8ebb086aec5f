import { describe, expect, it } from "vitest";
import { sampleCatalogue } from "../../../../sandbox/catalogue/sampleCatalogue";
import { fieldsOf } from "../../../../sandbox/providers/fields";
import { createRuleSandbox, group, type RuleSandbox } from "./ruleSandbox";

const location = "westeurope";
const providers = `${group}/providers`;
const workspace = `${providers}/Microsoft.MachineLearningServices/workspaces/aml-rules`;
const links = {
  storageAccount: `${providers}/Microsoft.Storage/storageAccounts/rulesstore`,
  keyVault: `${providers}/Microsoft.KeyVault/vaults/kv-rules`,
  applicationInsights: `${providers}/Microsoft.Insights/components/ain-rules`,
};

async function withWorkspace(): Promise<RuleSandbox> {
  const sandbox = await createRuleSandbox();
  const logs = `${providers}/Microsoft.OperationalInsights/workspaces/la-rules`;
  await sandbox.put(logs, { location });
  await sandbox.put(links.storageAccount, {
    location,
    kind: "StorageV2",
    sku: { name: "Standard_LRS" },
  });
  const { tenantId } = sandbox.context.caller;
  await sandbox.put(links.keyVault, {
    location,
    properties: { tenantId, sku: { name: "standard" }, accessPolicies: [] },
  });
  const insights = { Application_Type: "web", WorkspaceResourceId: logs };
  await sandbox.put(links.applicationInsights, { location, kind: "web", properties: insights });
  await sandbox.put(workspace, {
    location,
    identity: { type: "SystemAssigned" },
    properties: links,
  });
  return sandbox;
}

const cluster = (vmSize: string, maxNodeCount = 3) => ({
  location,
  properties: {
    computeType: "AmlCompute",
    properties: { vmSize, scaleSettings: { minNodeCount: 0, maxNodeCount } },
  },
});

const instance = (vmSize = "Standard_DS11_v2") => ({
  location,
  properties: { computeType: "ComputeInstance", properties: { vmSize } },
});

const innerOf = (sandbox: RuleSandbox, id: string) =>
  fieldsOf(fieldsOf(sandbox.view(id)["properties"])["properties"]);

const propertiesOf = (sandbox: RuleSandbox, id: string) => fieldsOf(sandbox.view(id)["properties"]);

describe("workspaces", () => {
  it("get an identity and addresses, and need what they hang on", async () => {
    const sandbox = await withWorkspace();
    const view = sandbox.view(workspace);
    expect(fieldsOf(view["identity"])["principalId"]).toMatch(/^[0-9a-f-]{36}$/u);
    expect(fieldsOf(view["properties"])["workspaceId"]).toMatch(/^[0-9a-f-]{36}$/u);
    const lost = sandbox.put(`${workspace}2`, {
      location,
      identity: { type: "SystemAssigned" },
      properties: { ...links, storageAccount: `${links.storageAccount}x` },
    });
    expect(await sandbox.codeOf(lost)).toBe("ValidationError");
  });

  it("ignore what is read-only or not known, and spell enums their own way", async () => {
    const sandbox = await withWorkspace();
    await sandbox.put(workspace, {
      location,
      identity: { type: "SystemAssigned" },
      properties: {
        ...links,
        systemDatastoresAuthMode: "identity",
        workspaceId: "mine",
        colour: "blue",
      },
    });
    const properties = propertiesOf(sandbox, workspace);
    expect(properties).toMatchObject({ systemDatastoresAuthMode: "Identity" });
    expect(properties["workspaceId"]).not.toBe("mine");
    expect(properties).not.toHaveProperty("colour");
  });

  it("let their default datastores follow how the account is got at", async () => {
    const sandbox = await withWorkspace();
    const store = `${workspace}/datastores/workspaceblobstore`;
    const body = { location, identity: { type: "SystemAssigned" } };
    expect(propertiesOf(sandbox, store)["credentials"]).toMatchObject({
      credentialsType: "AccountKey",
    });
    const before = propertiesOf(sandbox, store)["containerName"];
    const properties = { ...links, systemDatastoresAuthMode: "Identity" };
    await sandbox.put(workspace, { ...body, properties });
    expect(propertiesOf(sandbox, store)).toMatchObject({
      credentials: { credentialsType: "None" },
      containerName: before,
      isDefault: true,
    });
    expect(await sandbox.codeOf(sandbox.act(store, "listsecrets"))).toBe("UserError");
  });
});

describe("computes", () => {
  it("refuse sizes that Machine Learning does not offer and keep the one they have", async () => {
    const sandbox = await withWorkspace();
    const id = `${workspace}/computes/cpu-cluster`;
    expect(await sandbox.codeOf(sandbox.put(id, cluster("Standard_B4ms")))).toBe(
      "VmSizeNotSupported",
    );
    await sandbox.put(id, cluster("Standard_DS3_v2"));
    expect(innerOf(sandbox, id)).toMatchObject({ allocationState: "Steady", currentNodeCount: 0 });
    await sandbox.put(id, cluster("Standard_F8s_v2", 5));
    expect(innerOf(sandbox, id)).toMatchObject({
      vmSize: "Standard_DS3_v2",
      scaleSettings: { maxNodeCount: 5 },
    });
  });

  it("fail when one node does not fit into the quota, and change when it does", async () => {
    const sandbox = await withWorkspace();
    const id = `${workspace}/computes/gpu-cluster`;
    // 96 vCPUs a node, 192 in all: two nodes fit, three do not.
    const nodes = (minNodeCount: number) => ({
      location,
      properties: {
        computeType: "AmlCompute",
        properties: {
          vmSize: "Standard_ND96amsr_A100_v4",
          scaleSettings: { minNodeCount, maxNodeCount: 4 },
        },
      },
    });
    expect(await sandbox.codeOf(sandbox.put(id, nodes(3)))).toBe("ClusterMinNodesExceedCoreQuota");
    expect(propertiesOf(sandbox, id)["provisioningState"]).toBe("Failed");
    await sandbox.put(id, nodes(2));
    expect(propertiesOf(sandbox, id)).toMatchObject({
      provisioningState: "Succeeded",
      provisioningErrors: null,
    });
  });

  it("give an instance to its creator, unchanged, under a name of its own, within quota", async () => {
    const sandbox = await withWorkspace();
    const id = `${workspace}/computes/ci01-weu-dev`;
    await sandbox.put(id, instance());
    const { objectId, tenantId } = sandbox.context.caller;
    expect(innerOf(sandbox, id)).toMatchObject({
      state: "Running",
      personalComputeInstanceSettings: { assignedUser: { objectId, tenantId } },
    });
    await sandbox.put(id, instance("standard_ds11_v2"));
    const resized = sandbox.put(id, instance("Standard_DS3_v2"));
    expect(await sandbox.codeOf(resized)).toBe("BadRequest");
    const numbered = sandbox.put(`${workspace}/computes/ci-01`, instance());
    expect(await sandbox.codeOf(numbered)).toBe("BadRequest");
    const gpu = instance("Standard_ND96amsr_A100_v4");
    await sandbox.put(`${workspace}/computes/gpu-a`, gpu);
    await sandbox.put(`${workspace}/computes/gpu-b`, gpu);
    const third = sandbox.put(`${workspace}/computes/gpu-c`, gpu);
    expect(await sandbox.codeOf(third)).toBe("QuotaExceeded");
  });

  it("stop and start instances from the right state only", async () => {
    const sandbox = await withWorkspace();
    const id = `${workspace}/computes/ci01-weu-dev`;
    await sandbox.put(id, instance());
    expect(await sandbox.codeOf(sandbox.act(id, "start"))).toBe("InvalidComputeState");
    await sandbox.act(id, "stop");
    expect(innerOf(sandbox, id)["state"]).toBe("Stopped");
    await sandbox.act(id, "start");
    expect(innerOf(sandbox, id)["state"]).toBe("Running");
  });
});

describe("online endpoints", () => {
  it("send traffic only to deployments they have, and keep those that get some", async () => {
    const sandbox = await withWorkspace();
    const id = `${workspace}/onlineEndpoints/churn-rules`;
    const endpoint = (traffic: object) => ({ location, properties: { authMode: "Key", traffic } });
    expect(await sandbox.codeOf(sandbox.put(id, endpoint({ blue: 100 })))).toBe("UserError");
    await sandbox.put(id, endpoint({}));
    await sandbox.put(`${id}/deployments/blue`, {
      location,
      properties: { endpointComputeType: "Managed", instanceType: "Standard_DS3_v2" },
    });
    expect(await sandbox.codeOf(sandbox.put(id, endpoint({ blue: 90 })))).toBe("UserError");
    await sandbox.put(id, endpoint({ blue: 100 }));
    expect(await sandbox.codeOf(sandbox.remove(`${id}/deployments/blue`))).toBe("UserError");
    expect(fieldsOf(sandbox.view(id)["properties"])["scoringUri"]).toBe(
      "https://127.0.0.1:4433/inference/westeurope/churn-rules/score",
    );
  });
});

describe("the catalogue", () => {
  it("offers the defaults in westeurope and lacks some of them in northeurope", () => {
    const [west, north] = ["westeurope", "northeurope"].map((name) =>
      sampleCatalogue.locations.find((region) => region.name === name),
    );
    const patches = (region: typeof west) =>
      region?.kubernetesVersions.flatMap((minor) => minor.patches);
    expect(patches(west)).toContain("1.33.2");
    expect(patches(north)).not.toContain("1.33.2");
    expect(patches(north)).toContain("1.33.5");
    expect(north?.missingVmSizes).toContain("Standard_D13_v2");
    const defaults = [
      "Standard_B4ms",
      "Standard_DS13-2_v2",
      "Standard_DS3_v2",
      "Standard_D13_v2",
      "Standard_DS11_v2",
      "Standard_ND96amsr_A100_v4",
    ];
    const sizes = sampleCatalogue.vmSizes.map(({ name }) => name);
    expect(sizes).toEqual(expect.arrayContaining(defaults));
    expect(west?.missingVmSizes.filter((name) => defaults.includes(name))).toEqual([]);
  });
});
