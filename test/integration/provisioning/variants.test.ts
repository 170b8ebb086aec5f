import { afterEach, describe, expect, it } from "vitest";
import type { ProjectManifest } from "../../../src/project/manifest";
import { plan, project, run, snapshot, startFactory, type Factory } from "./factory";

let factory: Factory;
afterEach(() => factory.close());

type Change = (manifest: ProjectManifest) => ProjectManifest;

const services =
  (change: Partial<ProjectManifest["services"]>): Change =>
  (manifest) => ({ ...manifest, services: { ...manifest.services, ...change } });
const network =
  (change: Partial<ProjectManifest["network"]>): Change =>
  (manifest) => ({ ...manifest, network: { ...manifest.network, ...change } });

const variants: readonly (readonly [string, Change])[] = [
  ["a registry of its own", services({ registry: "own" })],
  ["no AKS", services({ aks: false })],
  ["no Data Factory", services({ dataFactory: false })],
  ["neither ML nor Data Factory", services({ machineLearning: false, dataFactory: false })],
  ["DNS zones of a hub", network({ dns: "hub" })],
  ["a way out through a firewall", network({ egress: "firewall", firewallIp: "10.1.0.4" })],
  [
    "a group, tags and a cost center",
    (manifest) => {
      const group = { objectId: "5b1f7a3c-9d2e-4c68-a0f1-3e7d5c9b8a21", kind: "group" } as const;
      const members = [...manifest.team.members, group];
      return { ...manifest, team: { members, tags: { Owner: "AI team" }, costCenter: "1234" } };
    },
  ],
];

describe("a project with other settings", () => {
  it.each(variants)("comes up and stays unchanged: %s", async (_name, change) => {
    factory = await startFactory();
    const { session, sandbox } = factory;
    const manifest = change(await project(session));
    const { events } = await run(session, manifest);
    expect(events.at(-1)).toMatchObject({ kind: "runFinished", outcome: "succeeded" });
    const before = snapshot(sandbox);
    const again = await run(session, manifest);
    const open = (again.plans[0]?.resources ?? []).filter(({ change: kind }) =>
      ["create", "modify"].includes(kind),
    );
    expect(open.map(({ id }) => id)).toEqual([]);
    expect(snapshot(sandbox)).toEqual(before);
  });

  it("gives the subnets the firewall's route and the cluster a way out over it", async () => {
    factory = await startFactory();
    const { session, sandbox } = factory;
    const firewall = network({ egress: "firewall", firewallIp: "10.1.0.4" });
    await run(session, firewall(await project(session)));
    expect(sandbox.store.list({ type: "Microsoft.Network/natGateways" })).toEqual([]);
    const [table] = sandbox.store.list({ type: "Microsoft.Network/routeTables" });
    const subnets = sandbox.store
      .list({ type: "Microsoft.Network/virtualNetworks/subnets" })
      .filter(({ name }) => name.startsWith("snt-"));
    expect(subnets.map(({ properties }) => properties["routeTable"])).toEqual(
      subnets.map(() => ({ id: table?.id })),
    );
    const [cluster] = sandbox.store.list({ type: "Microsoft.ContainerService/managedClusters" });
    expect(cluster?.properties["networkProfile"]).toMatchObject({
      outboundType: "userDefinedRouting",
    });
  });
});

describe("what people have added to a project", () => {
  it("stays: a node pool, a tag and a service endpoint do not count as changes", async () => {
    factory = await startFactory();
    const { session, sandbox } = factory;
    const manifest = await project(session);
    await run(session, manifest);
    const { store } = sandbox;
    const [cluster] = store.list({ type: "Microsoft.ContainerService/managedClusters" });
    const [, , subscription = "", , group = ""] = cluster?.id.split("/") ?? [];
    const { agentPools } = await session.containerService(subscription);
    const { vnetSubnetID = "" } = await agentPools.get(group, cluster?.name ?? "", "agentpool");
    const pool = { count: 1, vmSize: "Standard_D4s_v3", mode: "User", vnetSubnetID };
    await agentPools.createOrUpdate(group, cluster?.name ?? "", "more", pool);
    for (const vault of store.list({ type: "Microsoft.KeyVault/vaults" })) {
      store.put({ ...vault, tags: { ...vault.tags, Reviewed: "yes" } });
    }
    const subnet = store.get(vnetSubnetID);
    if (!subnet) throw new Error("The cluster has no subnet.");
    const { serviceEndpoints } = subnet.properties as { serviceEndpoints: readonly object[] };
    const more = [...serviceEndpoints, { service: "Microsoft.Sql" }];
    store.put({ ...subnet, properties: { ...subnet.properties, serviceEndpoints: more } });
    const { template } = await plan(session, manifest);
    expect(template.resources).toEqual([]);
  });
});
