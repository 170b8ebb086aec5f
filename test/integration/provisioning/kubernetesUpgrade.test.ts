import { afterEach, describe, expect, it } from "vitest";
import { systemClock } from "../../../src/shared/Clock";
import { createNamespaceStep } from "../../../src/provisioning/steps/createNamespace";
import { isStepDone, runStep } from "../../../src/provisioning/steps/runStep";
import type { ComputeOverrides, ProjectManifest } from "../../../src/project/manifest";
import { expectSettled } from "./expectSettled";
import { project, run, sentDirectly, startFactory, withCompute, type Factory } from "./factory";

let factory: Factory;
afterEach(() => factory.close());

const poolType = "Microsoft.ContainerService/managedClusters/agentPools";
const clusterType = "Microsoft.ContainerService/managedClusters";
const cluster = () => factory.sandbox.store.list({ type: clusterType })[0];

async function startProject(compute: ComputeOverrides): Promise<ProjectManifest> {
  factory = await startFactory();
  const manifest = await project(factory.session, { compute: { dev: compute } });
  await run(factory.session, manifest);
  factory.sandbox.requests.clear();
  return manifest;
}

describe("an AKS cluster two minor versions behind", () => {
  it("is upgraded one minor version at a time, its pools after the control plane", async () => {
    const manifest = await startProject({ kubernetesVersion: "1.32.6" });
    const changed = withCompute(manifest, "dev", { kubernetesVersion: "1.34.1" });
    const id = cluster()?.id ?? "";
    await run(factory.session, changed);
    expect(sentDirectly(factory.sandbox)).toEqual([
      `PUT ${id}`,
      `PUT ${id}`,
      `PUT ${id}/agentPools/agentpool`,
      `PUT ${id}/agentPools/agentpool`,
    ]);
    expect(cluster()?.properties["currentKubernetesVersion"]).toBe("1.34.1");
    const pools = factory.sandbox.store.list({ type: poolType });
    expect(pools.map(({ properties }) => properties["currentOrchestratorVersion"])).toEqual([
      "1.34.1",
    ]);
    await expectSettled(factory, changed);
  });
});

describe("a namespace on the private cluster", () => {
  it("is created once, through the command API", async () => {
    await startProject({});
    const step = createNamespaceStep({
      environment: "dev",
      group: "g",
      clusterId: cluster()?.id ?? "",
      namespace: "esml-p001",
    });
    const context = { session: factory.session, clock: systemClock, pollIntervalMs: 5 };
    expect(await isStepDone(step, context)).toBe(false);
    await runStep(step, context);
    expect(await isStepDone(step, context)).toBe(true);
    await runStep(step, context);
  });
});
