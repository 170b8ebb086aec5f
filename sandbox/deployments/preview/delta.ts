import { isObject } from "../../mergeForPatch";

/** `WhatIfPropertyChange` of the spec. */
export interface PropertyChange {
  readonly path: string;
  readonly propertyChangeType: "Create" | "Delete" | "Modify" | "Array" | "NoEffect";
  readonly before?: unknown;
  readonly after?: unknown;
  readonly children?: readonly PropertyChange[];
}

/** What changes between two views of a resource, property by property. */
export function deltaOf(before: unknown, after: unknown, path = ""): readonly PropertyChange[] {
  if (isEqual(before, after)) {
    return [];
  }
  if (isObject(before) && isObject(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) =>
      deltaOf(before[name], after[name], path === "" ? name : `${path}.${name}`),
    );
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const children = arrayDelta(before, after);
    return children.length === 0
      ? []
      : [{ path, propertyChangeType: "Array", before, after, children }];
  }
  if (before === undefined) {
    return [{ path, propertyChangeType: "Create", after }];
  }
  return after === undefined
    ? [{ path, propertyChangeType: "Delete", before }]
    : [{ path, propertyChangeType: "Modify", before, after }];
}

/** Items are the same when they have the same id or name, or are equal; the path is the item's index. */
function arrayDelta(
  before: readonly unknown[],
  after: readonly unknown[],
): readonly PropertyChange[] {
  const left = new Set(after.keys());
  const changes: PropertyChange[] = [];
  for (const [index, item] of before.entries()) {
    const match = [...left].find((other) => isSameItem(item, after[other]));
    const path = String(index);
    if (match === undefined) {
      changes.push({ path, propertyChangeType: "Delete", before: item });
      continue;
    }
    left.delete(match);
    const children = deltaOf(item, after[match]);
    if (children.length > 0) {
      const values = { before: item, after: after[match] };
      changes.push({ path: String(match), propertyChangeType: "Modify", ...values, children });
    }
  }
  const created = [...left].map((index): PropertyChange => {
    return { path: String(index), propertyChangeType: "Create", after: after[index] };
  });
  return [...changes, ...created];
}

function isSameItem(a: unknown, b: unknown): boolean {
  const [keyOfA, keyOfB] = [keyOf(a), keyOf(b)];
  return keyOfA === undefined || keyOfB === undefined ? isEqual(a, b) : keyOfA === keyOfB;
}

function keyOf(item: unknown): string | undefined {
  const key = isObject(item) ? (item.id ?? item.name) : undefined;
  return typeof key === "string" ? key.toLowerCase() : undefined;
}

/** The same JSON, in whatever order an object has its properties. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isEqual(item, b[index]));
  }
  if (isObject(a) && isObject(b)) {
    const names = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...names].every((name) => isEqual(a[name], b[name]));
  }
  return a === b;
}
