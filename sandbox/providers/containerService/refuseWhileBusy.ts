import { ArmFault, type ProviderContext, type ResourceRecord } from "../../provider";
import { poolType } from "./pools/poolRecords";

const underWay = new Set([
  "Creating",
  "Updating",
  "Upgrading",
  "Scaling",
  "Starting",
  "Stopping",
  "Deleting",
]);

/** What is under way on a cluster or pool, if anything. */
export function busyState(record: ResourceRecord | undefined): string | undefined {
  const state = String(record?.properties["provisioningState"]);
  return underWay.has(state) ? state : undefined;
}

const wait =
  "please wait for it to finish before starting a new operation. See https://aka.ms/aks-pending-operation for more details";

function refuse(message: string): never {
  throw new ArmFault(409, "OperationNotAllowed", message);
}

/** A write of a cluster waits for the one before and for the operations of its pools. */
export function refuseClusterWhileBusy(
  existing: ResourceRecord,
  { store }: Pick<ProviderContext, "store">,
): void {
  const busy = busyState(existing);
  if (busy) {
    refuse(`Operation is not allowed: Another operation (${busy}) is in progress, ${wait}`);
  }
  for (const pool of store.list({ type: poolType, parent: existing.id })) {
    const state = busyState(pool);
    if (state) {
      refuse(
        `Managed Cluster operation is not allowed: Another operation (${state}) is in progress on agent pool (${pool.name}), ${wait}`,
      );
    }
  }
}

/** Pools change one at a time, and not while the cluster changes. `existing`: as the request found it. */
export function refusePoolWhileBusy(
  cluster: ResourceRecord,
  pool: { readonly id: string; readonly existing: ResourceRecord | undefined },
  { store }: Pick<ProviderContext, "store">,
): void {
  const busy = busyState(cluster);
  if (busy) {
    refuse(`Operation is not allowed: Another operation (${busy}) is in progress, ${wait}`);
  }
  const others = store
    .list({ type: poolType, parent: cluster.id })
    .filter(({ id }) => id.toLowerCase() !== pool.id.toLowerCase());
  for (const other of [...others, pool.existing]) {
    const state = busyState(other);
    if (other && state) {
      refuse(
        `Operation is not allowed: Another agentpool operation (${other.name} - ${state}) is in progress, ${wait}`,
      );
    }
  }
}
