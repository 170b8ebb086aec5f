import { createHash } from "node:crypto";
import { ArmFault, type ProviderContext } from "../../provider";
import { parseResourceId } from "../../resourceId";
import type { WriteRequest } from "../defineKind";
import { fieldsOf, textOf, without, type Fields } from "../fields";
import { checkClusterUpgrade } from "./versions/checkUpgrade";
import { refuseClusterChanges } from "./refuseChanges";
import { offeredVersions, resolveVersion } from "./versions/versions";

const readOnly = [
  "agentPoolProfiles",
  "provisioningState",
  "powerState",
  "fqdn",
  "privateFQDN",
  "azurePortalFQDN",
  "currentKubernetesVersion",
  "identityProfile",
  "maxAgentPools",
  "resourceUID",
];

const defaultNetwork = {
  networkPlugin: "azure",
  loadBalancerSku: "standard",
  outboundType: "loadBalancer",
  serviceCidr: "10.0.0.0/16",
  dnsServiceIP: "10.0.0.10",
  ipFamilies: ["IPv4"],
};

/** The network of a request: what it leaves out stays as it was. */
export function networkOf({ given, existing }: WriteRequest): Fields {
  const before = fieldsOf(existing?.properties["networkProfile"]);
  return { ...defaultNetwork, ...before, ...fieldsOf(given["networkProfile"]) };
}

/** Version of the control plane when the operation is over. */
export function controlPlaneVersion(request: WriteRequest, context: ProviderContext): string {
  const { given, existing, name, location } = request;
  const current = textOf(existing?.properties["currentKubernetesVersion"]);
  const wanted = textOf(given["kubernetesVersion"]);
  const version = resolveVersion({ wanted, current, owner: name, location }, context);
  if (current !== undefined) {
    checkClusterUpgrade(current, version, offeredVersions(location, context));
  }
  return version;
}

/** `properties` as Azure completes them, while the cluster still has the version before. */
export function clusterProperties(
  request: WriteRequest,
  version: string,
  { newGuid }: ProviderContext,
): Fields {
  const { given, existing, name, id, location } = request;
  const { resourceGroup = "" } = parseResourceId(id) ?? {};
  const before = fieldsOf(existing?.properties);
  const dnsPrefix = textOf(given["dnsPrefix"]) ?? textOf(before["dnsPrefix"]);
  if (dnsPrefix === undefined) {
    const message = "Required parameter dnsPrefix is missing (null).";
    throw new ArmFault(400, "InvalidParameter", message, { target: "dnsPrefix" });
  }
  const access = {
    ...fieldsOf(before["apiServerAccessProfile"]),
    ...fieldsOf(given["apiServerAccessProfile"]),
  };
  const properties: Fields = {
    enableRBAC: true,
    disableLocalAccounts: false,
    supportPlan: "KubernetesOfficial",
    nodeResourceGroup: before["nodeResourceGroup"] ?? `MC_${resourceGroup}_${name}_${location}`,
    ...without(given, ...readOnly),
    ...(Object.keys(access).length > 0 && { apiServerAccessProfile: access }),
    networkProfile: networkOf(request),
    dnsPrefix,
    kubernetesVersion: given["kubernetesVersion"] ?? before["kubernetesVersion"] ?? version,
    currentKubernetesVersion: before["currentKubernetesVersion"] ?? version,
    powerState: before["powerState"] ?? { code: "Running" },
    ...hostNames({ id, location, access }, dnsPrefix),
    maxAgentPools: 100,
    resourceUID: before["resourceUID"] ?? newGuid().replaceAll("-", ""),
    ...(before["identityProfile"] !== undefined && { identityProfile: before["identityProfile"] }),
  };
  if (existing) {
    refuseClusterChanges(before, properties);
  }
  return properties;
}

function hostNames(
  { id, location, access }: { id: string; location: string; access: Fields },
  dnsPrefix: string,
): Fields {
  const hash = createHash("sha256").update(id.toLowerCase()).digest("hex");
  const label = `${dnsPrefix}-${hash.slice(0, 8)}`;
  const azurePortalFQDN = `${label}.portal.hcp.${location}.azmk8s.io`;
  const fqdn = `${label}.hcp.${location}.azmk8s.io`;
  if (access["enablePrivateCluster"] !== true) {
    return { fqdn, azurePortalFQDN };
  }
  const zone = [hash.slice(8, 16), hash.slice(16, 20), hash.slice(20, 24), hash.slice(24, 36)];
  const privateFQDN = `${label}.${zone.join("-")}.privatelink.${location}.azmk8s.io`;
  const isPublicToo = access["enablePrivateClusterPublicFQDN"] !== false;
  return { privateFQDN, azurePortalFQDN, ...(isPublicToo && { fqdn }) };
}
