import { recogniseProjectGroup } from "../../project/discovery";
import type { EnvironmentId } from "../../project/environments";
import { groupKey } from "./groupKey";
import { resourceGroupType } from "../resourceKinds";
import type { TenantInventory } from "./TenantInventories";

/** A resource group that is one environment of a project, known by its name or our tags alone. */
export interface DiscoveredEnvironment {
  readonly tenant: TenantInventory;
  readonly projectKey: string;
  readonly number: string;
  readonly prefix: string;
  readonly environment: EnvironmentId;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly groupKey: string;
}

interface FoundGroup {
  readonly name: string;
  readonly subscriptionId: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Every project environment that the inventories show, manifest or not. Pure. */
export function discoverEnvironments(
  tenants: readonly TenantInventory[],
): readonly DiscoveredEnvironment[] {
  return tenants.flatMap((tenant) => {
    const groups = listGroups(tenant);
    return [...groups].flatMap(([key, group]) => {
      const recognised = recogniseProjectGroup(group.name, group.tags);
      if (recognised === undefined || isNodeGroup(tenant, group, groups)) return [];
      const { number, environment, prefix } = recognised;
      const projectKey = [tenant.cloud, tenant.tenantId, prefix, number].join("|").toLowerCase();
      const { subscriptionId, name: resourceGroup } = group;
      return [
        {
          tenant,
          projectKey,
          number,
          prefix,
          environment,
          subscriptionId,
          resourceGroup,
          groupKey: key,
        },
      ];
    });
  });
}

/** AKS names its node group `aks-` and the project's group, so that it matches the formula as well. */
function isNodeGroup(
  tenant: TenantInventory,
  group: FoundGroup,
  groups: ReadonlyMap<string, FoundGroup>,
): boolean {
  if (!/^aks-/i.test(group.name)) return false;
  const owner = group.name.slice("aks-".length);
  return groups.has(groupKey(tenant.cloud, group.subscriptionId, owner));
}

/** Groups as rows of their own, and as the place of other rows. */
function listGroups(tenant: TenantInventory): ReadonlyMap<string, FoundGroup> {
  const groups = new Map<string, FoundGroup>();
  for (const row of tenant.resources) {
    const isGroup = row.type.toLowerCase() === resourceGroupType;
    const name = isGroup ? row.name : row.resourceGroup;
    if (name === "") continue;
    const key = groupKey(tenant.cloud, row.subscriptionId, name);
    if (isGroup || !groups.has(key)) {
      const tags = isGroup ? row.tags : {};
      groups.set(key, { name, subscriptionId: row.subscriptionId, tags });
    }
  }
  return groups;
}
