import { afterEach, describe, expect, it } from "vitest";
import type { ComputeOverrides, ProjectManifest } from "../../../src/project/manifest";
import { expectSettled } from "./expectSettled";
import {
  alter,
  asSomebodyElse,
  plan,
  project,
  run,
  sentDirectly,
  sentence,
  sentOfType,
  startFactory,
  withCompute,
  type Factory,
} from "./factory";

let factory: Factory;
afterEach(() => factory.close());

const poolType = "Microsoft.ContainerService/managedClusters/agentPools";
const clusterType = "Microsoft.ContainerService/managedClusters";

async function startProject(compute: ComputeOverrides = {}): Promise<ProjectManifest> {
  factory = await startFactory();
  const manifest = await project(factory.session, { compute: { dev: compute } });
  await run(factory.session, manifest);
  factory.sandbox.requests.clear();
  return manifest;
}

const pools = () => factory.sandbox.store.list({ type: poolType });
const cluster = () => factory.sandbox.store.list({ type: clusterType })[0];

describe("an AKS cluster whose node count changes", () => {
  it("is scaled by its pool alone, which keeps everything else", async () => {
    const manifest = await startProject();
    const id = pools()[0]?.id ?? "";
    alter(factory.sandbox, id, { nodeLabels: { team: "vision" } });
    const changed = withCompute(manifest, "dev", { aksNodeCount: 3 });
    await run(factory.session, changed);
    expect(sentOfType(factory.sandbox, clusterType)).toEqual([]);
    expect(sentOfType(factory.sandbox, poolType).map(({ name }) => name)).toEqual([
      "aks001-weu-dev/agentpool",
    ]);
    const [scaled] = pools();
    expect(scaled?.properties).toMatchObject({ count: 3, nodeLabels: { team: "vision" } });
    await expectSettled(factory, changed);
  });

  it("is left to the autoscaler that somebody has turned on", async () => {
    const manifest = await startProject();
    const id = pools()[0]?.id ?? "";
    alter(factory.sandbox, id, { enableAutoScaling: true, minCount: 1, maxCount: 5 });
    await expectSettled(factory, withCompute(manifest, "dev", { aksNodeCount: 3 }));
  });
});

describe("an AKS cluster whose node size changes", () => {
  const changedOf = (manifest: ProjectManifest) =>
    withCompute(manifest, "dev", { aksNodeSku: "Standard_D4s_v3", aksNodeCount: 2 });

  it("gets a new pool, then loses the old one, and other people's pools stay", async () => {
    const manifest = await startProject();
    const id = cluster()?.id ?? "";
    const path = `${id}/agentPools/others?api-version=2025-07-01`;
    const properties = { vmSize: "Standard_B4ms", count: 1, mode: "User" };
    await asSomebodyElse(factory.sandbox, "PUT", path, { properties });
    factory.sandbox.requests.clear();
    const changed = changedOf(manifest);
    expect(await sentence(run(factory.session, changed))).toContain(
      "Replace node pool agentpool: Its nodes go.",
    );
    const { events } = await run(factory.session, changed, [], { confirmed: "all" });
    expect(events.at(-1)).toMatchObject({ outcome: "succeeded" });
    const names = pools().map(({ name }) => name);
    const successor = names.find((name) => name.startsWith("esml")) ?? "";
    expect(successor).toMatch(/^[a-z][a-z0-9]{1,11}$/);
    expect(names.sort()).toEqual([successor, "others"].sort());
    expect(sentDirectly(factory.sandbox)).toEqual([
      `PUT ${id}/agentPools/${successor}`,
      `DELETE ${id}/agentPools/agentpool`,
    ]);
    expect(pools().find(({ name }) => name === successor)?.properties).toMatchObject({
      vmSize: "Standard_D4s_v3",
      count: 2,
      mode: "System",
      maxPods: 30,
    });
    await expectSettled(factory, changed);
  });

  it("goes back to the first size under another name", async () => {
    const manifest = await startProject();
    await run(factory.session, changedOf(manifest), [], { confirmed: "all" });
    await run(factory.session, manifest, [], { confirmed: "all" });
    expect(pools().map(({ properties }) => properties["vmSize"])).toEqual(["Standard_B4ms"]);
    await expectSettled(factory, manifest);
  });

  it("keeps the old pool when the new one does not come up, and says why", async () => {
    const manifest = await startProject();
    factory.sandbox.faults.set([
      {
        match: { method: "PUT", path: "/agentPools/esml" },
        action: { failOperation: { code: "AllocationFailed", message: "No such machines." } },
      },
    ]);
    const changed = changedOf(manifest);
    const said = await sentence(run(factory.session, changed, [], { confirmed: "all" }));
    expect(said).toMatch(/^Add node pool esml[0-9a-f]{8} did not succeed in Dev\./);
    expect(pools().map(({ name }) => name)).toContain("agentpool");
    factory.sandbox.faults.set([]);
    await run(factory.session, changed, [], { confirmed: "all" });
    await expectSettled(factory, changed);
  });
});

describe("an AKS cluster whose Kubernetes version changes", () => {
  it("is upgraded, control plane first, then its pools", async () => {
    const manifest = await startProject({ kubernetesVersion: "1.33.2" });
    const changed = withCompute(manifest, "dev", { kubernetesVersion: "1.34.1" });
    const id = cluster()?.id ?? "";
    await run(factory.session, changed);
    expect(sentDirectly(factory.sandbox)).toEqual([`PUT ${id}`, `PUT ${id}/agentPools/agentpool`]);
    expect(cluster()?.properties["currentKubernetesVersion"]).toBe("1.34.1");
    expect(pools()[0]?.properties["currentOrchestratorVersion"]).toBe("1.34.1");
    await expectSettled(factory, changed);
  });

  it("never goes down: the plan says so and nothing is sent", async () => {
    const manifest = await startProject({ kubernetesVersion: "1.34.1" });
    const changed = withCompute(manifest, "dev", {
      kubernetesVersion: "1.33.2",
      clusterMaxNodes: 7,
    });
    const { problems } = await plan(factory.session, changed);
    const message =
      "aks001-weu-dev in Dev runs Kubernetes 1.34.1, which cannot go back to 1.33.2. Use 1.34.1 or newer.";
    expect(problems).toMatchObject([
      { severity: "error", page: "compute", message, fix: { value: "1.34.1" } },
    ]);
    expect(await sentence(run(factory.session, changed))).toBe(message);
    const writes = factory.sandbox.requests.all().filter(({ method }) => method !== "GET");
    expect(writes).toEqual([]);
  });

  it("stays with what Azure has upgraded by itself", async () => {
    const manifest = await startProject({ kubernetesVersion: "1.34.1" });
    const autoUpgradeProfile = { upgradeChannel: "stable" };
    alter(factory.sandbox, cluster()?.id ?? "", { autoUpgradeProfile });
    await expectSettled(factory, withCompute(manifest, "dev", { kubernetesVersion: "1.33.2" }));
  });
});
