import { describe, expect, it } from "vitest";
import { addNodePoolStep } from "../../../../src/provisioning/steps/addNodePool";
import { createNamespaceStep } from "../../../../src/provisioning/steps/createNamespace";
import { drainAndDeleteNodePoolStep } from "../../../../src/provisioning/steps/drainAndDeleteNodePool";
import { isStepDone, runStep } from "../../../../src/provisioning/steps/runStep";
import { upgradeKubernetesStep } from "../../../../src/provisioning/steps/upgradeKubernetes";
import { fakeAzure, type Resources } from "./fakeAzure";

const cluster =
  "/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerService/managedClusters/aks";
const pool = (name: string) => `${cluster}/agentPools/${name}`;
const common = { environment: "dev", group: "g" };

const profile = (name: string, more: object = {}) => ({
  name,
  provisioningState: "Succeeded",
  currentOrchestratorVersion: "1.33.2",
  orchestratorVersion: "1.33.2",
  vmSize: "Standard_B4ms",
  ...more,
});

function aks(state: string, profiles: readonly object[], version = "1.33.2") {
  return {
    location: "westeurope",
    identity: { type: "UserAssigned", userAssignedIdentities: { "/mi": { clientId: "c" } } },
    properties: {
      provisioningState: state,
      currentKubernetesVersion: version,
      kubernetesVersion: version,
      agentPoolProfiles: profiles,
      fqdn: "aks.example",
    },
  };
}

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
      id: pool("esml12345678"),
      name: "esml12345678",
      wanted: { vmSize: "Standard_D4s_v3", count: 2, mode: "System" },
    },
    after: { id: pool("agentpool"), name: "agentpool", resource: { properties: old } },
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
            resources[pool("esml12345678")] = { properties };
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
    expect(azure.sent()).toEqual([`PUT ${pool("esml12345678")}`]);
    expect(await isStepDone(step, azure.context)).toBe(true);
    await runStep(step, azure.context);
    expect(azure.sent()).toHaveLength(1);
  });

  it("fails with Azure's reason when the machines are not to be had", async () => {
    const provisioningError = { code: "AllocationFailed", message: "No capacity." };
    const onWrite = (_request: unknown, resources: Resources) => {
      const properties = { provisioningState: "Failed", status: { provisioningError } };
      resources[pool("esml12345678")] = { properties };
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
      pool: { id: pool("agentpool"), name: "agentpool", resource: { properties } },
      successor: { id: pool("esml1"), name: "esml1" },
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
      { [cluster]: aks("Succeeded", []), [pool("agentpool")]: there, [pool("esml1")]: ready },
      {
        onWait: (resources, waits) => {
          if (waits === 2) delete resources[pool("agentpool")];
        },
      },
    );
    await runStep(step, azure.context);
    expect(azure.sent()).toEqual([`DELETE ${pool("agentpool")}`]);
    expect(await isStepDone(step, azure.context)).toBe(true);
  });

  it.each([
    ["is not there", undefined],
    ["has failed", { properties: { provisioningState: "Failed", mode: "System" } }],
    ["is no system pool", { properties: { provisioningState: "Succeeded", mode: "User" } }],
  ])("keeps the old pool when the successor %s", async (_text, successor) => {
    const azure = fakeAzure({
      [cluster]: aks("Succeeded", []),
      [pool("agentpool")]: there,
      ...(successor ? { [pool("esml1")]: successor } : {}),
    });
    await expect(runStep(step, azure.context)).rejects.toMatchObject({
      code: "SuccessorNotReady",
    });
    expect(azure.sent()).toEqual([]);
  });

  it("fails with the reason when a budget for disruptions keeps a pod", async () => {
    const provisioningError = { code: "PodDrainFailure", message: "A pod stays." };
    const azure = fakeAzure(
      { [cluster]: aks("Succeeded", []), [pool("agentpool")]: there, [pool("esml1")]: ready },
      {
        onWait: (resources) => {
          const properties = { provisioningState: "Failed", status: { provisioningError } };
          resources[pool("agentpool")] = { properties };
        },
      },
    );
    await expect(runStep(step, azure.context)).rejects.toMatchObject({ code: "PodDrainFailure" });
  });
});

describe("upgrading Kubernetes", () => {
  const step = upgradeKubernetesStep({
    ...common,
    clusterId: cluster,
    from: "1.32.6",
    version: "1.34.1",
    pools: ["agentpool"],
  });
  const at = (plane: string, own: string) =>
    aks(
      "Succeeded",
      [profile("agentpool", { currentOrchestratorVersion: own, orchestratorVersion: own })],
      plane,
    );
  const profiles = {
    [`${cluster}/upgradeProfiles/default`]: {
      properties: {
        controlPlaneProfile: {
          upgrades: [
            { kubernetesVersion: "1.33.2" },
            { kubernetesVersion: "1.33.10" },
            { kubernetesVersion: "1.33.11", isPreview: true },
          ],
        },
      },
    },
    [`${pool("agentpool")}/upgradeProfiles/default`]: {
      properties: { upgrades: [{ kubernetesVersion: "1.33.10" }] },
    },
  };

  /** Does what a PUT asks for, at once. */
  function obey(path: string, asked: Record<string, unknown>, resources: Resources): void {
    const now = resources[cluster] as ReturnType<typeof aks> | undefined;
    const own = now?.properties.agentPoolProfiles[0] as { currentOrchestratorVersion: string };
    resources[cluster] =
      path === cluster
        ? at(String(asked["kubernetesVersion"]), own.currentOrchestratorVersion)
        : at(String(now?.properties.kubernetesVersion), String(asked["orchestratorVersion"]));
  }

  it("goes by the newest patch of each minor version that Azure offers, pools with their own versions", async () => {
    const azure = fakeAzure(
      { ...profiles, [cluster]: at("1.32.6", "1.32.6") },
      {
        onWrite: ({ path, body }, resources) => {
          const { properties } = body as { properties: Record<string, unknown> };
          obey(path, properties, resources);
        },
      },
    );
    await runStep(step, azure.context);
    const asked = azure.writes.map(({ path, body }) => {
      const { properties } = body as { properties: Record<string, unknown> };
      const version = path === cluster ? "kubernetesVersion" : "orchestratorVersion";
      return [path, properties[version]];
    });
    expect(asked).toEqual([
      [cluster, "1.33.10"],
      [cluster, "1.34.1"],
      [pool("agentpool"), "1.33.10"],
      [pool("agentpool"), "1.34.1"],
    ]);
    // AKS would upgrade pools too that do not say that they keep their version.
    expect(azure.writes[0]?.body).toMatchObject({
      identity: { type: "UserAssigned", userAssignedIdentities: { "/mi": {} } },
      properties: { agentPoolProfiles: [{ name: "agentpool", orchestratorVersion: "1.32.6" }] },
    });
    expect(JSON.stringify(azure.writes)).not.toContain("fqdn");
    expect(await isStepDone(step, azure.context)).toBe(true);
  });

  it("says so when Azure offers no way up, and does not try for ever", async () => {
    const none = fakeAzure({ [cluster]: at("1.32.6", "1.32.6") });
    await expect(runStep(step, none.context)).rejects.toMatchObject({
      code: "K8sVersionNotSupported",
      message: "Azure offers no upgrade to Kubernetes 1.33.",
    });
    const deaf = fakeAzure(
      { ...profiles, [cluster]: at("1.32.6", "1.32.6") },
      { onWrite: () => undefined },
    );
    await expect(runStep(step, deaf.context)).rejects.toMatchObject({ code: "OperationFailed" });
    expect(deaf.sent()).toHaveLength(1);
  });
});

describe("creating a namespace", () => {
  const step = createNamespaceStep({ ...common, clusterId: cluster, namespace: "esml-p001" });
  const answering = (result: object) => {
    const commands: string[] = [];
    const runCommand = (_group: string, _name: string, { command }: { command: string }) => {
      commands.push(command);
      return Promise.resolve(result);
    };
    const clients = {
      containerService: () => Promise.resolve({ managedClusters: { runCommand } }),
    };
    return { commands, ...fakeAzure({}, { clients }) };
  };

  it("creates it by a command, and takes one that is there for done", async () => {
    const azure = answering({ exitCode: 0 });
    expect(await isStepDone(step, azure.context)).toBe(true);
    await runStep(step, azure.context);
    expect(azure.commands).toEqual([
      "kubectl get namespace esml-p001 -o name",
      "kubectl create namespace esml-p001",
    ]);
    const there = answering({ exitCode: 1, logs: 'Error (AlreadyExists): "esml-p001"' });
    await runStep(step, there.context);
    expect(await isStepDone(step, answering({ exitCode: 1 }).context)).toBe(false);
  });

  it("fails with what the command printed", async () => {
    const { context } = answering({ exitCode: 1, logs: "Forbidden\n" });
    await expect(runStep(step, context)).rejects.toMatchObject({
      code: "CommandFailed",
      message: "Forbidden",
    });
  });

  it("makes no step of what is no name", () => {
    const make = () => createNamespaceStep({ ...common, clusterId: cluster, namespace: "a; rm" });
    expect(make).toThrow("Not a namespace");
  });
});
