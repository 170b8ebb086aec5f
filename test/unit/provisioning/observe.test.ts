import { describe, expect, it } from "vitest";
import { observeEnvironment } from "../../../src/provisioning/observe";
import { emptyObservation } from "../../../src/provisioning/observed";
import { planEnvironment } from "../../../src/provisioning/planEnvironment";
import { sampleManifest } from "../../support/sampleManifest";
import { armError, fakeSession, paths } from "../azure/fakeSession";

const manifest = sampleManifest();
const plan = planEnvironment(manifest, "dev", emptyObservation);

function planned(type: string) {
  const found = plan.resources.filter((one) => one.type.toLowerCase() === type.toLowerCase());
  const [first] = found;
  if (!first) throw new Error(`no ${type} planned`);
  return first;
}

const groups = plan.resources.filter((one) => one.type === "Microsoft.Resources/resourceGroups");
const [commonGroup, projectGroup] = groups;
const vnet = planned("Microsoft.Network/virtualNetworks");
const workspace = planned("Microsoft.MachineLearningServices/workspaces");
const cluster = planned("Microsoft.MachineLearningServices/workspaces/computes");

/** Every zone's list of links: one, to the VNet. */
const links = Object.fromEntries(
  plan.resources
    .filter((one) => one.type === "Microsoft.Network/privateDnsZones/virtualNetworkLinks")
    .map(({ id }) => {
      const link = { id, properties: { virtualNetwork: { id: vnet.id } } };
      return [id.split("/").slice(0, -1).join("/"), { value: [link] }];
    }),
);

function observe(there: readonly string[], answers: Readonly<Record<string, unknown>> = {}) {
  const bodies = Object.fromEntries(there.map((id) => [id, { id, properties: {} }]));
  const { session, seen } = fakeSession({ ...bodies, ...answers });
  return { seen, observing: observeEnvironment(session, manifest, "dev") };
}

describe("observeEnvironment", () => {
  it("takes 404 for absent and asks nothing inside groups that are not there", async () => {
    const { seen, observing } = observe([]);
    expect(await observing).toEqual({ resources: {}, registrations: {}, deletedVaults: {} });
    const ofSubscription = `/subscriptions/${plan.subscriptionId}/providers/`;
    const inGroups = paths(seen).filter((path) => !path.startsWith(ofSubscription));
    expect(inGroups.sort()).toEqual(groups.map((one) => one.id).sort());
    expect(seen.every((one) => one.method === "GET")).toBe(true);
    const versions = seen.map((one) => [one.path.startsWith(ofSubscription), one.apiVersion]);
    expect(versions).toContainEqual([false, "2025-04-01"]);
  });

  it("reads the common group only while the project's is not there", async () => {
    const { seen, observing } = observe([commonGroup?.id ?? ""]);
    await observing;
    const inProject = paths(seen).filter((path) => path.startsWith(`${projectGroup?.id ?? ""}/`));
    expect(inProject).toEqual([]);
    expect(paths(seen)).toContain(vnet.id);
  });

  it("keeps bodies by lower-case id and asks for each resource once", async () => {
    const ids = plan.resources.map((one) => one.id);
    const body = { id: workspace.id, properties: { provisioningState: "Succeeded" } };
    const own = {
      id: vnet.id,
      tags: { "esml-factory": manifest.factory.prefix },
      properties: { addressSpace: { addressPrefixes: ["172.16.0.0/16"] }, subnets: [] },
    };
    const { seen, observing } = observe(ids, { [workspace.id]: body, [vnet.id]: own, ...links });
    const { resources } = await observing;
    expect(resources[workspace.id.toLowerCase()]).toEqual(body);
    expect(Object.keys(resources).sort()).toEqual(ids.map((id) => id.toLowerCase()).sort());
    expect(new Set(paths(seen)).size).toBe(seen.length);
    expect(paths(seen).indexOf(vnet.id)).toBe(groups.length);
  });

  it("asks for children only of what is there", async () => {
    const there = groups.map((one) => one.id);
    const without = observe(there);
    await without.observing;
    expect(paths(without.seen)).toContain(workspace.id);
    expect(paths(without.seen)).not.toContain(cluster.id);
    const withParent = observe([...there, workspace.id]);
    await withParent.observing;
    expect(paths(withParent.seen)).toContain(cluster.id);
  });

  it("reads each type with its own version", async () => {
    const { seen, observing } = observe(groups.map((one) => one.id));
    await observing;
    const versionOf = (id: string) => seen.find((one) => one.path === id)?.apiVersion;
    expect(versionOf(vnet.id)).toBe("2024-05-01");
    expect(versionOf(planned("Microsoft.Network/privateDnsZones").id)).toBe("2024-06-01");
    expect(versionOf(workspace.id)).toBe("2025-09-01");
  });

  it("lets the planner take over the ranges of a network that is there", async () => {
    const found = {
      id: vnet.id,
      properties: {
        addressSpace: { addressPrefixes: ["10.20.0.0/16"] },
        subnets: [{ name: "other", properties: { addressPrefix: "10.20.0.0/24" } }],
      },
    };
    const { observing } = observe([commonGroup?.id ?? ""], { [vnet.id]: found });
    const again = planEnvironment(manifest, "dev", await observing);
    const [change] = again.resources.filter((one) => one.id === vnet.id).map((one) => one.change);
    expect(change).toBe("referenced");
    expect(JSON.stringify(again.template)).toContain('"addressPrefix":"10.20.');
    expect(JSON.stringify(again.template)).not.toContain('"addressPrefix":"10.20.0.0/');
  });

  it("fails with any other answer and stops when aborted", async () => {
    const refused = armError(403, "AuthorizationFailed");
    const { observing } = observe([], { [commonGroup?.id ?? ""]: refused });
    await expect(observing).rejects.toBe(refused);
    const { session } = fakeSession({});
    const stopped = AbortSignal.abort(new DOMException("stop", "AbortError"));
    const aborted = observeEnvironment(session, manifest, "dev", stopped);
    await expect(aborted).rejects.toMatchObject({ name: "AbortError" });
  });
});
