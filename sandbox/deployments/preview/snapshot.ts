import { isObject } from "../../mergeForPatch";
import { showBody, showUnresolved, Unresolved } from "../template/unresolved";
import type { ExpandedResource } from "../expand";
import type { Json } from "../template/templateNode";
import { isEqual, type PropertyChange } from "./delta";

/** A view of a resource as what-if shows it: without what only the provider writes. */
export function snapshotOf(view: Json, apiVersion: string): Json {
  const { etag: _, systemData: __, properties, ...rest } = view;
  const {
    provisioningState: ___,
    modifiedOn: ____,
    ...kept
  } = isObject(properties) ? properties : {};
  return { apiVersion, ...rest, ...(isObject(properties) && { properties: kept }) };
}

/** A resource that is not there yet, as the template declares it. */
export function declared({ node, body }: ExpandedResource): Json {
  const name = node.name.split("/").at(-1) ?? node.name;
  const { id, type, apiVersion } = node;
  return { apiVersion, id, type, name, ...showBody(body) };
}

/** What a resource would be if its provider took over all that is sent and kept the rest. */
export function merged(before: Json, body: Json): Json {
  return mergeObjects(before, body, (_, sent) => showUnresolved(sent));
}

/** The view with the expressions in the places whose values are known only once the deployment runs. */
export function withExpressions(after: Json, body: Json): Json {
  return mergeObjects(after, body, (there, sent) =>
    sent instanceof Unresolved ? sent.toString() : there,
  );
}

type Choose = (base: unknown, given: unknown) => unknown;

/** Goes down where both are objects; elsewhere, what is given decides with what is there. */
function mergeObjects(base: Json, given: Json, choose: Choose): Json {
  const entries = Object.entries(given).map(([name, sent]): [string, unknown] => {
    const there = base[name];
    return isObject(there) && isObject(sent) && !(sent instanceof Unresolved)
      ? [name, mergeObjects(there, sent, choose)]
      : [name, choose(there, sent)];
  });
  const changed = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  return { ...base, ...changed };
}

/**
 * Values that are sent and that the provider ignores: they are there, stay as they are, and would have been
 * something else. What is written otherwise (case, spaces of a location) is the same.
 */
export function ignoredOf(
  body: unknown,
  { before, after, path = "" }: { before: unknown; after: unknown; path?: string },
): readonly PropertyChange[] {
  if (isObject(body) && isObject(before) && isObject(after)) {
    return Object.entries(body).flatMap(([name, sent]) =>
      ignoredOf(sent, {
        before: before[name],
        after: after[name],
        path: path === "" ? name : `${path}.${name}`,
      }),
    );
  }
  const isScalar = [body, before].every((value) =>
    ["string", "number", "boolean"].includes(typeof value),
  );
  return isScalar && isEqual(before, after) && plain(body) !== plain(before)
    ? [{ path, propertyChangeType: "NoEffect", before, after: body }]
    : [];
}

function plain(value: unknown): string {
  return String(value).replaceAll(" ", "").toLowerCase();
}
