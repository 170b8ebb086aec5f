/** An action of Azure RBAC and where the caller needs it. */
export interface NeededAccess {
  readonly action: string;
  readonly scope: string;
}

const verbs: Readonly<Record<string, string>> = {
  GET: "read",
  HEAD: "read",
  PUT: "write",
  PATCH: "write",
  DELETE: "delete",
  POST: "action",
};

/**
 * What a request to Resource Manager needs, read from its method and path as ARM derives it. Undefined:
 * everybody may do it (tenant level, polling, Resource Graph).
 */
export function neededAccess(method: string, path: string): NeededAccess | undefined {
  const parts = path.split("/");
  const isPoll = /\/(operationStatuses|operationResults)\/[^/]+$/iu.test(path);
  if (parts[1]?.toLowerCase() !== "subscriptions" || !parts[2] || isPoll) {
    return undefined;
  }
  const verb = verbs[method] ?? "action";
  const providers = parts.map((part) => part.toLowerCase()).lastIndexOf("providers");
  const namespace = parts[providers + 1];
  return providers < 0 || !namespace || parts.length === providers + 2
    ? ofResourceManager(parts, verb)
    : ofProvider(parts, { providers, namespace, verb });
}

/** Subscriptions, resource groups and lists of providers and resources: `Microsoft.Resources/subscriptions/...`. */
function ofResourceManager(parts: readonly string[], verb: string): NeededAccess {
  const types = parts.slice(1).filter((_, index) => index % 2 === 0);
  const isList = parts.length % 2 === 0 && parts.length > 2;
  const scope = (isList ? parts.slice(0, -1) : parts).join("/");
  return { action: `Microsoft.Resources/${types.join("/")}/${verb}`, scope };
}

function ofProvider(
  parts: readonly string[],
  { providers, namespace, verb }: { providers: number; namespace: string; verb: string },
): NeededAccess {
  const rest = parts.slice(providers + 2);
  const types = rest.filter((_, index) => index % 2 === 0);
  const action = [namespace, ...types, verb].join("/");
  if (rest.length % 2 === 0) {
    return { action, scope: parts.join("/") };
  }
  const isTop = rest.length === 1;
  return { action, scope: parts.slice(0, isTop ? providers : -1).join("/") };
}
