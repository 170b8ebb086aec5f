import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listChildren } from "../../../src/azure/listChildren";
import { projectTags } from "../../../src/project/discovery";
import { resolvedNames } from "../../../src/project/names";
import type { ProjectManifest } from "../../../src/project/manifest";
import type { PlannedResource } from "../../../src/provisioning/plan";
import type { RunEvent } from "../../../src/runs/events";
import { project, run, sentOfType, startFactory, type Factory, type Run } from "./factory";

const types = {
  cluster: "Microsoft.ContainerService/managedClusters",
  compute: "Microsoft.MachineLearningServices/workspaces/computes",
  endpoint: "Microsoft.Network/privateEndpoints",
  role: "Microsoft.Authorization/roleAssignments",
  subnet: "Microsoft.Network/virtualNetworks/subnets",
};

describe("creating project 001 in Dev in an empty subscription", () => {
  let factory: Factory;
  let manifest: ProjectManifest;
  let done: Run;
  /** Ids in the order in which they came into being. */
  const born: string[] = [];

  beforeAll(async () => {
    factory = await startFactory();
    const overrides = { aksNodeCount: 2, clusterSku: "Standard_F8s_v2" };
    manifest = await project(factory.session, { compute: { dev: overrides } });
    factory.sandbox.store.onDidChange(({ before, after }) => {
      if (!before && after) born.push(after.id.toLowerCase());
    });
    done = await run(factory.session, manifest);
  });
  afterAll(() => factory.close());

  const names = () => {
    const all = resolvedNames(manifest, "dev");
    if (!all) throw new Error("The salts are open.");
    return all;
  };
  const subscription = () => manifest.environments.dev?.subscriptionId ?? "";
  const inGroup = (group: string) => `/subscriptions/${subscription()}/resourceGroups/${group}`;
  const planned = () => done.plans[0]?.resources ?? [];
  const ofType = (type: string) => factory.sandbox.store.list({ type });
  const stored = ({ id }: PlannedResource) => factory.sandbox.store.get(id);

  it("reports the start, every resource once as created, and one success", () => {
    const { events } = done;
    const kinds = events.map(({ kind }) => kind);
    expect(kinds.slice(0, 2)).toEqual(["runStarted", "environmentStarted"]);
    expect(events.slice(-2)).toMatchObject([
      { kind: "environmentFinished", environment: "dev", outcome: "succeeded" },
      { kind: "runFinished", outcome: "succeeded" },
    ]);
    expect(new Set(kinds.slice(2, -2))).toEqual(new Set(["resourceChanged"]));
    const isCreated = (event: RunEvent) =>
      event.kind === "resourceChanged" && event.state === "created";
    const created = events
      .filter(isCreated)
      .map((event) => "resourceId" in event && event.resourceId);
    expect([...created].sort()).toEqual(
      planned()
        .map(({ id }) => id)
        .sort(),
    );
  });

  it("creates everything that the plan names", () => {
    expect(planned().map(({ change }) => change)).toEqual(planned().map(() => "create"));
    for (const one of planned()) {
      const state = stored(one)?.properties["provisioningState"] ?? "Succeeded";
      expect([one.id, stored(one)?.id.toLowerCase(), state]).toEqual([
        one.id,
        one.id.toLowerCase(),
        "Succeeded",
      ]);
    }
  });

  it("sends the overridden values in the deployment", () => {
    const [cluster] = sentOfType(factory.sandbox, types.cluster);
    expect(cluster?.properties).toMatchObject({
      kubernetesVersion: "1.33.2",
      agentPoolProfiles: [{ vmSize: "Standard_B4ms", count: 2 }],
    });
    const sent = sentOfType(factory.sandbox, types.compute);
    expect(
      sent.find(({ name }) => name.endsWith(names().computeCluster))?.properties,
    ).toMatchObject({
      computeType: "AmlCompute",
      properties: { vmSize: "Standard_F8s_v2", scaleSettings: { maxNodeCount: 3 } },
    });
  });

  it("gives the overridden values back to the SDK clients", async () => {
    const { projectResourceGroup, aksCluster, workspace, computeCluster } = names();
    const containers = await factory.session.containerService(subscription());
    const aks = await containers.managedClusters.get(projectResourceGroup, aksCluster);
    expect(aks).toMatchObject({
      provisioningState: "Succeeded",
      agentPoolProfiles: [{ count: 2, vmSize: "Standard_B4ms" }],
    });
    const learning = await factory.session.machineLearning(subscription());
    const { computeOperations } = learning;
    const cluster = await computeOperations.get(projectResourceGroup, workspace, computeCluster);
    expect(cluster.properties).toMatchObject({
      provisioningState: "Succeeded",
      properties: {
        vmSize: "Standard_F8s_v2",
        scaleSettings: { minNodeCount: 0, maxNodeCount: 3 },
      },
    });
  });

  it("makes one compute instance, for the account that creates", async () => {
    const workspace = `${inGroup(names().projectResourceGroup)}/providers/Microsoft.MachineLearningServices/workspaces/${names().workspace}`;
    const computes = await listChildren(factory.session, workspace, "computes");
    const { objectId, tenantId } = factory.session.account;
    const instances = computes.filter(({ name }) => name !== names().computeCluster);
    expect(instances).toMatchObject([
      {
        name: expect.stringMatching(/^p001-ci01-weu-dev-[a-z2-7]{5}$/) as string,
        properties: {
          computeType: "ComputeInstance",
          properties: {
            vmSize: "Standard_DS11_v2",
            personalComputeInstanceSettings: { assignedUser: { objectId, tenantId } },
          },
        },
      },
    ]);
  });

  it("keeps the cluster private, its way out over the NAT gateway of its subnet", async () => {
    const { projectResourceGroup, aksCluster } = names();
    const containers = await factory.session.containerService(subscription());
    const aks = await containers.managedClusters.get(projectResourceGroup, aksCluster);
    expect(aks.networkProfile?.outboundType).toBe("userAssignedNATGateway");
    expect(aks.apiServerAccessProfile?.enablePrivateCluster).toBe(true);
    const subnetId = aks.agentPoolProfiles?.[0]?.vnetSubnetID ?? "";
    const gateway = factory.sandbox.store.get(subnetId)?.properties["natGateway"];
    const [natGateway] = ofType("Microsoft.Network/natGateways");
    expect(gateway).toEqual({ id: natGateway?.id });
    const role = ofType(types.role).find(({ id }) =>
      id.toLowerCase().startsWith(`${subnetId.toLowerCase()}/providers/`),
    );
    expect(role?.properties).toMatchObject({ principalType: "ServicePrincipal" });
    const order = [natGateway?.id, subnetId, role?.id, aks.id].map((id) =>
      born.indexOf((id ?? "").toLowerCase()),
    );
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order[0]).toBeGreaterThan(-1);
  });

  it("gives all three subnets a security group and the gateway, and no default way out", () => {
    const subnets = ofType(types.subnet).filter(({ name }) => name.startsWith("snt-prj001-"));
    expect(subnets).toHaveLength(3);
    for (const { properties } of subnets) {
      expect(properties).toMatchObject({
        defaultOutboundAccess: false,
        natGateway: { id: expect.stringContaining("/natGateways/") as string },
        networkSecurityGroup: { id: expect.stringContaining("-nsg-prj001-") as string },
      });
    }
  });

  it("closes each service to the public and opens a private endpoint to it", () => {
    const services = [
      "Microsoft.MachineLearningServices/workspaces",
      "Microsoft.Storage/storageAccounts",
      "Microsoft.KeyVault/vaults",
      "Microsoft.ContainerRegistry/registries",
      "Microsoft.DataFactory/factories",
    ].flatMap(ofType);
    expect(services).toHaveLength(6);
    const endpoints = JSON.stringify(ofType(types.endpoint)).toLowerCase();
    for (const { id, properties } of services) {
      expect([id, properties["publicNetworkAccess"]]).toEqual([id, "Disabled"]);
      expect(endpoints).toContain(`"privatelinkserviceid":"${id.toLowerCase()}"`);
    }
    const groups = ofType(`${types.endpoint}/privateDnsZoneGroups`);
    expect(groups).toHaveLength(ofType(types.endpoint).length);
  });

  it("names role assignments by computed GUIDs, with the principal and its type", () => {
    const roles = ofType(types.role);
    const ids = planned().filter(({ type }) => type === types.role);
    expect(roles.map(({ id }) => id).sort()).toEqual(ids.map(({ id }) => id).sort());
    for (const { properties } of roles) {
      expect(properties["principalId"]).toMatch(/^[0-9a-f]{8}-/);
      expect(properties["principalType"]).toMatch(/^(User|ServicePrincipal)$/);
    }
    const sent = sentOfType(factory.sandbox, types.role);
    expect(sent.every(({ properties }) => "principalType" in (properties ?? {}))).toBe(true);
  });

  it("creates the common level with the factory's tags and the project with its own", () => {
    const common = factory.sandbox.store.get(inGroup(names().commonResourceGroup));
    const factoryTags = { [projectTags.factory]: "acme-ai-", [projectTags.environment]: "dev" };
    expect(common?.tags).toEqual(factoryTags);
    const [vnet] = ofType("Microsoft.Network/virtualNetworks");
    expect(vnet?.tags).toEqual(factoryTags);
    const own = factory.sandbox.store.get(inGroup(names().projectResourceGroup));
    expect(own?.tags).toEqual({ ...factoryTags, [projectTags.project]: "001" });
  });
});
