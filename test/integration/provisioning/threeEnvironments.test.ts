import { afterEach, describe, expect, it } from "vitest";
import { environmentIds } from "../../../src/project/environments";
import { resolvedNames } from "../../../src/project/names";
import { project, run, startFactory, type Factory } from "./factory";

let factory: Factory;
afterEach(() => factory.close());

describe("creating a project in three environments", () => {
  it("runs one deployment per subscription, in order, each with its own values", async () => {
    factory = await startFactory();
    const { session, sandbox } = factory;
    const compute = { dev: { aksNodeCount: 2 }, prod: { clusterMaxNodes: 8 } };
    const manifest = await project(session, { environments: environmentIds, compute });
    const { events, plans } = await run(session, manifest);
    const steps = events.filter(({ kind }) => kind !== "resourceChanged");
    expect(steps.map((event) => [event.kind, "environment" in event && event.environment])).toEqual(
      [
        ["runStarted", false],
        ...environmentIds.flatMap((id) => [
          ["environmentStarted", id],
          ["environmentFinished", id],
        ]),
        ["runFinished", false],
      ],
    );
    expect(new Set(plans.map(({ subscriptionId }) => subscriptionId)).size).toBe(3);
    const puts = sandbox.requests
      .all()
      .filter(({ method, path }) => method === "PUT" && path.includes("/deployments/"));
    expect(puts.map(({ path }) => path)).toEqual(
      plans.map(
        (plan) =>
          `/subscriptions/${plan.subscriptionId}/providers/Microsoft.Resources/deployments/${plan.deploymentName}`,
      ),
    );
    const found = [];
    for (const id of environmentIds) {
      const names = resolvedNames(manifest, id);
      const { projectResourceGroup = "", aksCluster = "", workspace = "" } = names ?? {};
      const subscription = manifest.environments[id]?.subscriptionId ?? "";
      const containers = await session.containerService(subscription);
      const aks = await containers.managedClusters.get(projectResourceGroup, aksCluster);
      const learning = await session.machineLearning(subscription);
      const cluster = await learning.computeOperations.get(
        projectResourceGroup,
        workspace,
        names?.computeCluster ?? "",
      );
      const [pool] = aks.agentPoolProfiles ?? [];
      const { properties } = cluster.properties as {
        properties?: { vmSize?: string; scaleSettings?: { maxNodeCount: number } };
      };
      const { vmSize, scaleSettings } = properties ?? {};
      found.push([pool?.vmSize, pool?.count, vmSize, scaleSettings?.maxNodeCount]);
    }
    expect(found).toEqual([
      ["Standard_B4ms", 2, "Standard_DS3_v2", 3],
      ["Standard_DS13-2_v2", 3, "Standard_D13_v2", 5],
      ["Standard_DS13-2_v2", 3, "Standard_D13_v2", 8],
    ]);
    const groups = sandbox.store.list({ type: "Microsoft.Resources/resourceGroups" });
    const named = groups.filter(({ name }) => !name.startsWith("aks-"));
    const tags = named.map((group) => group.tags?.["esml-environment"]);
    expect(tags.sort()).toEqual(["dev", "dev", "prod", "prod", "test", "test"]);
  });
});
