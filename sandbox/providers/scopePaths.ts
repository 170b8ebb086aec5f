const subscription = "/subscriptions/{subscriptionId}";
const group = `${subscription}/resourceGroups/{resourceGroup}`;
const resource = `${group}/providers/{namespace}/{type}/{name}`;
const child = `${resource}/{childType}/{childName}`;
const grandchild = `${child}/{grandchildType}/{grandchildName}`;

/** Path patterns of what an extension resource can hang on. */
export const scopePaths = {
  tenant: "",
  subscription,
  group,
  /** A resource with its parents. */
  resources: [resource, child, grandchild],
} as const;

/** The scope that a path with values in place of the names stands for. */
export function fillPath(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/\{(\w+)\}/gu, (_, name: string) => params[name] ?? "");
}
