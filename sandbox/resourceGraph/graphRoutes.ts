import { invalidContent, notImplemented } from "../armErrors";
import type { Reply, Route } from "../exchange";
import { isObject } from "../mergeForPatch";
import { ArmFault } from "../provider";
import type { GraphIndex } from "./GraphIndex";
import { invalidQuery } from "./invalidQuery";
import { parseQuery } from "./parseQuery";
import { runQuery, type Row } from "./runQuery";

const versions = ["2024-04-01", "2022-10-01", "2021-03-01"];
const maximumTop = 1000;

/** `POST /providers/Microsoft.ResourceGraph/resources`. */
export function graphRoutes(index: GraphIndex): readonly Route[] {
  return [
    {
      method: "POST",
      path: "/providers/Microsoft.ResourceGraph/resources",
      apiVersions: versions,
      handle: ({ body }) => answer(body(), index),
    },
  ];
}

function answer(body: Record<string, unknown>, index: GraphIndex): Reply {
  const { query, subscriptions, managementGroups, facets } = body;
  if (typeof query !== "string" || query.trim() === "") {
    throw invalidContent("The request needs a 'query'.");
  }
  if (managementGroups !== undefined || facets !== undefined) {
    throw notImplemented("management groups and facets in a Resource Graph query");
  }
  const parsed = parseQuery(query);
  const wanted = subscriptionFilter(subscriptions);
  const rows = index.rows(parsed.table).filter(({ subscriptionId }) => wanted(subscriptionId));
  const result = runQuery(parsed, rows);
  const { top, skip, table } = readOptions(body.options);
  const page = result.rows.slice(skip, skip + top);
  const more = skip + page.length < result.rows.length;
  const token = Buffer.from(JSON.stringify({ top, skip: skip + page.length })).toString("base64");
  return {
    status: 200,
    headers: { "x-ms-user-quota-remaining": "14", "x-ms-user-quota-resets-after": "00:00:05" },
    body: {
      totalRecords: result.rows.length,
      count: page.length,
      data: table ? asTable(page) : page,
      facets: [],
      resultTruncated: more && result.limited ? "true" : "false",
      ...(more && !result.limited && { $skipToken: token }),
    },
  };
}

function subscriptionFilter(subscriptions: unknown): (id: unknown) => boolean {
  if (subscriptions === undefined || subscriptions === null) {
    return () => true;
  }
  if (!Array.isArray(subscriptions)) {
    throw invalidContent("'subscriptions' is not an array.");
  }
  const wanted = new Set(subscriptions.map((id) => String(id).toLowerCase()));
  return (id) => wanted.size === 0 || wanted.has(String(id).toLowerCase());
}

function readOptions(options: unknown): { top: number; skip: number; table: boolean } {
  const given = isObject(options) ? options : {};
  const token = readToken(given.$skipToken);
  const top = given.$top ?? token.top ?? maximumTop;
  const skip = given.$skip ?? token.skip ?? 0;
  if (!isWhole(top) || top < 1 || top > maximumTop || !isWhole(skip) || skip < 0) {
    throw invalidQuery("'$top' is 1 to 1000 and '$skip' is 0 or more.");
  }
  return { top, skip, table: String(given.resultFormat).toLowerCase() === "table" };
}

function isWhole(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value);
}

function readToken(token: unknown): { top?: unknown; skip?: unknown } {
  if (token === undefined || token === null) {
    return {};
  }
  try {
    const parsed: unknown = JSON.parse(
      Buffer.from(typeof token === "string" ? token : "", "base64").toString(),
    );
    return isObject(parsed) ? parsed : {};
  } catch {
    throw new ArmFault(400, "InvalidSkipToken", "The $skipToken is not one of this service.");
  }
}

function asTable(rows: readonly Row[]): object {
  const names = Object.keys(rows[0] ?? {});
  const kindOf = (name: string): string => {
    const value = rows[0]?.[name];
    return typeof value === "number" ? "integer" : typeof value === "object" ? "object" : "string";
  };
  return {
    columns: names.map((name) => ({ name, type: kindOf(name) })),
    rows: rows.map((row) => names.map((name) => row[name] ?? null)),
  };
}
