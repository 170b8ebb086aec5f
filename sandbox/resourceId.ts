/** An ARM id taken apart: `{scope}/providers/{namespace}/{type}/{name}[/{type}/{name}...]`. */
export interface ResourceId {
  readonly id: string;
  readonly subscriptionId?: string;
  readonly resourceGroup?: string;
  readonly namespace: string;
  /** For example `Microsoft.Network/virtualNetworks/subnets`, as the caller spelled it. */
  readonly type: string;
  readonly name: string;
  /** Id of the resource one level up; undefined for a top-level type. */
  readonly parentId?: string;
  /** What the last `/providers/` hangs on: group, subscription, tenant (`""`) or another resource. */
  readonly scope: string;
}

export interface ScopeIds {
  readonly subscriptionId?: string;
  readonly resourceGroup?: string;
}

/** Subscription and resource group named at the start of a path, if any. */
export function scopeIds(path: string): ScopeIds {
  const parts = path.split("/");
  const subscriptionId = parts[1]?.toLowerCase() === "subscriptions" ? parts[2] : undefined;
  const resourceGroup =
    subscriptionId && parts[3]?.toLowerCase() === "resourcegroups" ? parts[4] : undefined;
  return { ...(subscriptionId && { subscriptionId }), ...(resourceGroup && { resourceGroup }) };
}

/** Takes the id of a single resource apart; undefined when it is not one. */
export function parseResourceId(id: string): ResourceId | undefined {
  const parts = id.split("/");
  const providers = parts.map((part) => part.toLowerCase()).lastIndexOf("providers");
  const rest = parts.slice(providers + 2);
  const namespace = parts[providers + 1];
  const name = rest.at(-1);
  if (providers < 1 || !namespace || !name || rest.length % 2 !== 0 || rest.includes("")) {
    return undefined;
  }
  const types = rest.filter((_, index) => index % 2 === 0);
  return {
    id,
    ...scopeIds(id),
    namespace,
    type: [namespace, ...types].join("/"),
    name,
    ...(types.length > 1 && { parentId: parts.slice(0, -2).join("/") }),
    scope: parts.slice(0, providers).join("/"),
  };
}

/** Joins scope, type (`Microsoft.X/a/b`) and name (`n` or `n/m`); undefined when their segments do not match. */
export function buildResourceId(scope: string, type: string, name: string): string | undefined {
  const [namespace, ...types] = type.split("/");
  const names = name.split("/");
  if (!namespace || types.length === 0 || types.length !== names.length) {
    return undefined;
  }
  if (names.includes("") || types.includes("")) {
    return undefined;
  }
  const pairs = types.map((part, index) => `${part}/${names[index] ?? ""}`);
  return `${scope}/providers/${namespace}/${pairs.join("/")}`;
}

export function sameId(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
