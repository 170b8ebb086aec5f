import { ArmFault, type ProviderContext, type ResourceRecord } from "../../../provider";
import { parseResourceId } from "../../../resourceId";
import { defineKind, styles, type WriteRequest } from "../../defineKind";
import { fieldsOf, numberOf, textOf } from "../../fields";
import { poolProperties, poolVersion, type PoolRequest } from "./poolProperties";
import { poolsOf, poolType, settledPool, viewPool } from "./poolRecords";
import { refusePoolWhileBusy } from "../refuseWhileBusy";
import { aksVersions } from "../versions/versions";

const maximumPools = 100;
const upgradeMsPerNode = 180_000;

function clusterOf(id: string, { store }: ProviderContext): ResourceRecord {
  const clusterId = parseResourceId(id)?.parentId ?? "";
  const cluster = store.get(clusterId);
  if (!cluster) {
    throw new ArmFault(404, "ParentResourceNotFound", `Managed cluster ${clusterId} not found.`);
  }
  return cluster;
}

function poolRequest(
  { id, name, given, existing }: WriteRequest,
  context: ProviderContext,
): PoolRequest {
  const cluster = clusterOf(id, context);
  const controlPlane = textOf(cluster.properties["currentKubernetesVersion"]) ?? "";
  return { cluster, controlPlane, id, name, given, existing, prefix: "properties" };
}

/** `Upgrading` and `Scaling` where that is what changes. */
function changeOf(record: ResourceRecord, existing: ResourceRecord): string {
  if (record.internal?.["target"] !== existing.properties["currentOrchestratorVersion"]) {
    return "Upgrading";
  }
  const counts = ["count", "minCount", "maxCount", "enableAutoScaling"];
  const isScaled = counts.some((name) => record.properties[name] !== existing.properties[name]);
  return isScaled ? "Scaling" : "Updating";
}

function requireSystemPool(pool: Pick<ResourceRecord, "id">, context: ProviderContext): void {
  const others = poolsOf(clusterOf(pool.id, context), context).filter(
    ({ id, properties }) =>
      id.toLowerCase() !== pool.id.toLowerCase() && properties["mode"] === "System",
  );
  if (others.length === 0) {
    const message = "There has to be at least one system agent pool.";
    throw new ArmFault(400, "OperationNotAllowed", message);
  }
}

/** Node pools; the cluster shows the same records as `agentPoolProfiles`. */
export const agentPools = defineKind({
  type: poolType,
  apiVersions: aksVersions,
  style: { ...styles.asyncOperation, updateStatus: 200 },
  createMs: 150_000,
  updateMs: (record, existing) =>
    changeOf(record, existing) === "Upgrading"
      ? upgradeMsPerNode * Math.max(1, numberOf(existing.properties["count"]) ?? 1)
      : 120_000,
  busyState: (record, existing) => (existing ? changeOf(record, existing) : "Creating"),
  deleteMs: 90_000,
  hasEtag: true,
  properties: (request, context) => {
    const { id, existing } = request;
    const cluster = clusterOf(id, context);
    refusePoolWhileBusy(cluster, { id, existing }, context);
    if (fieldsOf(cluster.properties["powerState"])["code"] === "Stopped") {
      const message = `managed cluster is in Provisioning State(Succeeded) and Power State(Stopped), the operation cannot be performed on '${cluster.name}'. Start it first.`;
      throw new ArmFault(409, "OperationNotAllowed", message);
    }
    const pools = poolsOf(cluster, context);
    if (!existing && pools.length >= maximumPools) {
      const message = `The cluster '${cluster.name}' has ${maximumPools} agent pools already, which is the most that it takes.`;
      throw new ArmFault(400, "MaxAgentPoolCountReached", message);
    }
    const pool = poolRequest(request, context);
    const properties = poolProperties(pool, poolVersion(pool, context), context);
    if (existing?.properties["mode"] === "System" && properties["mode"] !== "System") {
      requireSystemPool(existing, context);
    }
    return properties;
  },
  more: (request, context) => ({
    internal: { target: poolVersion(poolRequest(request, context), context) },
  }),
  finish: (record) => {
    Object.assign(record, settledPool(record));
    delete record.internal;
  },
  beforeDelete: (record, context) => {
    refusePoolWhileBusy(
      clusterOf(record.id, context),
      { id: record.id, existing: undefined },
      context,
    );
    if (record.properties["mode"] === "System") {
      requireSystemPool(record, context);
    }
  },
  view: viewPool,
});
