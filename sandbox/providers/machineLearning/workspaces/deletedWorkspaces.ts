import type { ProviderContext, ResourceRecord } from "../../../provider";
import { parseResourceId } from "../../../resourceId";
import { textOf } from "../../fields";
import { mlNamespace } from "../mlTypes";

const retentionDays = 14;
const dayMs = 86_400_000;

/** Lies outside the group: a group that goes takes its workspaces along, and their names stay kept. */
function deletedId(id: string): string {
  const { subscriptionId = "", resourceGroup = "", name = "" } = parseResourceId(id) ?? {};
  return `/subscriptions/${subscriptionId}/providers/${mlNamespace}/deletedWorkspaces/${resourceGroup}~${name}`;
}

/** A deleted workspace keeps its name for the time in which it can be recovered. */
export function keepDeleted({ id, name }: ResourceRecord, { store, clock }: ProviderContext): void {
  store.put({
    id: deletedId(id),
    type: `${mlNamespace}/deletedWorkspaces`,
    name,
    properties: {
      workspaceId: id,
      scheduledPurgeDate: new Date(clock.now() + retentionDays * dayMs).toISOString(),
    },
  });
}

export function purgeDeleted(id: string, { store }: ProviderContext): void {
  store.delete(deletedId(id));
}

export function isSoftDeleted(id: string, { store, clock }: ProviderContext): boolean {
  const purgeAt = textOf(store.get(deletedId(id))?.properties["scheduledPurgeDate"]);
  return purgeAt !== undefined && Date.parse(purgeAt) > clock.now();
}
