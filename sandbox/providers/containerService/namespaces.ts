import type { ProviderContext, ResourceRecord } from "../../provider";
import { textsOf } from "../fields";

/** Kubernetes namespaces of a cluster besides those that every cluster has. */
export function namespacesOf({ internal }: ResourceRecord): readonly string[] {
  return textsOf(internal?.["namespaces"]);
}

export function setNamespaces(cluster: ResourceRecord, names: readonly string[]): void {
  cluster.internal = { ...cluster.internal, namespaces: [...new Set(names)] };
}

/** Adds or removes the namespace that an extension of the cluster lives in. */
export function changeNamespaces(
  clusterId: string,
  change: { readonly add?: string; readonly remove?: string },
  { store }: ProviderContext,
): void {
  const cluster = store.get(clusterId);
  if (!cluster) {
    return;
  }
  const rest = namespacesOf(cluster).filter((name) => name !== change.remove);
  setNamespaces(cluster, change.add === undefined ? rest : [...rest, change.add]);
  store.put(cluster);
}
