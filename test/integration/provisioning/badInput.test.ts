import { afterEach, describe, expect, it } from "vitest";
import { loadComputeOffer } from "../../../src/azure/computeOffer";
import { runDeployment } from "../../../src/azure/runDeployment";
import { checkCompute } from "../../../src/project/checkCompute";
import type { ProjectManifest } from "../../../src/project/manifest";
import { resolvedNames } from "../../../src/project/names";
import { validateManifest } from "../../../src/project/validateManifest";
import { runProject } from "../../../src/provisioning/run/runProject";
import { systemClock } from "../../../src/shared/Clock";
import { plan, project, run, sentence, startFactory, withCompute, type Factory } from "./factory";

let factory: Factory;
afterEach(() => factory.close());

function errorsOf(manifest: ProjectManifest) {
  return validateManifest(manifest)
    .filter(({ severity }) => severity === "error")
    .map(({ path, message }) => [path, message]);
}

describe("a size that is not there", () => {
  it("is named while checking, with a size that is", async () => {
    factory = await startFactory();
    const manifest = withCompute(await project(factory.session), "dev", {
      aksNodeSku: "Standard_X4",
      clusterSku: "Standard_B4ms",
    });
    const subscription = manifest.environments.dev?.subscriptionId ?? "";
    const offer = await loadComputeOffer(factory.session, subscription, "westeurope");
    const problems = checkCompute(manifest, "dev", offer).filter(
      ({ severity }) => severity === "error",
    );
    expect(problems.map(({ path, message }) => [path, message])).toEqual([
      [
        "environments.dev.compute.aksNodeSku",
        "Standard_X4 is not offered in westeurope. Choose a size that is, for example Standard_A4m_v2.",
      ],
      [
        "environments.dev.compute.clusterSku",
        "Standard_B4ms is not offered for AML compute in westeurope. Choose a size that is, for example Standard_D12_v2.",
      ],
    ]);
  });

  it("is named when it is deployed all the same, and the run completes with another", async () => {
    factory = await startFactory();
    const { session } = factory;
    const manifest = await project(session);
    const cluster = resolvedNames(manifest, "dev")?.computeCluster ?? "";
    const unknown = withCompute(manifest, "dev", { clusterSku: "Standard_X4" });
    expect(await sentence(run(session, unknown))).toBe(
      `Compute cluster ${cluster} was not created: its size is not available in westeurope. The specified VM size 'Standard_X4' is not supported for Machine Learning compute in westeurope. Choose another size on Compute, then continue the run.`,
    );
    const { events } = await run(session, manifest);
    expect(events.at(-1)).toMatchObject({ outcome: "succeeded" });
  });
});

describe("ranges and names that cannot be", () => {
  it("names two environments that overlap, and a range that is reserved", async () => {
    factory = await startFactory();
    const manifest = await project(factory.session, { environments: ["dev", "stage"] });
    const { dev, stage } = manifest.environments;
    if (!dev || !stage) throw new Error("Two environments are asked for.");
    const stageNetwork = { addressSpace: "172.17.0.0/16", commonRange: dev.network.commonRange };
    const bad: ProjectManifest = {
      ...manifest,
      network: { ...manifest.network, dns: "hub" },
      environments: { dev, stage: { ...stage, network: stageNetwork } },
    };
    expect(errorsOf(bad)).toEqual([
      [
        "environments.stage.network.addressSpace",
        "172.17.0.0/16 in Stage overlaps 172.17.0.0/16, Docker's range on the nodes. Choose another range, for example 172.16.0.0/16.",
      ],
      [
        "environments.stage.network.commonRange",
        "Dev and Stage use the same range 61. Give each its own.",
      ],
    ]);
    const hub = { ...manifest, network: { ...manifest.network, dns: "hub" as const } };
    expect(errorsOf(hub)).toEqual([
      [
        "environments.stage.network.addressSpace",
        "The address spaces of Dev and Stage overlap, so they cannot be peered to one hub. Give each its own, for example a /18.",
      ],
    ]);
  });

  it("names the subnet whose range somebody took after the plan was made", async () => {
    factory = await startFactory();
    const { session, sandbox } = factory;
    await run(session, await project(session));
    const second = await project(session, { number: "002" });
    const planned = await plan(session, second);
    const [vnet] = sandbox.store.list({ type: "Microsoft.Network/virtualNetworks" });
    const taken = { properties: { addressPrefix: "172.16.64.0/26" } };
    await sandbox.context.put(`${vnet?.id ?? ""}/subnets/other`, taken);
    const work = runProject({
      manifest: second,
      plans: [planned],
      sessionOf: () => session,
      runDeployment,
      clock: systemClock,
      pollIntervalMs: 5,
      report: () => undefined,
      runId: "run-2",
      by: session.account.username,
    });
    expect(await sentence(work)).toMatch(
      /^Subnet snt-prj002-aks-002 was not created: its address range is not free\. .* Correct the address space on Network, then continue the run\.$/,
    );
    const { events } = await run(session, second);
    expect(events.at(-1)).toMatchObject({ outcome: "succeeded" });
  });

  it("names the value that makes a name too long", async () => {
    factory = await startFactory();
    const manifest = await project(factory.session, { environments: ["dev", "stage"] });
    const location = { ...manifest.location, shortCode: "eus2" };
    expect(errorsOf({ ...manifest, location })).toEqual([
      [
        "location.shortCode",
        "“eus2” has 4 characters. Names in Stage and Prod have room for 3: shorten it.",
      ],
    ]);
    const vnetNameBase = "v".repeat(60);
    const long = { ...manifest, factory: { ...manifest.factory, vnetNameBase } };
    expect(errorsOf(long)).toEqual([
      [
        "factory.vnetNameBase",
        "The name of VNet (common) in Dev has 72 characters, Azure allows 64. Shorten this value.",
      ],
    ]);
  });
});
