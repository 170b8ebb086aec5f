import type { ProviderContext } from "../../provider";
import { commonNames, samplePrefix, sampleRegion, type SampleEnvironment } from "./sampleNames";
import { seedEndpoint } from "./seedEndpoint";

export const zones = {
  blob: "privatelink.blob.core.windows.net",
  file: "privatelink.file.core.windows.net",
  queue: "privatelink.queue.core.windows.net",
  table: "privatelink.table.core.windows.net",
  dfs: "privatelink.dfs.core.windows.net",
  vault: "privatelink.vaultcore.azure.net",
  registry: "privatelink.azurecr.io",
  registryData: `${sampleRegion}.data.privatelink.azurecr.io`,
  workspaceApi: "privatelink.api.azureml.ms",
  notebooks: "privatelink.notebooks.azure.net",
  portal: "privatelink.adf.azure.com",
  dataFactory: "privatelink.datafactory.azure.net",
} as const;

/** Common group, network, DNS zones, logs, registry and vaults of one environment. */
export async function seedCommon(
  environment: SampleEnvironment,
  context: ProviderContext,
): Promise<void> {
  const names = commonNames(environment);
  const tags = { "esml-factory": samplePrefix, "esml-environment": environment.env };
  const tracked = { location: sampleRegion, tags };
  await context.put(names.group, tracked);
  await seedNetwork(environment, tags, context);
  await context.put(names.logAnalytics, {
    ...tracked,
    properties: { sku: { name: "PerGB2018" }, retentionInDays: 30 },
  });
  await context.put(names.registry, {
    ...tracked,
    sku: { name: "Premium" },
    properties: {
      adminUserEnabled: false,
      dataEndpointEnabled: true,
      publicNetworkAccess: "Disabled",
      zoneRedundancy: "Disabled",
      networkRuleBypassOptions: "AzureServices",
    },
  });
  await seedEndpoint(
    {
      id: names.registryEndpoint,
      subnet: `${names.vnet}/subnets/snet-esml-cmn-001`,
      target: names.registry,
      groupId: "registry",
      zones: [zones.registry, zones.registryData].map((zone) => zoneId(environment, zone)),
      tags,
    },
    context,
  );
  for (const vault of names.keyVaults) {
    await context.put(vault, { ...tracked, properties: vaultProperties(context) });
  }
}

export function zoneId(environment: SampleEnvironment, zone: string): string {
  return `${commonNames(environment).network}/privateDnsZones/${zone}`;
}

export function vaultProperties({ caller }: ProviderContext): Record<string, unknown> {
  return {
    tenantId: caller.tenantId,
    sku: { family: "A", name: "standard" },
    enableRbacAuthorization: true,
    softDeleteRetentionInDays: 7,
    enabledForTemplateDeployment: true,
    publicNetworkAccess: "Disabled",
    networkAcls: { bypass: "AzureServices", defaultAction: "Deny" },
  };
}

async function seedNetwork(
  environment: SampleEnvironment,
  tags: Record<string, string>,
  context: ProviderContext,
): Promise<void> {
  const names = commonNames(environment);
  const tracked = { location: sampleRegion, tags };
  await context.put(names.vnet, {
    ...tracked,
    properties: { addressSpace: { addressPrefixes: [environment.addressSpace] } },
  });
  const subnets = [
    "snet-esml-cmn-001",
    "snet-esml-cmn-001-scoring",
    "snet-esml-cmn-pbi-001",
    "AzureBastionSubnet",
  ];
  for (const [index, name] of subnets.entries()) {
    const addressPrefix = `172.16.${environment.commonRange}.${index * 64}/26`;
    const properties = { addressPrefix, privateEndpointNetworkPolicies: "Disabled" };
    await context.put(`${names.vnet}/subnets/${name}`, { properties });
  }
  await context.put(names.natPublicIp, {
    ...tracked,
    sku: { name: "Standard", tier: "Regional" },
    properties: { publicIPAllocationMethod: "Static", publicIPAddressVersion: "IPv4" },
  });
  await context.put(names.natGateway, {
    ...tracked,
    sku: { name: "Standard" },
    properties: { idleTimeoutInMinutes: 4, publicIpAddresses: [{ id: names.natPublicIp }] },
  });
  for (const zone of Object.values(zones)) {
    const id = zoneId(environment, zone);
    await context.put(id, { location: "global", tags, properties: {} });
    await context.put(`${id}/virtualNetworkLinks/link-vnt-esmlcmn-weu-${environment.env}-001`, {
      location: "global",
      properties: { virtualNetwork: { id: names.vnet }, registrationEnabled: false },
    });
  }
}
