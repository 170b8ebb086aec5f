import { ContainerRegistryManagementClient } from "@azure/arm-containerregistry";
import { ContainerServiceClient } from "@azure/arm-containerservice";
import { DataFactoryManagementClient } from "@azure/arm-datafactory";
import { AzureMachineLearningWorkspaces } from "@azure/arm-machinelearning";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSandbox, type Sandbox } from "../../../sandbox/server";
import { call, sdkCredential, sdkOptions } from "../../support/sandbox";

const subscriptionId = "0d5e1a34-7c2b-4f18-a6d9-1b3c5e7f9a01";
const group = "acme-ai-esml-project001-weu-dev-001-rg";
const workspace = "aml-001-weu-dev-q3k7m-001";
const pollAtOnce = { updateIntervalInMs: 5 };

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ timeScale: 0, graphLagMs: 0 });
});

afterAll(async () => {
  await sandbox.close();
});

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) {
    found.push(item);
  }
  return found;
}

const client = {
  machineLearning: () =>
    new AzureMachineLearningWorkspaces(sdkCredential(sandbox), subscriptionId, {
      ...sdkOptions(sandbox),
      apiVersion: "2025-09-01",
    }),
  containerService: () =>
    new ContainerServiceClient(sdkCredential(sandbox), subscriptionId, {
      ...sdkOptions(sandbox),
      apiVersion: "2025-07-01",
    }),
  registries: () =>
    new ContainerRegistryManagementClient(sdkCredential(sandbox), subscriptionId, {
      ...sdkOptions(sandbox),
      apiVersion: "2025-04-01",
    }),
  dataFactory: () =>
    new DataFactoryManagementClient(sdkCredential(sandbox), subscriptionId, sdkOptions(sandbox)),
};

describe("the machine learning SDK", () => {
  it("lists workspaces, computes in their states and deployments with traffic", async () => {
    const ml = client.machineLearning();
    const workspaces = await all(ml.workspaces.listBySubscription());
    expect(workspaces.map(({ name }) => name)).toContain(workspace);
    const computes = await all(ml.computeOperations.list(group, workspace));
    const states = computes.map(({ name, properties }) => [name, properties?.computeType]);
    expect(Object.fromEntries(states)).toEqual({
      "aks001-weu-dev": "Kubernetes",
      "p001-ci01-weu-dev-q3k7m": "ComputeInstance",
      "p001-ci02-weu-dev-q3k7m": "ComputeInstance",
      "p001-m01weu-dev": "AmlCompute",
    });
    const [endpoint] = await all(ml.onlineEndpoints.list(group, workspace));
    expect(endpoint?.properties.traffic).toEqual({ blue: 90, green: 10 });
    const deployments = await all(
      ml.onlineDeployments.list(group, workspace, endpoint?.name ?? ""),
    );
    expect(deployments.map(({ name, properties }) => [name, properties.provisioningState])).toEqual(
      [
        ["blue", "Succeeded"],
        ["canary", "Failed"],
        ["green", "Succeeded"],
      ],
    );
  });

  it("creates, stops and deletes an instance", async () => {
    const { computeOperations } = client.machineLearning();
    const name = "p001-ci09-weu-dev-q3k7m";
    const created = await computeOperations.beginCreateOrUpdateAndWait(
      group,
      workspace,
      name,
      { properties: { computeType: "ComputeInstance", properties: { vmSize: "Standard_DS3_v2" } } },
      pollAtOnce,
    );
    expect(created.properties).toMatchObject({
      provisioningState: "Succeeded",
      properties: { state: "Running", vmSize: "Standard_DS3_v2" },
    });
    await computeOperations.beginStopAndWait(group, workspace, name, pollAtOnce);
    const stopped = await computeOperations.get(group, workspace, name);
    expect(stopped.properties).toMatchObject({ properties: { state: "Stopped" } });
    await computeOperations.beginDeleteAndWait(group, workspace, name, "Delete", pollAtOnce);
    await expect(computeOperations.get(group, workspace, name)).rejects.toMatchObject({
      statusCode: 404,
    });
  });

  it("reads quota and sizes of a region", async () => {
    const ml = client.machineLearning();
    const usages = await all(ml.usages.list("westeurope"));
    const dsv2 = usages.find(({ name }) => name?.value === "standardDSv2Family");
    expect(dsv2).toMatchObject({ limit: 100, currentValue: 18 });
    const sizes = await ml.virtualMachineSizes.list("northeurope");
    const names = sizes.value?.map(({ name }) => name);
    expect(names).toContain("Standard_DS3_v2");
    expect(names).not.toContain("Standard_D13_v2");
    expect(names).not.toContain("Standard_B4ms");
  });
});

describe("the container service SDK", () => {
  it("shows clusters with pools, scales one and reads the versions of a region", async () => {
    const { managedClusters, agentPools } = client.containerService();
    const cluster = await managedClusters.get(group, "aks001-weu-dev");
    expect(cluster).toMatchObject({
      currentKubernetesVersion: "1.33.2",
      powerState: { code: "Running" },
      nodeResourceGroup: `aks-${group}`,
    });
    const { nodeImageVersion: _, ...pool } = await agentPools.get(
      group,
      "aks001-weu-dev",
      "agentpool",
    );
    const scaled = await agentPools.createOrUpdate(
      group,
      "aks001-weu-dev",
      "agentpool",
      { ...pool, count: 2 },
      pollAtOnce,
    );
    expect(scaled).toMatchObject({ count: 2, provisioningState: "Succeeded" });
    const { values } = await managedClusters.listKubernetesVersions("northeurope");
    const patches = values?.find(({ version }) => version === "1.33")?.patchVersions;
    expect(Object.keys(patches ?? {})).toEqual(["1.33.3", "1.33.5"]);
    const { kubeconfigs } = await managedClusters.listClusterUserCredentials(
      group,
      "aks001-weu-dev",
    );
    expect(kubeconfigs?.[0]?.name).toBe("clusterUser");
  });
});

describe("the registry and data factory SDKs", () => {
  it("create, read and delete a registry", async () => {
    const { registries } = client.registries();
    const body = { location: "westeurope", sku: { name: "Premium" } };
    const created = await registries.create(group, "acrsdk001", body, pollAtOnce);
    expect(created).toMatchObject({
      loginServer: expect.stringMatching(/^acrsdk001\.localhost:\d+$/u) as string,
      sku: { tier: "Premium" },
    });
    const check = { name: "acrsdk001", type: "Microsoft.ContainerRegistry/registries" } as const;
    expect(await registries.checkNameAvailability(check)).toMatchObject({ nameAvailable: false });
    await registries.delete(group, "acrsdk001", pollAtOnce);
    await expect(registries.get(group, "acrsdk001")).rejects.toMatchObject({ statusCode: 404 });
  });

  it("list factories with their integration runtimes", async () => {
    const adf = client.dataFactory();
    const factories = await all(adf.factories.listByResourceGroup(group));
    expect(factories.map(({ name }) => name)).toEqual(["adf-001-weu-dev-q3k7m-001"]);
    const runtimes = await all(
      adf.integrationRuntimes.listByFactory(group, "adf-001-weu-dev-q3k7m-001"),
    );
    expect(runtimes.map(({ name }) => name)).toEqual(["AutoResolveIntegrationRuntime"]);
  });
});

describe("plain requests", () => {
  it("read sizes, usages and permissions", async () => {
    const get = async (path: string) => (await call(sandbox, { method: "GET", path })).body;
    const compute = `/subscriptions/${subscriptionId}/providers/Microsoft.Compute`;
    const filter = encodeURIComponent("location eq 'northeurope'");
    const skus = await get(`${compute}/skus?api-version=2021-07-01&$filter=${filter}`);
    expect(JSON.stringify(skus)).toContain("Standard_DS13-2_v2");
    expect(JSON.stringify(skus)).not.toContain('"Standard_D13_v2"');
    const usages = await get(`${compute}/locations/westeurope/usages?api-version=2024-07-01`);
    expect(JSON.stringify(usages)).toContain('"value":"standardBSFamily"');
    const permissions = await get(
      `/subscriptions/${subscriptionId}/resourcegroups/${group}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`,
    );
    expect(permissions).toMatchObject({ value: [{ actions: ["*"] }] });
  });
});
