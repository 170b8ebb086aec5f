import { describe, expect, it } from "vitest";
import { fieldsOf, listOf } from "../../../../sandbox/providers/fields";
import { createRuleSandbox, group, network, type RuleSandbox } from "./ruleSandbox";

const location = "westeurope";
const cluster = `${group}/providers/Microsoft.ContainerService/managedClusters/aks001`;
const vnet = `${network}/virtualNetworks/vnt`;
const subnetId = `${vnet}/subnets/aks`;
const identityId = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/mi-aks`;
const networkContributor = "4d97b98b-1d4f-4787-a291-c67834d212e7";

interface Ground {
  readonly withGateway?: boolean;
  readonly withRole?: boolean;
  readonly prefix?: string;
}

async function ground({ withGateway = true, withRole = true, prefix = "172.16.0.0/24" }: Ground) {
  const sandbox = await createRuleSandbox();
  const addressSpace = { addressPrefixes: ["172.16.0.0/16"] };
  await sandbox.put(vnet, { location, properties: { addressSpace } });
  const natGateway = { id: `${network}/natGateways/nat` };
  await sandbox.put(natGateway.id, { location, sku: { name: "Standard" } });
  const properties = { addressPrefix: prefix, ...(withGateway && { natGateway }) };
  await sandbox.put(subnetId, { properties });
  const identity = await sandbox.put(identityId, { location });
  if (withRole) {
    const name = "11111111-1111-4111-8111-111111111111";
    await sandbox.put(`${subnetId}/providers/Microsoft.Authorization/roleAssignments/${name}`, {
      properties: {
        roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${networkContributor}`,
        principalId: identity.properties["principalId"],
        principalType: "ServicePrincipal",
      },
    });
  }
  return sandbox;
}

function body({ version = "1.33.2", vmSize = "Standard_B4ms", count = 1 } = {}) {
  return {
    location,
    identity: { type: "UserAssigned", userAssignedIdentities: { [identityId]: {} } },
    properties: {
      kubernetesVersion: version,
      dnsPrefix: "aks001-dns",
      nodeResourceGroup: "aks-rules-rg",
      apiServerAccessProfile: { enablePrivateCluster: true },
      networkProfile: { networkPlugin: "azure", outboundType: "userAssignedNATGateway" },
      agentPoolProfiles: [
        { name: "agentpool", mode: "System", vmSize, count, maxPods: 30, vnetSubnetID: subnetId },
      ],
    },
  };
}

const codeOfPut = (sandbox: RuleSandbox, changes: Parameters<typeof body>[0] = {}) =>
  sandbox.codeOf(sandbox.put(cluster, body(changes)));

describe("managed clusters", () => {
  it("come up with private host name, node group and the pool as a child", async () => {
    const sandbox = await ground({});
    await sandbox.put(cluster, body());
    const properties = fieldsOf(sandbox.view(cluster)["properties"]);
    expect(properties).toMatchObject({
      provisioningState: "Succeeded",
      currentKubernetesVersion: "1.33.2",
      powerState: { code: "Running" },
    });
    expect(properties["privateFQDN"]).toMatch(/\.privatelink\.westeurope\.azmk8s\.io$/u);
    const pool = sandbox.view(`${cluster}/agentPools/agentpool`);
    expect(fieldsOf(pool["properties"])).toMatchObject({
      count: 1,
      vmSize: "Standard_B4ms",
      provisioningState: "Succeeded",
    });
    expect(listOf(properties["agentPoolProfiles"])[0]).toMatchObject({ name: "agentpool" });
    const nodes = group.replace("rules-rg", "aks-rules-rg");
    expect(sandbox.context.store.has(nodes)).toBe(true);
  });

  it("need egress on the subnet and the right to join it", async () => {
    expect(await codeOfPut(await ground({ withGateway: false }))).toBe(
      "SubnetNotAssociatedWithNATGateway",
    );
    expect(await codeOfPut(await ground({ withRole: false }))).toBe("LinkedAuthorizationFailed");
  });

  it("refuse versions, sizes, quota and subnets that do not fit", async () => {
    const sandbox = await ground({});
    expect(await codeOfPut(sandbox, { version: "1.27.9" })).toBe("K8sVersionNotSupported");
    expect(await codeOfPut(sandbox, { vmSize: "Standard_ND96isr_H100_v5" })).toBe("BadRequest");
    expect(await codeOfPut(sandbox, { vmSize: "Standard_DS13-2_v2", count: 13 })).toBe(
      "ErrCode_InsufficientVCPUQuota",
    );
    expect(await codeOfPut(await ground({ prefix: "172.16.0.0/26" }))).toBe(
      "InsufficientSubnetSize",
    );
    expect(sandbox.context.store.has(cluster)).toBe(false);
  });

  it("never go down in version nor change the size of a pool", async () => {
    const sandbox = await ground({});
    await sandbox.put(cluster, body({ version: "1.33.5" }));
    expect(await codeOfPut(sandbox, { version: "1.33.2" })).toBe("OperationNotAllowed");
    expect(await codeOfPut(sandbox, { version: "1.33.5", vmSize: "Standard_D4s_v5" })).toBe(
      "PropertyChangeNotAllowed",
    );
  });

  it("keep profiles and pool children in step, and stop and start", async () => {
    const sandbox = await ground({});
    await sandbox.put(cluster, body());
    const pool = `${cluster}/agentPools/agentpool`;
    const { properties } = sandbox.context.store.get(pool) ?? { properties: {} };
    await sandbox.put(pool, { properties: { ...properties, count: 3 } });
    const profiles = () =>
      listOf(fieldsOf(sandbox.view(cluster)["properties"])["agentPoolProfiles"]);
    expect(profiles()[0]).toMatchObject({ count: 3 });
    await sandbox.act(cluster, "stop");
    expect(fieldsOf(sandbox.view(cluster)["properties"])["powerState"]).toEqual({
      code: "Stopped",
    });
    const scaled = sandbox.put(pool, { properties: { ...properties, count: 2 } });
    expect(await sandbox.codeOf(scaled)).toBe("OperationNotAllowed");
    await sandbox.act(cluster, "start");
    expect(fieldsOf(sandbox.view(cluster)["properties"])["powerState"]).toEqual({
      code: "Running",
    });
  });
});
