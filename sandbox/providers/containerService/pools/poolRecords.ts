import type { ProviderContext, ResourceRecord } from "../../../provider";
import { parseResourceId } from "../../../resourceId";
import { plainView } from "../../defineKind";
import { textOf, without, type Fields } from "../../fields";

export const poolType = "Microsoft.ContainerService/managedClusters/agentPools";

/**
 * Pools are kept as records of their own, also those that a cluster's body lists. `internal.withCluster`:
 * the cluster's own operation changes it, and its state is the cluster's; `internal.target`: its next version.
 */
export function poolsOf(
  cluster: Pick<ResourceRecord, "id">,
  { store }: Pick<ProviderContext, "store">,
): readonly ResourceRecord[] {
  return store.list({ type: poolType, parent: cluster.id });
}

/** `properties` as a pool and the list of a cluster show them. */
export function shownPoolProperties(
  record: ResourceRecord,
  { store }: Pick<ProviderContext, "store">,
): Fields {
  const { properties, etag } = record;
  const shown: Fields = { ...properties, ...(etag !== undefined && { eTag: etag }) };
  if (record.internal?.["withCluster"] !== true) {
    return shown;
  }
  const cluster = store.get(parseResourceId(record.id)?.parentId ?? "");
  const state = cluster?.properties["provisioningState"];
  return { ...shown, provisioningState: state === "Upgrading" ? "Updating" : state };
}

export function viewPool(record: ResourceRecord, context: ProviderContext): Fields {
  const properties = shownPoolProperties(record, context);
  return { ...without(plainView(record), "etag"), properties };
}

/** The pool when what was asked of it has been done. */
export function settledPool(record: ResourceRecord): ResourceRecord {
  const { internal, ...rest } = record;
  const version = textOf(internal?.["target"]);
  return {
    ...rest,
    properties: {
      ...record.properties,
      provisioningState: "Succeeded",
      ...(version !== undefined && { currentOrchestratorVersion: version }),
    },
  };
}
