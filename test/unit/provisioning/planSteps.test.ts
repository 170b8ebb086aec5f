import { describe, expect, it } from "vitest";
import { emptyObservation, type ObservedResource } from "../../../src/provisioning/observed";
import {
  aks,
  cluster,
  firstPool,
  instance,
  planned,
  set,
  there,
  vault,
  withPools,
  withProperties,
} from "./samplePlans";

describe("the steps of a plan", () => {
  it("are none while the manifest says what is there", () => {
    const { kinds, problems } = planned(there());
    expect([kinds, problems]).toEqual([[], []]);
  });

  it("replace a compute cluster of another size, which the deployment makes anew with its roles", () => {
    const principal = (one: ObservedResource) => ({ ...one, identity: { principalId: "old" } });
    const { steps, changes, sent } = planned(
      there({ [cluster]: principal }),
      set("clusterSku", "Standard_F8s_v2"),
    );
    expect(steps).toMatchObject([
      {
        kind: "deleteComputeCluster",
        resourceId: cluster,
        detail: "Standard_DS3_v2 → Standard_F8s_v2",
        wanted: { "properties.properties.vmSize": "Standard_F8s_v2" },
      },
    ]);
    expect(changes).toContainEqual(["Compute cluster", "replace"]);
    const created = sent.find(({ name }) => name.endsWith(cluster.split("/").at(-1) ?? "-"));
    expect(JSON.stringify(created)).toContain('"vmSize":"Standard_F8s_v2"');
    // The rights of the new identity are not those that the old one had.
    const roles = sent.filter(({ type }) => type === "Microsoft.Authorization/roleAssignments");
    expect(JSON.stringify(roles)).toContain(`[reference('${cluster}'`);
    expect(JSON.stringify(roles)).not.toContain('"old"');
  });

  it("wait for a compute that is being deleted, with nothing left to lose", () => {
    const going = there({ [instance]: withProperties({ provisioningState: "Deleting" }) });
    expect(planned(going).steps).toMatchObject([
      { kind: "deleteComputeInstance", resourceId: instance },
    ]);
    expect(planned(going).steps[0]?.loses).toBeUndefined();
  });

  it("name the person whose compute instance is replaced", () => {
    const { steps } = planned(there(), set("instanceSku", "Standard_DS3_v2"));
    expect(steps[0]?.loses).toContain("you@acme.example");
  });

  it("register the providers of what changes, and only those that are known to be missing", () => {
    const registrations = {
      "microsoft.machinelearningservices": "NotRegistered",
      "microsoft.containerservice": "NotRegistered",
      "microsoft.network": "Registered",
    };
    const observed = { ...there(), registrations };
    expect(planned(observed).kinds).toEqual([]);
    const scaled = planned(observed, set("clusterMaxNodes", 7));
    expect(scaled.steps).toMatchObject([
      { kind: "registerProvider", name: "Microsoft.MachineLearningServices" },
    ]);
    const empty = planned({ resources: {}, registrations: { "microsoft.compute": "Registering" } });
    expect(empty.steps.map(({ name }) => name)).toEqual(["Microsoft.Compute"]);
    expect(planned(emptyObservation).kinds).toEqual([]);
  });

  it("recover the project's own vault, with the group where that is gone, and no other vault", () => {
    const name = vault.split("/").at(-1) ?? "";
    const deleted = (vaultId: string) => ({
      [name.toLowerCase()]: { properties: { vaultId, deletionDate: "2026-11-20T10:00:00Z" } },
    });
    const gone = planned({ resources: {}, deletedVaults: deleted(vault) });
    expect(gone.steps).toMatchObject([{ kind: "recoverVault", group: { location: "westeurope" } }]);
    expect(gone.problems).toEqual([]);
    const other = planned({ resources: {}, deletedVaults: deleted(`${vault}x`) });
    expect(other.kinds).toEqual([]);
    expect(other.problems).toMatchObject([{ severity: "error", code: "VAULT_NAME_DELETED" }]);
    expect(planned({ ...there(), deletedVaults: deleted(vault) }).kinds).toEqual([]);
  });
});

describe("the node pools of a plan", () => {
  const wanted = set("aksNodeSku", "Standard_D4s_v3");

  it("are scaled by their own resource, with the cluster left alone", () => {
    const { changes, sent, kinds } = planned(there(), set("aksNodeCount", 3));
    expect(kinds).toEqual([]);
    expect(changes).toEqual([["Node pool", "modify"]]);
    expect(sent.map(({ type }) => type)).toEqual([
      "Microsoft.ContainerService/managedClusters/agentPools",
    ]);
  });

  it("are followed by one of the same name each time, and go on where a run stopped", () => {
    const { steps, changes } = planned(there(), wanted);
    expect(steps).toMatchObject([
      { kind: "addNodePool", body: { properties: { vmSize: "Standard_D4s_v3" } } },
      { kind: "drainAndDeleteNodePool", name: "agentpool" },
    ]);
    expect(changes).toEqual([]);
    const successor = steps[0]?.name ?? "";
    expect(successor).toMatch(/^esml[0-9a-f]{8}$/);
    expect(planned(there(), wanted).steps[0]?.id).toBe(steps[0]?.id);
    const added = { ...firstPool, name: successor, vmSize: "Standard_D4s_v3" };
    const half = planned(there({ [aks]: withPools(firstPool, added) }), wanted);
    expect(half.steps).toMatchObject([
      { kind: "drainAndDeleteNodePool", id: steps[1]?.id, successorId: steps[0]?.resourceId },
    ]);
    const done = planned(there({ [aks]: withPools(added) }), wanted);
    expect([done.kinds, done.changes]).toEqual([[], []]);
  });

  it("go back by keeping the first pool when the manifest is changed back in between", () => {
    const successor = planned(there(), wanted).steps[0]?.name ?? "";
    const added = { ...firstPool, name: successor, vmSize: "Standard_D4s_v3" };
    const { steps } = planned(there({ [aks]: withPools(firstPool, added) }));
    expect(steps).toMatchObject([{ kind: "drainAndDeleteNodePool", name: successor }]);
  });

  it("of other people are no concern, whatever their size", () => {
    const others = { ...firstPool, name: "gpu", mode: "User", vmSize: "Standard_NC4as_T4_v3" };
    const { kinds, changes } = planned(there({ [aks]: withPools(firstPool, others) }));
    expect([kinds, changes]).toEqual([[], []]);
    const unnamed = { ...firstPool, name: "nodepool1" };
    const theirs = planned(there({ [aks]: withPools(unnamed, others) }), wanted);
    expect(theirs.steps[1]).toMatchObject({ name: "nodepool1" });
    const two = { ...firstPool, name: "nodepool2" };
    expect(planned(there({ [aks]: withPools(unnamed, two) }), wanted).kinds).toEqual([]);
  });

  it("go along with an upgrade, also when only they are behind", () => {
    const version = (plane: string, own: string) =>
      withProperties({
        currentKubernetesVersion: plane,
        agentPoolProfiles: [{ ...firstPool, currentOrchestratorVersion: own }],
      });
    const newer = set("kubernetesVersion", "1.34.1");
    const { steps, changes } = planned(there({ [aks]: version("1.33.2", "1.33.2") }), newer);
    expect(steps).toMatchObject([{ kind: "upgradeKubernetes", phase: "after", version: "1.34.1" }]);
    expect(steps[0]?.loses).toBeUndefined();
    expect(changes).toEqual([]);
    const half = planned(there({ [aks]: version("1.34.1", "1.33.2") }), newer);
    expect(half.kinds).toEqual(["upgradeKubernetes"]);
    expect(planned(there({ [aks]: version("1.34.1", "1.34.1") }), newer).kinds).toEqual([]);
  });
});
