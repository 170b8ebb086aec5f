import type { DataPlane, DataRequestHead } from "./DataPlane";

/** First segments of the paths of Resource Manager and of the sandbox's own routes. */
const ownRoots = new Set(["", "subscriptions", "providers", "tenants", "_sandbox"]);

/** Leads the addresses of online endpoints, after the region's host in Azure. */
export const inferenceRoot = "inference";

/** The service that a request is for; undefined: it is one of Resource Manager's. */
export function findDataPlane(
  head: DataRequestHead,
  dataPlanes: readonly DataPlane[],
): DataPlane | undefined {
  return ownRoots.has(firstSegment(head.rawPath).toLowerCase())
    ? undefined
    : dataPlanes.find((plane) => plane.claims(head));
}

/** Words that a storage account cannot be called: they lead other paths. */
export function isReserved(name: string): boolean {
  return ownRoots.has(name.toLowerCase()) || name === inferenceRoot;
}

/** As it was sent; an account or another leading word has nothing to encode. */
export function firstSegment(rawPath: string): string {
  return rawPath.split("/", 2)[1] ?? "";
}
