import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { sampleCatalogue } from "../../../../sandbox/catalogue/sampleCatalogue";
import { fieldsOf } from "../../../../sandbox/providers/fields";
import { startSandbox, type Sandbox } from "../../../../sandbox/server";
import { call } from "../../../support/sandbox";
import {
  containerServiceClient,
  pollAtOnce,
  refusalOf,
  sample,
  samplePath,
} from "../../../support/sdkClients";

const { group, cluster, pool } = sample;
const clusterPath = `${samplePath}/Microsoft.ContainerService/managedClusters/${cluster}`;
const version = "api-version=2025-07-01";
const minutes = (count: number): number => count * 60_000;

let sandbox: Sandbox;
let stateFolder: string | undefined;

afterEach(async () => {
  await sandbox.close();
  if (stateFolder !== undefined) {
    await rm(stateFolder, { recursive: true });
    stateFolder = undefined;
  }
});

async function body(kubernetesVersion: string, orchestratorVersion?: string) {
  const { managedClusters } = containerServiceClient(sandbox);
  const now = await managedClusters.get(group, cluster);
  const ids = Object.keys(now.identity?.userAssignedIdentities ?? {});
  const own = now.agentPoolProfiles?.find(({ name }) => name === pool);
  return {
    location: now.location,
    identity: {
      type: "UserAssigned",
      userAssignedIdentities: Object.fromEntries(ids.map((id) => [id, {}])),
    },
    properties: {
      kubernetesVersion,
      dnsPrefix: now.dnsPrefix,
      agentPoolProfiles: [
        {
          name: pool,
          mode: "System",
          vmSize: own?.vmSize,
          count: own?.count,
          vnetSubnetID: own?.vnetSubnetID,
          ...(orchestratorVersion !== undefined && { orchestratorVersion }),
        },
      ],
    },
  };
}

async function begin(kubernetesVersion: string, orchestratorVersion?: string) {
  const content = await body(kubernetesVersion, orchestratorVersion);
  return call(sandbox, { method: "PUT", path: `${clusterPath}?${version}`, body: content });
}

async function read(below = ""): Promise<Record<string, unknown>> {
  const { body: answer } = await call(sandbox, {
    method: "GET",
    path: `${clusterPath}${below}?${version}`,
  });
  return fieldsOf(fieldsOf(answer)["properties"]);
}

const poolPath = `/agentPools/${pool}`;

describe("the version of a cluster", () => {
  it("goes up one minor version at a time and never down", async () => {
    sandbox = await startSandbox({ timeScale: 0, graphLagMs: 0 });
    expect(await begin("1.35.0")).toMatchObject({
      status: 400,
      body: {
        error: {
          code: "OperationNotAllowed",
          message:
            "Upgrading Kubernetes version 1.33.2 to 1.35.0 is not allowed. Available upgrades: [1.34.2 1.34.1 1.33.5 1.33.3]. Please see https://aka.ms/aks-supported-k8s-ver for version details.",
        },
      },
    });
    expect(await begin("1.32.7")).toMatchObject({
      body: { error: { code: "OperationNotAllowed" } },
    });
    expect(await begin("1.30.0")).toMatchObject({
      body: { error: { code: "K8sVersionNotSupported" } },
    });
  });

  it("stays when its minor version is named, and changes when its time has passed", async () => {
    sandbox = await startSandbox({ timeScale: Infinity, graphLagMs: 0 });
    await begin("1.33");
    sandbox.clock.advance(minutes(3));
    expect(await read()).toMatchObject({ currentKubernetesVersion: "1.33.2" });
    const started = await begin("1.34.1");
    expect(started).toMatchObject({
      status: 200,
      body: {
        properties: {
          provisioningState: "Upgrading",
          kubernetesVersion: "1.34.1",
          currentKubernetesVersion: "1.33.2",
        },
      },
    });
    expect(await begin("1.34.1")).toMatchObject({
      status: 409,
      body: { error: { code: "OperationNotAllowed" } },
    });
    sandbox.clock.advance(minutes(10));
    expect(await read()).toMatchObject({
      provisioningState: "Succeeded",
      currentKubernetesVersion: "1.34.1",
    });
  });

  it("leaves a pool behind that the request says nothing of, and takes it along when it does", async () => {
    sandbox = await startSandbox({ timeScale: 0, graphLagMs: 0 });
    const { managedClusters, agentPools } = containerServiceClient(sandbox);
    await begin("1.33.5");
    await managedClusters.get(group, cluster);
    expect(await read(poolPath)).toMatchObject({ currentOrchestratorVersion: "1.33.2" });
    await begin("1.34.1", "1.34.1");
    expect(await read(poolPath)).toMatchObject({ currentOrchestratorVersion: "1.34.1" });
    const other = { vmSize: "Standard_B4ms", count: 1, orchestratorVersion: "1.33.5" };
    await agentPools.createOrUpdate(group, cluster, "second", other, pollAtOnce);
    expect(await begin("1.34.2", "1.34.2")).toMatchObject({
      body: { error: { code: "NotAllAgentPoolOrchestratorVersionSpecifiedAndUnchanged" } },
    });
  });

  it("is still reached when the sandbox was restarted meanwhile", async () => {
    stateFolder = await mkdtemp(join(tmpdir(), "sandbox-"));
    sandbox = await startSandbox({ timeScale: Infinity, stateFolder });
    await begin("1.34.1", "1.34.1");
    await sandbox.close();
    sandbox = await startSandbox({ timeScale: Infinity, stateFolder });
    expect(await read()).toMatchObject({ provisioningState: "Upgrading" });
    sandbox.clock.advance(minutes(10));
    expect(await read()).toMatchObject({ currentKubernetesVersion: "1.34.1" });
    expect(await read(poolPath)).toMatchObject({
      provisioningState: "Succeeded",
      currentOrchestratorVersion: "1.34.1",
    });
  });
});

describe("the version of a pool", () => {
  const upgrade = (orchestratorVersion: string) =>
    call(sandbox, {
      method: "PUT",
      path: `${clusterPath}${poolPath}?${version}`,
      body: {
        properties: { mode: "System", vmSize: "Standard_B4ms", count: 1, orchestratorVersion },
      },
    });

  it("is never above the control plane's, nor lower than before", async () => {
    sandbox = await startSandbox({ timeScale: 0, graphLagMs: 0 });
    expect(await upgrade("1.33.5")).toMatchObject({
      status: 400,
      body: { error: { code: "NodePoolMcVersionIncompatible" } },
    });
    expect(await upgrade("1.32.6")).toMatchObject({
      status: 400,
      body: { error: { code: "AgentPoolUpgradeVersionNotAllowed" } },
    });
  });

  it("takes its time, during which no other pool changes", async () => {
    sandbox = await startSandbox({ timeScale: Infinity, graphLagMs: 0 });
    await begin("1.33.5");
    sandbox.clock.advance(minutes(10));
    expect(await upgrade("1.33.5")).toMatchObject({
      body: { properties: { provisioningState: "Upgrading" } },
    });
    const { agentPools } = containerServiceClient(sandbox);
    const other = { vmSize: "Standard_B4ms", count: 1 };
    const second = agentPools.createOrUpdate(group, cluster, "second", other, pollAtOnce);
    expect(await refusalOf(second)).toMatchObject({
      status: 409,
      code: "OperationNotAllowed",
      message: expect.stringContaining("(agentpool - Upgrading) is in progress") as string,
    });
    expect(await begin("1.33.5")).toMatchObject({ status: 409 });
    sandbox.clock.advance(minutes(10));
    expect(await read(poolPath)).toMatchObject({ currentOrchestratorVersion: "1.33.5" });
  });
});

describe("a pool that takes the last of the quota", () => {
  it("comes up after a restart: what was accepted is not asked for again", async () => {
    const computeQuotas = sampleCatalogue.computeQuotas.map((quota) =>
      quota.family === "standardDSv3Family" ? { ...quota, limit: 4, used: 0 } : quota,
    );
    const catalogue = { ...sampleCatalogue, computeQuotas };
    stateFolder = await mkdtemp(join(tmpdir(), "sandbox-"));
    sandbox = await startSandbox({ timeScale: Infinity, stateFolder, catalogue });
    const path = `${clusterPath}/agentPools/last?${version}`;
    const content = { properties: { vmSize: "Standard_D4s_v3", count: 1, mode: "User" } };
    expect((await call(sandbox, { method: "PUT", path, body: content })).status).toBe(201);
    await sandbox.close();
    sandbox = await startSandbox({ timeScale: Infinity, stateFolder, catalogue });
    sandbox.clock.advance(minutes(3));
    expect(await read("/agentPools/last")).toMatchObject({ provisioningState: "Succeeded" });
  });
});

describe("what can be upgraded to", () => {
  it("is told for the cluster, its pools and a region", async () => {
    sandbox = await startSandbox({ timeScale: 0, graphLagMs: 0 });
    const { managedClusters, agentPools } = containerServiceClient(sandbox);
    await begin("1.33.5");
    await managedClusters.get(group, cluster);
    const profile = await managedClusters.getUpgradeProfile(group, cluster);
    expect(profile.controlPlaneProfile).toMatchObject({
      kubernetesVersion: "1.33.5",
      upgrades: [{ kubernetesVersion: "1.34.1" }, { kubernetesVersion: "1.34.2" }],
    });
    expect(profile.agentPoolProfiles).toMatchObject([
      {
        name: pool,
        kubernetesVersion: "1.33.2",
        upgrades: [{ kubernetesVersion: "1.33.3" }, { kubernetesVersion: "1.33.5" }],
      },
    ]);
    const own = await agentPools.getUpgradeProfile(group, cluster, pool);
    expect(own.upgrades?.map(({ kubernetesVersion }) => kubernetesVersion)).toEqual([
      "1.33.3",
      "1.33.5",
    ]);
    const { agentPoolVersions = [] } = await agentPools.getAvailableAgentPoolVersions(
      group,
      cluster,
    );
    expect(agentPoolVersions.at(-1)).toMatchObject({ kubernetesVersion: "1.33.5", default: true });
    const { values = [] } = await managedClusters.listKubernetesVersions("westeurope");
    expect(values.find(({ version: minor }) => minor === "1.35")).toMatchObject({
      isPreview: true,
      capabilities: { supportPlan: ["KubernetesOfficial"] },
    });
  });
});
