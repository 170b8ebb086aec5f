import { deploymentType } from "./template/templateNode";

/** Where the sandbox has deployments. */
export const deploymentScopes = [
  "/subscriptions/{subscriptionId}",
  "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}",
] as const;

type Params = Readonly<Record<string, string>>;

/** The scope of a request to a route below one of these. */
export function scopeOf(params: Params): string {
  const { subscriptionId = "", resourceGroup } = params;
  const group = resourceGroup === undefined ? "" : `/resourceGroups/${resourceGroup}`;
  return `/subscriptions/${subscriptionId}${group}`;
}

/** The deployment of a request to a route below one of these. */
export function deploymentIdOf(params: Params): string {
  return `${scopeOf(params)}/providers/${deploymentType}/${params.name ?? ""}`;
}
