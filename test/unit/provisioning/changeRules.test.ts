import { describe, expect, it } from "vitest";
import { changeRows, changeRule, type ChangeRule } from "../../../src/provisioning/changeRules";

const aks = "Microsoft.ContainerService/managedClusters";
const pool = `${aks}/agentPools`;
const compute = "Microsoft.MachineLearningServices/workspaces/computes";
const workspace = "Microsoft.MachineLearningServices/workspaces";
const storage = "Microsoft.Storage/storageAccounts";
const vault = "Microsoft.KeyVault/vaults";
const registry = "Microsoft.ContainerRegistry/registries";
const endpoint = "Microsoft.Network/privateEndpoints";
const role = "Microsoft.Authorization/roleAssignments";

type Case = readonly [
  type: string,
  path: string,
  actual: unknown,
  wanted: unknown,
  rule: ChangeRule,
];

/** A compute's type follows the ARM type, as the table's keys have it. */
const cases: readonly Case[] = [
  [aks, "location", "westeurope", "northeurope", "refused"],
  [aks, "properties.kubernetesVersion", "1.33.2", "1.34.1", "action"],
  [aks, "properties.kubernetesVersion", "1.9.11", "1.10.0", "action"],
  [aks, "properties.kubernetesVersion", "1.34.1", "1.33.2", "refused"],
  [aks, "properties.kubernetesVersion", "1.33.5", "1.33.2", "refused"],
  [aks, "properties.kubernetesVersion", "1.33.5", "1.33", "kept"],
  [aks, "properties.dnsPrefix", "a", "b", "refused"],
  [aks, "properties.nodeResourceGroup", "a", "b", "refused"],
  [aks, "properties.enableRBAC", false, true, "refused"],
  [aks, "properties.networkProfile.serviceCidr", "10.0.0.0/16", "10.1.0.0/16", "refused"],
  [aks, "properties.networkProfile.networkPlugin", "kubenet", "azure", "refused"],
  [
    aks,
    "properties.networkProfile.outboundType",
    "userDefinedRouting",
    "userAssignedNATGateway",
    "inPlace",
  ],
  [aks, "properties.apiServerAccessProfile.enablePrivateCluster", false, true, "refused"],
  [aks, "properties.apiServerAccessProfile.privateDNSZone", "none", "system", "refused"],
  [aks, "sku.tier", "Free", "Standard", "inPlace"],
  [aks, "tags.owner", "a", "b", "inPlace"],
  [pool, "properties.count", 1, 3, "inPlace"],
  [pool, "properties.vmSize", "Standard_B4ms", "Standard_D4s_v3", "replacement"],
  [pool, "properties.vnetSubnetID", "/a", "/b", "replacement"],
  [pool, "properties.osDiskSizeGB", 64, 128, "replacement"],
  [pool, "properties.maxPods", 50, 30, "replacement"],
  [pool, "properties.osType", "Windows", "Linux", "replacement"],
  [pool, "properties.enableNodePublicIP", true, false, "replacement"],
  [pool, "properties.type", "AvailabilitySet", "VirtualMachineScaleSets", "kept"],
  [`${compute} AmlCompute`, "properties.properties.vmSize", "a", "b", "replacement"],
  [`${compute} AmlCompute`, "properties.properties.scaleSettings.maxNodeCount", 3, 7, "inPlace"],
  [`${compute} AmlCompute`, "properties.properties.vmPriority", "a", "b", "replacement"],
  [`${compute} AmlCompute`, "properties.properties.subnet.id", "/a", "/b", "replacement"],
  [`${compute} AmlCompute`, "properties.properties.enableNodePublicIp", true, false, "replacement"],
  [`${compute} AmlCompute`, "properties.properties.osType", "Windows", "Linux", "kept"],
  [
    `${compute} AmlCompute`,
    "properties.properties.remoteLoginPortPublicAccess",
    "Enabled",
    "Disabled",
    "kept",
  ],
  [`${compute} AmlCompute`, "properties.disableLocalAuth", false, true, "replacement"],
  [`${compute} AmlCompute`, "properties.computeLocation", "a", "b", "refused"],
  [`${compute} AmlCompute`, "identity.type", "None", "SystemAssigned", "inPlace"],
  [`${compute} AmlCompute`, "location", "a", "b", "refused"],
  [`${compute} ComputeInstance`, "tags.owner", "a", "b", "kept"],
  [`${compute} ComputeInstance`, "properties.properties.vmSize", "a", "b", "replacement"],
  [`${compute} ComputeInstance`, "properties.properties.subnet.id", "/a", "/b", "replacement"],
  [
    `${compute} ComputeInstance`,
    "properties.properties.personalComputeInstanceSettings.assignedUser.objectId",
    "a",
    "b",
    "replacement",
  ],
  [
    `${compute} ComputeInstance`,
    "properties.properties.enableNodePublicIp",
    true,
    false,
    "replacement",
  ],
  [
    `${compute} ComputeInstance`,
    "properties.properties.applicationSharingPolicy",
    "Shared",
    "Personal",
    "kept",
  ],
  [`${compute} ComputeInstance`, "location", "a", "b", "refused"],
  [workspace, "properties.storageAccount", "/a", "/b", "refused"],
  [workspace, "properties.keyVault", "/a", "/b", "refused"],
  [workspace, "properties.hbiWorkspace", true, false, "refused"],
  [workspace, "properties.applicationInsights", "/a", "/b", "inPlace"],
  [workspace, "properties.containerRegistry", "/a", "/b", "inPlace"],
  [workspace, "kind", "Hub", "Default", "refused"],
  [storage, "kind", "Storage", "StorageV2", "inPlace"],
  [storage, "kind", "StorageV2", "BlobStorage", "refused"],
  [storage, "sku.name", "Standard_LRS", "Standard_GRS", "inPlace"],
  [storage, "sku.name", "Standard_ZRS", "Standard_LRS", "refused"],
  [storage, "sku.name", "Premium_LRS", "Standard_LRS", "refused"],
  [storage, "properties.isHnsEnabled", true, false, "refused"],
  [vault, "properties.tenantId", "a", "b", "refused"],
  [vault, "properties.enableSoftDelete", false, true, "inPlace"],
  [vault, "properties.enableSoftDelete", true, false, "refused"],
  [vault, "properties.enablePurgeProtection", true, false, "refused"],
  [vault, "properties.enablePurgeProtection", false, true, "inPlace"],
  [vault, "properties.softDeleteRetentionInDays", 90, 7, "kept"],
  [registry, "sku.name", "Basic", "Premium", "inPlace"],
  [registry, "sku.name", "Premium", "Standard", "refused"],
  [registry, "properties.zoneRedundancy", "Enabled", "Disabled", "kept"],
  [endpoint, "properties.subnet.id", "/a", "/b", "refused"],
  [endpoint, "properties.customNetworkInterfaceName", "a", "b", "kept"],
  [
    endpoint,
    "properties.privateLinkServiceConnections[kv].properties.privateLinkServiceId",
    "/a",
    "/b",
    "refused",
  ],
  [role, "properties.principalId", "a", "b", "kept"],
  ["Microsoft.Network/virtualNetworks", "location", "a", "b", "refused"],
];

describe("the table of change rules", () => {
  const named = cases.map(([key, path, actual, wanted, rule]) => ({
    key,
    path,
    actual,
    wanted,
    rule,
  }));
  it.each(named)("$key $path: from $actual to $wanted is $rule", (one) => {
    const { key, path, actual, wanted, rule } = one;
    const [type = "", computeType] = key.split(" ");
    const question = { type, path, wanted, actual };
    const asked = computeType === undefined ? question : { ...question, computeType };
    expect(changeRule(asked).rule).toBe(rule);
  });

  it("changes in place what it does not speak of", () => {
    const path = "properties.accessTier";
    expect(changeRule({ type: storage, path, wanted: "Hot", actual: "Cool" })).toEqual({
      rule: "inPlace",
    });
  });

  it("has a source and a test for every row", () => {
    const tested = cases.map(([key, path]) => [key.toLowerCase(), path] as const);
    for (const { type, path, source } of changeRows) {
      expect(source.length).toBeGreaterThan(10);
      const covered = tested.some(
        ([key, at]) => (type === "*" || key === type) && at.startsWith(path),
      );
      expect([type, path, covered]).toEqual([type, path, true]);
    }
  });
});
