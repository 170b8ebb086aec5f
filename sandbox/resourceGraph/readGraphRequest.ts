import { notImplemented } from "../armErrors";
import { isObject } from "../mergeForPatch";
import type { Store } from "../store";
import { GraphRefusal, invalidQuery } from "./GraphRefusal";

export interface GraphRequest {
  readonly query: string;
  /** Lower case; undefined: all that there are. */
  readonly subscriptions: ReadonlySet<string> | undefined;
  readonly top: number;
  readonly skip: number;
  readonly asTable: boolean;
}

const maximumTop = 1000;
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const scopeFilters = "AtScopeAndBelow AtScopeAndAbove AtScopeExact AtScopeAboveAndBelow".split(" ");

/** Reads the body of a query; throws the refusal of Resource Graph. */
export function readGraphRequest(
  { query, subscriptions, managementGroups, facets, options = {} }: Record<string, unknown>,
  store: Store,
): GraphRequest {
  if (typeof query !== "string" || query.trim() === "") {
    throw invalidQuery("EmptyQuery", "The query is empty.");
  }
  if (hasEntries(managementGroups) || hasEntries(facets)) {
    throw notImplemented("management groups and facets in a Resource Graph query");
  }
  if (!isObject(options)) {
    throw badOption("'options' is not an object.");
  }
  const token = readToken(options.$skipToken);
  checkScopes(options);
  return {
    query,
    subscriptions: readSubscriptions(subscriptions, store),
    top: whole("$top", options.$top ?? token.MaxRows ?? maximumTop, 1, maximumTop),
    skip: whole("$skip", options.$skip ?? token.RowsToSkip ?? 0, 0, 2 ** 31 - 1),
    asTable: choice("resultFormat", options.resultFormat, ["objectArray", "table"]) === "table",
  };
}

/** Continues after `skip` rows; as Azure writes it, without the address of its database. */
export function skipToken(top: number, skip: number): string {
  const token = { $id: "1", MaxRows: top, RowsToSkip: skip };
  return Buffer.from(JSON.stringify(token)).toString("base64");
}

function hasEntries(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null;
}

function badOption(message: string): GraphRefusal {
  return new GraphRefusal({ code: "BadRequest", message });
}

function checkScopes({ allowPartialScopes, authorizationScopeFilter }: Record<string, unknown>) {
  if (allowPartialScopes !== undefined && typeof allowPartialScopes !== "boolean") {
    throw badOption("'allowPartialScopes' is not true or false.");
  }
  choice("authorizationScopeFilter", authorizationScopeFilter, scopeFilters);
}

/** What is not there, or not visible, is left out without a word, unless nothing remains. */
function readSubscriptions(value: unknown, store: Store): GraphRequest["subscriptions"] {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) {
    return undefined;
  }
  const given: readonly unknown[] = Array.isArray(value) ? value : [value];
  const ids = given.filter((id): id is string => typeof id === "string" && guid.test(id));
  if (!Array.isArray(value) || ids.length < given.length) {
    const message = "The subscriptions are not all GUIDs.";
    throw new GraphRefusal({ code: "SubscriptionsContainInvalidGuids", message });
  }
  const known = ids.filter((id) => store.has(`/subscriptions/${id}`));
  if (known.length === 0) {
    const message = `There must be at least one subscription that is eligible to contain resources. Given: '${ids.join("','")}'.`;
    throw new GraphRefusal({ code: "NoValidSubscriptionsInQueryRequest", message });
  }
  return new Set(known.map((id) => id.toLowerCase()));
}

function whole(name: string, value: unknown, least: number, most: number): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > most) {
    throw badOption(`'${name}' is not a whole number from ${String(least)} to ${String(most)}.`);
  }
  return value;
}

/** Azure takes the names in any case. */
function choice(name: string, value: unknown, names: readonly string[]): string | undefined {
  const asked = typeof value === "string" ? value.toLowerCase() : value;
  const found = names.find((each) => each.toLowerCase() === asked);
  if (found === undefined && value !== undefined && value !== null) {
    throw badOption(`'${name}' is not one of ${names.join(", ")}.`);
  }
  return found;
}

function readToken(token: unknown): { readonly MaxRows?: unknown; readonly RowsToSkip?: unknown } {
  if (token === undefined || token === null || token === "") {
    return {};
  }
  try {
    const text = typeof token === "string" ? token : "";
    const parsed: unknown = JSON.parse(Buffer.from(text, "base64").toString());
    if (isObject(parsed)) {
      return parsed;
    }
  } catch {
    // Refused below like every other token that is not one.
  }
  throw badOption("'$skipToken' is not one of this service.");
}
