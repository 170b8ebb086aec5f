import { parseResourceId, scopeIds } from "./resourceId";

/** Type of the resource that a request reads, lists, writes or acts on; a query at the path's end is left out. */
export function targetType(method: string, pathAndQuery: string): string | undefined {
  const path = pathAndQuery.split("?", 1)[0] ?? "";
  const actedOn = method === "POST" ? path.slice(0, path.lastIndexOf("/")) : undefined;
  const candidates = [path, actedOn ?? `${path}/x`];
  const found = candidates.map(parseResourceId).find((id) => id !== undefined);
  if (found) {
    return found.type;
  }
  const isGroup = scopeIds(path).resourceGroup !== undefined;
  return isGroup ? "Microsoft.Resources/resourceGroups" : undefined;
}
