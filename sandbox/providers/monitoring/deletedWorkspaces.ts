import { requireScope } from "../../parents";
import type { ProviderContext, ProviderRoute, ResourceRecord } from "../../provider";
import { parseResourceId, sameId, scopeIds } from "../../resourceId";
import { isFields } from "../fields";

export const logAnalyticsVersions = ["2025-02-01"];
const deletedType = "Microsoft.OperationalInsights/deletedWorkspaces";
const keptMs = 14 * 86_400_000;

/** Outside of the resource group, so that a workspace can come back after its group was deleted. */
function tombstoneId(workspaceId: string): string {
  const { subscriptionId = "", resourceGroup = "", name = "" } = parseResourceId(workspaceId) ?? {};
  return `/subscriptions/${subscriptionId}/providers/${deletedType}/${resourceGroup}|${name}`;
}

export function keepDeletedWorkspace(
  record: ResourceRecord,
  { store, clock }: ProviderContext,
): void {
  store.put({
    id: tombstoneId(record.id),
    type: deletedType,
    name: record.name,
    properties: {},
    internal: { workspace: record, deletedAt: clock.now() },
  });
}

/** The workspace that a PUT of the same name, group and region brings back within 14 days. */
export function deletedWorkspace(
  id: string,
  location: string,
  context: ProviderContext,
): ResourceRecord | undefined {
  const tombstone = context.store.get(tombstoneId(id));
  const workspace = tombstone && workspaceIn(tombstone, context.clock.now());
  return workspace?.location === location ? workspace : undefined;
}

export function forgetDeletedWorkspace(id: string, { store }: ProviderContext): void {
  store.delete(tombstoneId(id));
}

function workspaceIn({ internal }: ResourceRecord, now: number): ResourceRecord | undefined {
  const { workspace, deletedAt } = internal ?? {};
  const isKept = typeof deletedAt === "number" && now - deletedAt < keptMs;
  return isKept && isRecord(workspace) ? workspace : undefined;
}

function isRecord(value: unknown): value is ResourceRecord {
  return isFields(value) && typeof value["id"] === "string" && isFields(value["properties"]);
}

function listRoute(scopePath: string): ProviderRoute {
  return {
    method: "GET",
    path: `${scopePath}/providers/${deletedType}`,
    apiVersions: logAnalyticsVersions,
    handle: ({ params }, { store, clock }) => {
      const { subscriptionId = "", group } = params;
      const subscription = `/subscriptions/${subscriptionId}`;
      requireScope(store, group ? `${subscription}/resourceGroups/${group}` : subscription);
      const value = store
        .list({ type: deletedType, under: subscription })
        .flatMap((record) => workspaceIn(record, clock.now()) ?? [])
        .filter(({ id }) => !group || sameId(scopeIds(id).resourceGroup ?? "", group))
        .map(({ internal: _, ...shown }) => shown);
      return { status: 200, body: { value } };
    },
  };
}

const subscription = "/subscriptions/{subscriptionId}";

export const deletedWorkspaceRoutes: readonly ProviderRoute[] = [
  listRoute(subscription),
  listRoute(`${subscription}/resourceGroups/{group}`),
];
