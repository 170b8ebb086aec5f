import type { ResourceSpec } from "./context";
import { isRecord, propertiesOf, type ObservedResource } from "./observed";
import type { PlannedChange } from "./plan";

const isExpression = (value: unknown) => typeof value === "string" && value.startsWith("[");

function property(record: Readonly<Record<string, unknown>>, key: string): unknown {
  if (key in record) return record[key];
  const found = Object.keys(record).find((one) => one.toLowerCase() === key.toLowerCase());
  return found === undefined ? undefined : record[found];
}

const nameOf = (item: unknown) =>
  isRecord(item) && typeof item.name === "string" ? item.name.toLowerCase() : undefined;

/**
 * Lists of named things (node pools, connections, routes) may hold more, which others have added; other
 * lists are the same in order and length.
 */
function listHolds(actual: readonly unknown[], wanted: readonly unknown[]): boolean {
  if (wanted.length > 0 && wanted.every((item) => nameOf(item) !== undefined)) {
    return wanted.every((item) =>
      actual.some((other) => nameOf(other) === nameOf(item) && holds(other, item)),
    );
  }
  return actual.length === wanted.length && wanted.every((item, at) => holds(actual[at], item));
}

/** True when `actual` says everything that `wanted` says; ids and enum words differ in case only. */
export function holds(actual: unknown, wanted: unknown): boolean {
  if (wanted === undefined || isExpression(wanted)) return true;
  if (Array.isArray(wanted)) {
    return Array.isArray(actual) && listHolds(actual, wanted);
  }
  if (isRecord(wanted)) {
    const given = isRecord(actual) ? actual : undefined;
    const entries = Object.entries(wanted);
    if (!given) return entries.length === 0;
    return entries.every(([key, value]) => holds(property(given, key), value));
  }
  if (typeof wanted === "string" && typeof actual === "string") {
    return plainText(wanted) === plainText(actual);
  }
  return wanted === actual;
}

/** Azure answers some words in other spelling, for example `SystemAssigned, UserAssigned`. */
const plainText = (text: string) => text.toLowerCase().replaceAll(" ", "");

/** The last write of it did not come to a good end. */
function hasFailed(existing: ObservedResource): boolean {
  const state = propertiesOf(existing).provisioningState;
  return state === "Failed" || state === "Canceled";
}

/** True for a shared resource that we may write again: it has our tags and no subnet uses it yet. */
function isUnfinished(spec: ResourceSpec, existing: ObservedResource): boolean {
  const { subnets } = propertiesOf(existing);
  const isInUse = Array.isArray(subnets) && subnets.length > 0;
  return hasFailed(existing) && !isInUse && holds(existing.tags, spec.body["tags"]);
}

/** What a PUT of the spec would mean for what is there. */
export function classify(
  spec: ResourceSpec,
  existing: ObservedResource | undefined,
): PlannedChange {
  if (!existing) return "create";
  if (spec.shared) return isUnfinished(spec, existing) ? "modify" : "referenced";
  if (hasFailed(existing)) return "modify";
  if (spec.once === true) return "unchanged";
  const { location: _location, ...body } = spec.body;
  return holds(existing, body) ? "unchanged" : "modify";
}
