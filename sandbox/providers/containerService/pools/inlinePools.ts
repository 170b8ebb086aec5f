import { ArmFault, type ProviderContext, type ResourceRecord } from "../../../provider";
import { listOf, textOf, type Fields } from "../../fields";
import { checkVersionsInCluster } from "../versions/checkUpgrade";
import { poolProperties, poolVersion, type PoolRequest } from "./poolProperties";
import { poolsOf, poolType, settledPool } from "./poolRecords";

/** What the body of a cluster says of its pools, checked and not yet written. */
export function checkInlinePools(
  cluster: ResourceRecord,
  listed: unknown,
  controlPlane: string,
  context: ProviderContext,
): readonly ResourceRecord[] {
  const profiles = listOf(listed);
  const known = poolsOf(cluster, context);
  const isNew = !context.store.has(cluster.id);
  if (isNew && !profiles.some(({ mode }) => mode === "System")) {
    const message = "Must define at least one system pool.";
    throw new ArmFault(400, "MustDefineAtLeastOneSystemPool", message);
  }
  const requests = profiles.map((given): PoolRequest => {
    const name = textOf(given["name"]) ?? "";
    const id = `${cluster.id}/agentPools/${name}`;
    const existing = known.find((pool) => pool.id.toLowerCase() === id.toLowerCase());
    return { cluster, controlPlane, id, name, given, existing, prefix: "agentPoolProfile" };
  });
  if (!isNew) {
    refuseNewPools(requests);
    checkVersionsInCluster(versionsOf(requests, known), controlPlane);
  }
  return requests.map((request) => {
    const target = poolVersion(request, context);
    const properties = poolProperties(request, target, context);
    const { existing, id, name } = request;
    const internal = { withCluster: true, target };
    return { ...existing, id: existing?.id ?? id, type: poolType, name, properties, internal };
  });
}

function refuseNewPools(requests: readonly PoolRequest[]): void {
  if (requests.some(({ existing }) => !existing)) {
    const message =
      "A new agent pool was introduced. Adding agent pools to an existing cluster is not allowed through managed cluster operations. For agent pool specific change, please use per agent pool operations: https://aka.ms/agent-pool-rest-api";
    throw new ArmFault(400, "BadRequest", message, { target: "agentPoolProfiles" });
  }
}

/** Pools that the body leaves out stay, with the version they have. */
function versionsOf(requests: readonly PoolRequest[], known: readonly ResourceRecord[]) {
  const isAnySpecified = requests.some(({ given }) => given["orchestratorVersion"] !== undefined);
  const listed = new Map(requests.map(({ id, given }) => [id.toLowerCase(), given] as const));
  return known.map(({ id, properties }) => {
    const current = textOf(properties["currentOrchestratorVersion"]) ?? "";
    const given: Fields | undefined = listed.get(id.toLowerCase());
    const wanted = given
      ? textOf(given["orchestratorVersion"])
      : isAnySpecified
        ? current
        : undefined;
    return { wanted, current };
  });
}

/** The pools when the cluster's operation is over. */
export function settlePools(cluster: ResourceRecord, context: ProviderContext): void {
  for (const pool of poolsOf(cluster, context)) {
    if (pool.internal?.["withCluster"] === true) {
      context.store.put(settledPool(pool));
    }
  }
}
