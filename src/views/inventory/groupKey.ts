/** Identity of a resource group over all clouds; names of groups are unique per subscription. */
export function groupKey(cloud: string, subscriptionId: string, group: string): string {
  return [cloud, subscriptionId, group].join("|").toLowerCase();
}
