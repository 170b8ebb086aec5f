import { AzureMachineLearningWorkspaces } from "@azure/arm-machinelearning";
import { describe, expect, it } from "vitest";
import { startSandbox } from "../../../sandbox/server";
import { all } from "../../support/machineLearning";
import { firstSubscription, sdkCredential, sdkOptions } from "../../support/sandbox";

describe("the sample factory", () => {
  it("fills a new sandbox with resources that all came up", async () => {
    const sandbox = await startSandbox({ timeScale: 0, graphLagMs: 0 });
    try {
      const unfinished = sandbox.store
        .list()
        .filter(({ properties }) =>
          ["Creating", "Updating", "Accepted"].includes(String(properties["provisioningState"])),
        );
      expect(unfinished.map(({ id }) => id)).toEqual([]);
      const types = (type: string) => sandbox.store.list({ type }).map(({ name }) => name);
      expect(types("Microsoft.ContainerService/managedClusters")).toEqual([
        "aks001-weu-dev",
        "aks002-weu-dev",
        "aks001-weu-test",
        "aks001-weu-prod",
      ]);
      expect(types("Microsoft.MachineLearningServices/workspaces")).toHaveLength(4);
      expect(types("Microsoft.Network/virtualNetworks")).toHaveLength(3);
    } finally {
      await sandbox.close();
    }
  });

  it("has models, data, jobs in different states, schedules and a private workspace in Dev", async () => {
    const sandbox = await startSandbox({ timeScale: 0, graphLagMs: 0 });
    try {
      const ml = new AzureMachineLearningWorkspaces(sdkCredential(sandbox), firstSubscription(), {
        ...sdkOptions(sandbox),
        apiVersion: "2025-09-01",
      });
      const place = [
        "acme-ai-esml-project001-weu-dev-001-rg",
        "aml-001-weu-dev-q3k7m-001",
      ] as const;
      const models = await all(ml.modelContainers.list(...place));
      expect(models.map(({ name, properties }) => [name, properties.latestVersion])).toEqual([
        ["churn", "13"],
        ["demand", "2"],
      ]);
      const jobs = await all(ml.jobs.list(...place));
      const states = Map.groupBy(jobs, ({ properties }) => properties.status);
      expect([...states].map(([state, of]) => [state, of.length]).sort()).toEqual([
        ["Completed", 6],
        ["Failed", 1],
        ["Running", 1],
      ]);
      const trained = await ml.modelVersions.get(...place, "churn", "13");
      expect(jobs.map(({ name }) => name)).toContain("train-churn-13");
      expect(trained.properties.modelUri).toContain("train-churn-13");
      expect(await all(ml.dataContainers.list(...place))).toHaveLength(2);
      expect(await all(ml.schedules.list(...place, { listViewType: "All" }))).toHaveLength(2);
      expect(await all(ml.datastores.list(...place))).toHaveLength(4);
      const [connection] = await all(ml.privateEndpointConnections.list(...place));
      expect(connection).toMatchObject({
        privateLinkServiceConnectionState: { status: "Approved" },
        provisioningState: "Succeeded",
      });
    } finally {
      await sandbox.close();
    }
  });
});
