import type { ResourceRecord } from "./provider";

/** JSON merge patch (RFC 7386): objects merge, null removes, all else replaces. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) {
    return patch;
  }
  const base = isObject(target) ? target : {};
  const kept = Object.entries(base).filter(([key]) => patch[key] !== null);
  const given = Object.entries(patch).filter(([, value]) => value !== null);
  return Object.fromEntries([
    ...kept,
    ...given.map(([key, value]) => [key, mergePatch(base[key], value)] as const),
  ]);
}

/** The body of the PUT that a PATCH stands for. */
export function mergeForPatch(
  existing: ResourceRecord,
  patch: Record<string, unknown>,
): Record<string, unknown> {
  const { location, tags, kind, sku, identity, zones, plan, properties } = existing;
  const now = { location, tags, kind, sku, identity, zones, plan, properties };
  const given = Object.fromEntries(
    Object.entries(structuredClone(now)).filter(([, value]) => value !== undefined),
  );
  const merged = mergePatch(given, patch);
  return isObject(merged) ? merged : given;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
