import { describe, expect, it } from "vitest";
import { startSandbox } from "../../../sandbox/server";

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
});
