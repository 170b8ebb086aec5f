import { createHash } from "node:crypto";
import { ArmFault, type ProviderContext, type ResourceRecord } from "../../provider";
import { parseResourceId } from "../../resourceId";
import { defineKind, plainView, styles, type WriteRequest } from "../defineKind";
import { fieldsOf, listOf, textOf, without, type Fields } from "../fields";
import { agentPools, poolProperties, poolType } from "./agentPools";
import { checkNetwork } from "./checkNetwork";
import { clusterActions } from "./clusterActions";
import { aksVersions, checkUpgrade, resolveVersion } from "./versions";

const clusterType = "Microsoft.ContainerService/managedClusters";

const readOnly = [
  "agentPoolProfiles",
  "provisioningState",
  "powerState",
  "fqdn",
  "privateFQDN",
  "azurePortalFQDN",
  "currentKubernetesVersion",
  "identityProfile",
];

const defaultNetwork = {
  networkPlugin: "azure",
  loadBalancerSku: "standard",
  outboundType: "loadBalancer",
  serviceCidr: "10.0.0.0/16",
  dnsServiceIP: "10.0.0.10",
  ipFamilies: ["IPv4"],
};

export const managedClusters = defineKind({
  type: clusterType,
  apiVersions: aksVersions,
  style: { ...styles.asyncOperation, updateStatus: 200 },
  tracked: true,
  name: {
    pattern: /^[A-Za-z0-9]$|^[A-Za-z0-9][\w-]{0,61}[A-Za-z0-9]$/u,
    code: "InvalidParameter",
    message: "It takes 1 to 63 letters, digits, '-' and '_', with a letter or digit at both ends.",
  },
  keeps: ["kind"],
  hasSystemData: true,
  hasEtag: true,
  createMs: 360_000,
  updateMs: 150_000,
  deleteMs: 240_000,
  properties: (request, context) => {
    const { given, existing, identity, id } = request;
    if (!identity) {
      const message = "A managed cluster needs a system-assigned or user-assigned identity.";
      throw new ArmFault(400, "InvalidParameter", message, { target: "identity" });
    }
    checkPools(request);
    const network = { ...defaultNetwork, ...fieldsOf(given["networkProfile"]) };
    if (!existing) {
      checkNetwork({ id, given: { ...given, networkProfile: network }, identity }, context);
    }
    return clusterProperties({ ...request, given: { ...given, networkProfile: network } }, context);
  },
  more: ({ body, existing }) => {
    const given = { ...existing?.sku, ...fieldsOf(body["sku"]) };
    return { sku: { name: "Base", tier: "Free", ...given } };
  },
  afterChecks: (record, context) => {
    writePools(record, context);
  },
  finish: async (record, context) => {
    for (const pool of context.store.list({ type: poolType, parent: record.id })) {
      context.store.put({
        ...pool,
        properties: { ...pool.properties, provisioningState: "Succeeded" },
      });
    }
    await addNodeGroup(record, context);
  },
  beforeDelete: (record, { store }) => {
    store.delete(nodeGroupId(record));
  },
  view: (record, { store }) => {
    const pools = store.list({ type: poolType, parent: record.id });
    const agentPoolProfiles = pools.map(({ name, properties }) => ({ name, ...properties }));
    const properties = { ...without(record.properties, "identity"), agentPoolProfiles };
    return { ...plainView(record), properties };
  },
  actions: clusterActions,
});

function checkPools({ given, existing }: WriteRequest): void {
  const pools = listOf(given["agentPoolProfiles"]);
  if (!existing && !pools.some(({ mode }) => mode === "System")) {
    const message = "There has to be at least one system agent pool.";
    throw new ArmFault(400, "MustDefineAtLeastOneSystemPool", message);
  }
}

function clusterProperties(request: WriteRequest, context: ProviderContext): Fields {
  const { given, existing, name, id, location } = request;
  const before = textOf(existing?.properties["currentKubernetesVersion"]);
  const wanted = textOf(given["kubernetesVersion"]);
  const version =
    before !== undefined && (wanted === undefined || wanted === before)
      ? before
      : resolveVersion(wanted, name, location, context);
  if (before !== undefined) {
    checkUpgrade(before, version);
  }
  const { resourceGroup = "" } = parseResourceId(id) ?? {};
  const dnsPrefix = textOf(given["dnsPrefix"]) ?? textOf(existing?.properties["dnsPrefix"]);
  if (dnsPrefix === undefined) {
    const message = "Required parameter dnsPrefix is missing (null).";
    throw new ArmFault(400, "InvalidParameter", message, { target: "dnsPrefix" });
  }
  return {
    enableRBAC: true,
    disableLocalAccounts: false,
    supportPlan: "KubernetesOfficial",
    nodeResourceGroup: `MC_${resourceGroup}_${name}_${location}`,
    ...without(given, ...readOnly),
    agentPoolProfiles: listOf(given["agentPoolProfiles"]),
    dnsPrefix,
    kubernetesVersion: wanted ?? before ?? version,
    currentKubernetesVersion: version,
    powerState: existing?.properties["powerState"] ?? { code: "Running" },
    ...hostNames(request, dnsPrefix),
    maxAgentPools: 100,
    resourceUID: existing?.properties["resourceUID"] ?? context.newGuid().replaceAll("-", ""),
    ...(existing?.properties["identityProfile"] !== undefined && {
      identityProfile: existing.properties["identityProfile"],
    }),
  };
}

function hostNames({ given, id, location }: WriteRequest, dnsPrefix: string): Fields {
  const hash = createHash("sha256").update(id.toLowerCase()).digest("hex");
  const label = `${dnsPrefix}-${hash.slice(0, 8)}`;
  const access = fieldsOf(given["apiServerAccessProfile"]);
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

/** Turns the inline profiles into pool records, the one place where pools are kept. */
function writePools(record: ResourceRecord, context: ProviderContext): void {
  const { agentPoolProfiles, ...properties } = record.properties;
  record.properties = properties;
  const { store } = context;
  const isNew = !store.has(record.id);
  const groupId = nodeGroupId(record);
  if (isNew && store.has(groupId)) {
    const message = `The node resource group '${String(properties["nodeResourceGroup"])}' already exists in the subscription. Choose another name or delete the group.`;
    throw new ArmFault(409, "NodeResourceGroupAlreadyExists", message);
  }
  const pools = listOf(agentPoolProfiles).map((profile) => {
    const name = textOf(profile["name"]) ?? "";
    return { name, properties: poolProperties(record, name, profile, context) };
  });
  for (const { name, properties: ready } of pools) {
    const id = `${record.id}/agentPools/${name}`;
    const existing = store.get(id);
    const provisioningState = existing ? "Updating" : "Creating";
    store.put({
      ...existing,
      id,
      type: agentPools.type,
      name,
      properties: { ...ready, provisioningState },
    });
  }
}

function nodeGroupId({ id, properties }: ResourceRecord): string {
  const { subscriptionId = "" } = parseResourceId(id) ?? {};
  return `/subscriptions/${subscriptionId}/resourceGroups/${String(properties["nodeResourceGroup"])}`;
}

/** The group of the nodes with the identity that pulls images. */
async function addNodeGroup(record: ResourceRecord, context: ProviderContext): Promise<void> {
  const { location, id, name } = record;
  const groupId = nodeGroupId(record);
  if (!context.store.has(groupId)) {
    await context.put(groupId, { location, managedBy: id });
  }
  const identityId = `${groupId}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}-agentpool`;
  const identity =
    context.store.get(identityId) ?? (await context.put(identityId, { location, properties: {} }));
  const { principalId, clientId } = identity.properties;
  record.properties["identityProfile"] = {
    kubeletidentity: { resourceId: identityId, objectId: principalId, clientId },
  };
}
