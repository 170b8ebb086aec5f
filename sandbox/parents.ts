import { parentNotFound, resourceGroupNotFound, subscriptionNotFound } from "./armErrors";
import { ArmFault } from "./provider";
import { parseResourceId, scopeIds, type ResourceId } from "./resourceId";
import type { Store } from "./store";

/** Throws the ARM error for a subscription or group in the path that is not there. */
export function requireScope(store: Store, path: string): void {
  const { subscriptionId, resourceGroup } = scopeIds(path);
  if (subscriptionId && !store.has(`/subscriptions/${subscriptionId}`)) {
    throw subscriptionNotFound(subscriptionId);
  }
  if (
    resourceGroup &&
    !store.has(`/subscriptions/${subscriptionId ?? ""}/resourceGroups/${resourceGroup}`)
  ) {
    throw resourceGroupNotFound(resourceGroup);
  }
}

/**
 * Everything above the resource must be there: subscription, group, parent, or what it extends. The parent itself
 * may be missing for kinds that make it.
 */
export function requireParents(store: Store, id: ResourceId, makesParent = false): void {
  requireScope(store, id.id);
  const parentId = makesParent ? parseResourceId(id.parentId ?? "")?.parentId : id.parentId;
  if (parentId && !store.has(parentId)) {
    throw parentNotFound(id.type, parentId);
  }
  if (id.scope.toLowerCase().includes("/providers/") && !store.has(id.scope)) {
    throw parentNotFound(id.type, id.scope);
  }
}

/** Nothing new goes into a group that is on its way out. */
export function refuseWhileDeleting(store: Store, path: string): void {
  const { subscriptionId = "", resourceGroup = "" } = scopeIds(path);
  const group = store.get(`/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`);
  if (group?.properties.provisioningState === "Deleting") {
    const message = `The resource group '${group.name}' is in deprovisioning state and cannot perform this operation.`;
    throw new ArmFault(409, "ResourceGroupBeingDeleted", message);
  }
}
