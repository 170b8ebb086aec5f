import { t } from "@vscode/l10n";
import type { CloudId } from "../../project/manifest";
import { resourceId, resourceSpec, type PlanContext, type ResourceSpec } from "../context";
import { vnetId } from "./network";

export type ZoneKey =
  | "blob"
  | "file"
  | "queue"
  | "table"
  | "vault"
  | "registry"
  | "registryData"
  | "workspaceApi"
  | "notebooks"
  | "dataFactoryPortal"
  | "dataFactory";

interface CloudDomains {
  readonly storage: string;
  readonly vault: string;
  readonly registry: string;
  readonly workspaceApi: string;
  readonly notebooks: string;
  readonly dataFactory: string;
}

const worldwide: CloudDomains = {
  storage: "core.windows.net",
  vault: "vaultcore.azure.net",
  registry: "azurecr.io",
  workspaceApi: "api.azureml.ms",
  notebooks: "notebooks.azure.net",
  dataFactory: "azure.com",
};

/**
 * Domains per cloud; the sandbox answers as the worldwide cloud does. Source: Microsoft's "Azure Private Endpoint
 * private DNS zone values" (commercial, Government, China); China's registry: the same page on docs.azure.cn.
 */
const domains: Readonly<Record<CloudId, CloudDomains>> = {
  sandbox: worldwide,
  azure: worldwide,
  azureChina: {
    storage: "core.chinacloudapi.cn",
    vault: "vaultcore.azure.cn",
    registry: "azurecr.cn",
    workspaceApi: "api.ml.azure.cn",
    notebooks: "notebooks.chinacloudapi.cn",
    dataFactory: "azure.cn",
  },
  azureUsGovernment: {
    storage: "core.usgovcloudapi.net",
    vault: "vaultcore.usgovcloudapi.net",
    registry: "azurecr.us",
    workspaceApi: "api.ml.azure.us",
    notebooks: "notebooks.usgovcloudapi.net",
    dataFactory: "azure.us",
  },
};

function zoneNames(context: PlanContext): Readonly<Record<ZoneKey, string>> {
  const { cloud } = context.settings;
  const domain = domains[cloud];
  const factory = domain === worldwide ? "azure.net" : domain.dataFactory;
  return {
    blob: `privatelink.blob.${domain.storage}`,
    file: `privatelink.file.${domain.storage}`,
    queue: `privatelink.queue.${domain.storage}`,
    table: `privatelink.table.${domain.storage}`,
    vault: `privatelink.${domain.vault}`,
    registry: `privatelink.${domain.registry}`,
    registryData: `${context.region}.data.privatelink.${domain.registry}`,
    workspaceApi: `privatelink.${domain.workspaceApi}`,
    notebooks: `privatelink.${domain.notebooks}`,
    dataFactoryPortal: `privatelink.adf.${domain.dataFactory}`,
    dataFactory: `privatelink.datafactory.${factory}`,
  };
}

const zoneType = "Microsoft.Network/privateDnsZones";

/**
 * Keeps the zones that the cloud has. A zone of its own for the registry's data endpoint is documented for the
 * worldwide cloud only; elsewhere the registry's zone holds `{name}.{region}.data` as a record.
 */
export function zonesOfCloud(context: PlanContext, keys: readonly ZoneKey[]): readonly ZoneKey[] {
  const isWorldwide = domains[context.settings.cloud] === worldwide;
  return keys.filter((key) => isWorldwide || key !== "registryData");
}

export function zoneId(context: PlanContext, key: ZoneKey): string {
  const zone = zoneNames(context)[key];
  return resourceId(context, context.names.commonResourceGroup, zoneType, zone);
}

/** Zones that the planned services need. */
function neededZones(context: PlanContext): readonly ZoneKey[] {
  const { services } = context.manifest;
  return zonesOfCloud(context, [
    "blob",
    "file",
    "queue",
    "table",
    "vault",
    "registry",
    "registryData",
    ...(services.machineLearning ? (["workspaceApi", "notebooks"] as const) : []),
    ...(services.dataFactory ? (["dataFactoryPortal", "dataFactory"] as const) : []),
  ]);
}

/** Private DNS zones with their link to the VNet; none when the hub's policy makes them. */
export function dnsZones(context: PlanContext): readonly ResourceSpec[] {
  if (context.manifest.network.dns === "hub") return [];
  const group = context.names.commonResourceGroup;
  return neededZones(context).flatMap((key) => {
    const name = zoneNames(context)[key];
    const zone = resourceSpec(context, {
      type: zoneType,
      names: [name],
      group,
      kind: t("Private DNS zone"),
      detail: t("Linked to {0}", context.names.vnet),
      shared: true,
      body: { location: "global", tags: context.commonTags, properties: {} },
    });
    const link = resourceSpec(context, {
      type: `${zoneType}/virtualNetworkLinks`,
      names: [name, `link-${context.names.vnet}`],
      group,
      kind: t("DNS zone link"),
      detail: name,
      shared: true,
      dependsOn: [zone.id, vnetId(context)],
      body: {
        location: "global",
        tags: context.commonTags,
        properties: { registrationEnabled: false, virtualNetwork: { id: vnetId(context) } },
      },
    });
    return [zone, link];
  });
}
