import type { EnvironmentContent, TreeResource } from "../nodes";
import { readText } from "../properties";
import { resourceGroupType, topLevelKind, topLevelTypes } from "../resourceKinds";
import type { TenantInventory } from "./TenantInventories";

/** What an environment shows: the resources of its groups, and the registries its workspaces use. */
export function environmentContent(
  tenant: TenantInventory,
  subscriptionId: string,
  resourceGroups: readonly string[],
): EnvironmentContent {
  const { reading } = tenant;
  if (reading.state === "loading") return { state: "loading" };
  if (reading.state === "failed") {
    return reading.cause === undefined
      ? { state: "failed", reason: reading.reason }
      : { state: "disconnected", cause: reading.cause, reason: reading.reason };
  }
  const groups = new Set(resourceGroups.map((group) => group.toLowerCase()));
  const inSubscription = tenant.resources.filter(
    (row) => row.subscriptionId.toLowerCase() === subscriptionId.toLowerCase(),
  );
  const own = inSubscription.filter((row) => groups.has(row.resourceGroup.toLowerCase()));
  const shown = own.filter((row) => topLevelKind(row.type) !== undefined);
  const exists =
    own.length > 0 ||
    inSubscription.some(
      (row) => row.type.toLowerCase() === resourceGroupType && groups.has(row.name.toLowerCase()),
    );
  const resources = [...shown, ...usedRegistries(shown, tenant.resources)].toSorted(byKindAndName);
  return { state: "read", resources, readAt: reading.readAt, exists };
}

/** A shared registry lies in the common group; the workspaces that use it say which one it is. */
function usedRegistries(
  shown: readonly TreeResource[],
  all: readonly TreeResource[],
): readonly TreeResource[] {
  const present = new Set(shown.map((row) => row.id.toLowerCase()));
  const used = new Set(
    shown.flatMap((row) => readText(row.properties, "containerRegistry")?.toLowerCase() ?? []),
  );
  return all.filter((row) => used.has(row.id.toLowerCase()) && !present.has(row.id.toLowerCase()));
}

function byKindAndName(a: TreeResource, b: TreeResource): number {
  const place = (row: TreeResource) => topLevelTypes.indexOf(row.type.toLowerCase());
  return place(a) - place(b) || a.name.localeCompare(b.name);
}
