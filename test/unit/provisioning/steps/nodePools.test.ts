import { describe, expect, it } from "vitest";
import { addNodePoolStep } from "../../../../src/provisioning/steps/addNodePool";
import { drainAndDeleteNodePoolStep } from "../../../../src/provisioning/steps/drainAndDeleteNodePool";
import { isStepDone, runStep } from "../../../../src/provisioning/steps/runStep";
import { fakeAzure, type Resources } from "./fakeAzure";
import { aks, cluster, poolId, profile } from "./fakeCluster";

const common = { environment: "dev", group: "g" };

describe("adding a node pool", () => {
  const old = {
    nodeTaints: ["a=b:NoSchedule"],
    nodeLabels: { team: "ml" },
    osDiskType: "Ephemeral",
    orchestratorVersion: "1.33.2",
    vmSize: "Standard_B4ms",
    count: 1,
    provisioningState: "Succeeded",
  };
  const step = addNodePoolStep({
    ...common,
    successor: {
      id: poolId("esml12345678"),
      name: "esml12345678",
      wanted: { vmSize: "Standard_D4s_v3", count: 2, mode: "System" },
    },
    after: { id: poolId("agentpool"), name: "agentpool", resource: { properties: old } },
  });

  it("takes over labels and taints, and nothing that belongs to the size of a machine", () => {
    expect(step.body).toEqual({
      properties: {
        nodeTaints: ["a=b:NoSchedule"],
        nodeLabels: { team: "ml" },
        vmSize: "Standard_D4s_v3",
        count: 2,
        mode: "System",
      },
    });
    expect(step.loses).toBeUndefined();
  });

  it("waits for its turn, adds the pool once and waits until it is ready", async () => {
    const azure = fakeAzure(
      { [cluster]: aks("Updating", []) },
      {
        onWait: (resources, waits) => {
          if (waits === 1) resources[cluster] = aks("Succeeded", []);
          if (waits === 2) {
            const properties = { provisioningState: "Succeeded", vmSize: "Standard_D4s_v3" };
            resources[poolId("esml12345678")] = { properties };
            resources[cluster] = aks("Succeeded", [profile("esml12345678")]);
          }
        },
        onWrite: (_request, resources) => {
          resources[cluster] = aks("Succeeded", [
            profile("esml12345678", { provisioningState: "Creating" }),
          ]);
        },
      },
    );
    expect(await isStepDone(step, azure.context)).toBe(false);
    await runStep(step, azure.context);
    expect(azure.sent()).toEqual([`PUT ${poolId("esml12345678")}`]);
    expect(await isStepDone(step, azure.context)).toBe(true);
    await runStep(step, azure.context);
    expect(azure.sent()).toHaveLength(1);
  });

  it("fails with Azure's reason when the machines are not to be had", async () => {
    const provisioningError = { code: "AllocationFailed", message: "No capacity." };
    const onWrite = (_request: unknown, resources: Resources) => {
      const properties = { provisioningState: "Failed", status: { provisioningError } };
      resources[poolId("esml12345678")] = { properties };
    };
    const azure = fakeAzure({ [cluster]: aks("Succeeded", []) }, { onWrite });
    await expect(runStep(step, azure.context)).rejects.toMatchObject({
      code: "AllocationFailed",
      message: "No capacity.",
    });
  });
});

describe("draining and deleting a node pool", () => {
  const retire = (properties: object) =>
    drainAndDeleteNodePoolStep({
      ...common,
      pool: { id: poolId("agentpool"), name: "agentpool", resource: { properties } },
      successor: { id: poolId("esml1"), name: "esml1" },
    });
  const step = retire({});
  const ready = { properties: { provisioningState: "Succeeded", mode: "System" } };
  const there = { properties: { provisioningState: "Succeeded" } };

  it("names the pool that goes and the one that takes over", () => {
    expect(step.id).toBe("dev/replace-node-pool/agentpool/esml1");
    expect(step.loses).toContain("lost");
    expect(retire({ provisioningState: "Deleting" }).loses).toBeUndefined();
  });

  it("deletes only when the successor is ready, and waits until the pool is gone", async () => {
    const azure = fakeAzure(
      { [cluster]: aks("Succeeded", []), [poolId("agentpool")]: there, [poolId("esml1")]: ready },
      {
        onWait: (resources, waits) => {
          if (waits === 2) resources[poolId("agentpool")] = undefined;
        },
      },
    );
    await runStep(step, azure.context);
    expect(azure.sent()).toEqual([`DELETE ${poolId("agentpool")}`]);
    expect(await isStepDone(step, azure.context)).toBe(true);
  });

  it.each([
    ["is not there", undefined],
    ["has failed", { properties: { provisioningState: "Failed", mode: "System" } }],
    ["is no system pool", { properties: { provisioningState: "Succeeded", mode: "User" } }],
  ])("keeps the old pool when the successor %s", async (_text, successor) => {
    const azure = fakeAzure({
      [cluster]: aks("Succeeded", []),
      [poolId("agentpool")]: there,
      ...(successor ? { [poolId("esml1")]: successor } : {}),
    });
    await expect(runStep(step, azure.context)).rejects.toMatchObject({
      code: "SuccessorNotReady",
    });
    expect(azure.sent()).toEqual([]);
  });

  it("fails with the reason when a budget for disruptions keeps a pod", async () => {
    const provisioningError = { code: "PodDrainFailure", message: "A pod stays." };
    const azure = fakeAzure(
      { [cluster]: aks("Succeeded", []), [poolId("agentpool")]: there, [poolId("esml1")]: ready },
      {
        onWait: (resources) => {
          const properties = { provisioningState: "Failed", status: { provisioningError } };
          resources[poolId("agentpool")] = { properties };
        },
      },
    );
    await expect(runStep(step, azure.context)).rejects.toMatchObject({ code: "PodDrainFailure" });
  });
});
