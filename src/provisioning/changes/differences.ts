import { isRecord } from "../observed";

/** A value that is not as wanted. */
export interface Difference {
  /** Keys from the outside in; items of lists of named things as `[name]`. */
  readonly keys: readonly string[];
  readonly wanted: unknown;
  /** Undefined: Azure says nothing of it. */
  readonly actual: unknown;
}

const isExpression = (value: unknown) => typeof value === "string" && value.startsWith("[");

function property(record: Readonly<Record<string, unknown>>, key: string): unknown {
  if (key in record) return record[key];
  const found = Object.keys(record).find((one) => one.toLowerCase() === key.toLowerCase());
  return found === undefined ? undefined : record[found];
}

export const nameOf = (item: unknown) =>
  isRecord(item) && typeof item.name === "string" ? item.name.toLowerCase() : undefined;

/** True for lists whose items are told apart by name: node pools, connections, routes. */
export const isNamedList = (list: readonly unknown[]) =>
  list.length > 0 && list.every((item) => nameOf(item) !== undefined);

/** Azure answers some words in other spelling, for example `SystemAssigned, UserAssigned`. */
const plainText = (text: string) => text.toLowerCase().replaceAll(" ", "");

type Keys = readonly string[];

/** For people and rules: `properties.routes[default].properties.nextHopIpAddress`. */
export const pathOf = ({ keys }: Pick<Difference, "keys">) => keys.join(".").replaceAll(".[", "[");

function inList(
  actual: readonly unknown[],
  wanted: readonly unknown[],
  keys: Keys,
): readonly Difference[] {
  if (isNamedList(wanted)) {
    return wanted.flatMap((item) => {
      const same = actual.find((other) => nameOf(other) === nameOf(item));
      return differencesBetween(same, item, [...keys, `[${nameOf(item) ?? ""}]`]);
    });
  }
  const isSame =
    actual.length === wanted.length &&
    wanted.every((item, at) => differencesBetween(actual[at], item).length === 0);
  return isSame ? [] : [{ keys, wanted, actual }];
}

/** Identities that others have added count as little as list items that they have added. */
function hasIdentities(actual: string, wanted: string): boolean {
  const given = plainText(actual).split(",");
  return plainText(wanted)
    .split(",")
    .every((one) => given.includes(one));
}

function isSameText(actual: string, wanted: string, keys: Keys): boolean {
  return pathOf({ keys }) === "identity.type"
    ? hasIdentities(actual, wanted)
    : plainText(actual) === plainText(wanted);
}

/**
 * What `actual` does not say of `wanted`, one entry for each value. What `actual` says besides (defaults of
 * Azure, other people's settings, further named items) is no difference; neither is the case of a text.
 */
export function differencesBetween(
  actual: unknown,
  wanted: unknown,
  keys: Keys = [],
): readonly Difference[] {
  if (wanted === undefined || isExpression(wanted)) return [];
  if (Array.isArray(wanted)) {
    return Array.isArray(actual) ? inList(actual, wanted, keys) : [{ keys, wanted, actual }];
  }
  if (isRecord(wanted)) {
    const given = isRecord(actual) ? actual : {};
    return Object.entries(wanted).flatMap(([key, value]) =>
      differencesBetween(property(given, key), value, [...keys, key]),
    );
  }
  if (typeof wanted === "string" && typeof actual === "string") {
    return isSameText(actual, wanted, keys) ? [] : [{ keys, wanted, actual }];
  }
  return wanted === actual ? [] : [{ keys, wanted, actual }];
}

/** True when `actual` says everything that `wanted` says. */
export const holds = (actual: unknown, wanted: unknown) =>
  differencesBetween(actual, wanted).length === 0;

/** The value at a dotted path without list items; undefined where there is none. */
export function valueAt(body: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, key) => (isRecord(value) ? property(value, key) : undefined), body);
}
