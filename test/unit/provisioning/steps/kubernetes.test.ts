import { describe, expect, it } from "vitest";
import { createNamespaceStep } from "../../../../src/provisioning/steps/createNamespace";
import { isStepDone, runStep } from "../../../../src/provisioning/steps/runStep";
import { upgradeKubernetesStep } from "../../../../src/provisioning/steps/upgradeKubernetes";
import { fakeAzure, type Resources } from "./fakeAzure";
import { aks, cluster, poolId, profile } from "./fakeCluster";

const common = { environment: "dev", group: "g" };

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
    [`${poolId("agentpool")}/upgradeProfiles/default`]: {
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
      [poolId("agentpool"), "1.33.10"],
      [poolId("agentpool"), "1.34.1"],
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
