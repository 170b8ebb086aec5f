import type { DataPlane, DataRequestHead } from "./DataPlane";

/** First segments of the paths of Resource Manager and of the sandbox's own routes. */
const ownRoots: ReadonlySet<string> = new Set([
  "",
  "subscriptions",
  "providers",
  "tenants",
  "_sandbox",
]);

/** The service that a request is for; undefined: it is one of Resource Manager's. */
export function findDataPlane(
  head: DataRequestHead,
  dataPlanes: readonly DataPlane[],
): DataPlane | undefined {
  return isOwnRoot(firstSegment(head.rawPath))
    ? undefined
    : dataPlanes.find((plane) => plane.claims(head));
}

/** Names that cannot lead the path of a data plane. */
export function isOwnRoot(segment: string): boolean {
  return ownRoots.has(segment.toLowerCase());
}

/** As it was sent; an account or another leading word has nothing to encode. */
export function firstSegment(rawPath: string): string {
  return rawPath.split("/", 2)[1] ?? "";
}
