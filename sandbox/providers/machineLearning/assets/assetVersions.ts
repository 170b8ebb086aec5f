import { isDeepStrictEqual } from "node:util";
import type { ProviderContext, ResourceKind, ResourceRecord } from "../../../provider";
import { parseResourceId } from "../../../resourceId";
import { defineKind, type WriteRequest } from "../../defineKind";
import { numberOf, without, type Fields } from "../../fields";
import { readShape } from "../../shape";
import { byArchived, byNamed, firstOf, inOrder } from "../listOptions";
import { mlVersions, workspaceType } from "../mlTypes";
import { invalidItem, userError } from "../refusals";
import { assetStyle, type AssetRules } from "./assetContainers";

const versionName = {
  pattern: /^[A-Za-z0-9][\w.-]{0,254}$/u,
  code: "UserError",
  message: "A version takes letters, digits, '.', '-' and '_'.",
};

const changeable = ["description", "properties", "tags", "isArchived", "stage"];

/** What is registered stays; description, tags and the archive mark may change. A first version makes its container. */
export function assetVersions(rules: AssetRules): ResourceKind {
  return defineKind({
    type: `${workspaceType}/${rules.name}/versions`,
    apiVersions: mlVersions,
    style: assetStyle,
    name: versionName,
    hasSystemData: true,
    makesParent: true,
    ...(rules.isStateless && { isStateless: true }),
    pageParameter: "$skip",
    properties: (request, context) => versionProperties(rules, request, context),
    afterChecks: (record, context) => {
      count(record, context);
    },
    select,
  });
}

function select(
  records: readonly ResourceRecord[],
  query: URLSearchParams,
): readonly ResourceRecord[] {
  const ordered = inOrder(byArchived(records, query), query.get("$orderBy"));
  const tags = query.get("tags") ?? query.get("$tags");
  const tagged = byNamed(ordered, tags, ({ properties }) => properties["tags"]);
  const wanted = query.get("properties");
  const named = byNamed(tagged, wanted, ({ properties }) => properties["properties"]);
  const version = query.get("version");
  const chosen = named.filter(({ name }) => version === null || name === version);
  return firstOf(chosen.slice(Number(query.get("offset") ?? 0)), query, "$top");
}

async function versionProperties(
  rules: AssetRules,
  { body, existing, id, name }: WriteRequest,
  context: ProviderContext,
): Promise<Fields> {
  const read = readShape(rules.version, body["properties"], "properties", invalidItem);
  const parentId = parseResourceId(id)?.parentId ?? "";
  const parent = context.store.get(parentId);
  if (!existing) {
    const completed = rules.complete?.(read, parent) ?? read;
    if (!parent) {
      await context.put(parentId, { properties: rules.containerOf?.(read) ?? {} });
    }
    return { isArchived: false, isAnonymous: false, ...completed };
  }
  const { properties: before } = existing;
  const isChanged = rules.fixed.some(
    (field) => read[field] !== undefined && !isDeepStrictEqual(read[field], before[field]),
  );
  if (isChanged) {
    throw userError(rules.refuseChange(parent?.name ?? "", name));
  }
  const changes = Object.entries(read).filter(([field]) => changeable.includes(field));
  return { ...without(before, ...changeable), isArchived: false, ...Object.fromEntries(changes) };
}

/** The container counts its versions: their order, and the number that is free next. */
function count(record: ResourceRecord, { store }: ProviderContext): void {
  const container = store.get(parseResourceId(record.id)?.parentId ?? "");
  if (!container || record.internal) {
    return;
  }
  const number = (numberOf(container.internal?.["versions"]) ?? 0) + 1;
  const next = numberOf(container.internal?.["nextVersion"]) ?? 1;
  const own = /^\d{1,9}$/u.test(record.name) ? Number(record.name) + 1 : 1;
  container.internal = { versions: number, nextVersion: Math.max(next, own) };
  store.put(container);
  record.internal = { number };
}
