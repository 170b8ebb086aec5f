import { ArmFault, type ProviderContext, type ResourceRecord } from "../../provider";
import { parseResourceId } from "../../resourceId";
import { defineKind, styles } from "../defineKind";
import { fieldsOf, textOf, without, type Fields } from "../fields";
import { checkPool } from "./checkPool";
import { aksVersions, checkUpgrade, compareVersions, resolveVersion } from "./versions";

export const poolType = "Microsoft.ContainerService/managedClusters/agentPools";

const readOnly = ["provisioningState", "currentOrchestratorVersion", "nodeImageVersion", "eTag"];

/** `properties` of a pool as Azure completes them; checked against the cluster it belongs to. */
export function poolProperties(
  cluster: Pick<ResourceRecord, "id" | "name" | "location" | "properties">,
  name: string,
  given: Fields,
  context: ProviderContext,
): Fields {
  const existing = context.store.get(`${cluster.id}/agentPools/${name}`);
  const location = cluster.location ?? "";
  const clusterVersion = textOf(cluster.properties["currentKubernetesVersion"]) ?? "";
  const wanted = textOf(given["orchestratorVersion"]);
  const before = textOf(existing?.properties["currentOrchestratorVersion"]);
  const version =
    wanted !== undefined && wanted !== before && wanted !== clusterVersion
      ? resolveVersion(wanted, cluster.name, location, context)
      : (wanted ?? before ?? clusterVersion);
  if (before !== undefined) {
    checkUpgrade(before, version);
  }
  if (compareVersions(version, clusterVersion) > 0) {
    const message = `Node pool version ${version} and control plane version ${clusterVersion} are incompatible. Node pool version can't be newer than control plane version.`;
    throw new ArmFault(400, "NodePoolMcVersionIncompatible", message);
  }
  const properties: Fields = {
    osType: "Linux",
    osSKU: "Ubuntu",
    osDiskType: "Managed",
    osDiskSizeGB: 128,
    type: "VirtualMachineScaleSets",
    mode: "User",
    count: 1,
    maxPods: 30,
    enableAutoScaling: false,
    enableNodePublicIP: false,
    scaleDownMode: "Delete",
    powerState: { code: "Running" },
    ...(existing && { maxPods: existing.properties["maxPods"] }),
    ...without(given, ...readOnly, "name"),
    orchestratorVersion: version,
    currentOrchestratorVersion: version,
    nodeImageVersion: "AKSUbuntu-2204gen2containerd-202511.01.0",
  };
  const network = fieldsOf(cluster.properties["networkProfile"]);
  const { subscriptionId = "" } = parseResourceId(cluster.id) ?? {};
  checkPool(
    {
      name,
      properties,
      existing,
      scope: { subscriptionId, location },
      podsTakeAddresses:
        network["networkPlugin"] === "azure" && network["networkPluginMode"] !== "overlay",
    },
    context,
  );
  return properties;
}

function clusterOf(id: string, { store }: ProviderContext): ResourceRecord {
  const clusterId = parseResourceId(id)?.parentId ?? "";
  const cluster = store.get(clusterId);
  if (!cluster) {
    throw new ArmFault(404, "ParentResourceNotFound", `Managed cluster ${clusterId} not found.`);
  }
  return cluster;
}

/** Node pools; the cluster shows the same records as `agentPoolProfiles`. */
export const agentPools = defineKind({
  type: poolType,
  apiVersions: aksVersions,
  style: { ...styles.asyncOperation, updateStatus: 200 },
  createMs: 150_000,
  updateMs: 120_000,
  deleteMs: 90_000,
  hasEtag: true,
  properties: ({ id, name, given }, context) => {
    const cluster = clusterOf(id, context);
    if (fieldsOf(cluster.properties["powerState"])["code"] === "Stopped") {
      const message = `Operation is not allowed: the managed cluster '${cluster.name}' is stopped. Start it first.`;
      throw new ArmFault(409, "OperationNotAllowed", message);
    }
    return poolProperties(cluster, name, given, context);
  },
  beforeDelete: (record, { store }) => {
    const clusterId = parseResourceId(record.id)?.parentId ?? "";
    const others = store
      .list({ type: poolType, parent: clusterId })
      .filter((pool) => pool.id !== record.id && pool.properties["mode"] === "System");
    if (others.length === 0) {
      const message = "There has to be at least one system node pool in the cluster.";
      throw new ArmFault(400, "OperationNotAllowed", message);
    }
  },
});
