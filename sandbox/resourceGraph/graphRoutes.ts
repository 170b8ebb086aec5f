import { isTooDeep } from "../armErrors";
import type { Clock } from "../clock";
import type { Reply, Route, RouteRequest } from "../exchange";
import { seededRandom } from "../seededRandom";
import type { Store } from "../store";
import type { GraphIndex } from "./GraphIndex";
import { GraphRefusal, invalidQuery, type GraphDetail } from "./GraphRefusal";
import { parseQuery } from "./parseQuery";
import type { QueryQuota } from "./QueryQuota";
import { readGraphRequest, skipToken, type GraphRequest } from "./readGraphRequest";
import { resourceColumns } from "./ResourceRow";
import { runQuery, type QueryResult } from "./runQuery";
import type { ColumnType, Source } from "./Source";

const versions = ["2024-04-01", "2022-10-01", "2021-03-01"];

interface GraphServices {
  readonly index: GraphIndex;
  readonly quota: QueryQuota;
  readonly store: Store;
  readonly clock: Pick<Clock, "now">;
}

/** `POST /providers/Microsoft.ResourceGraph/resources`. */
export function graphRoutes(services: GraphServices): readonly Route[] {
  const draw = seededRandom(1);
  return [
    {
      method: "POST",
      path: "/providers/Microsoft.ResourceGraph/resources",
      apiVersions: versions,
      handle: (request) => handle(request, services, draw),
    },
  ];
}

const rateLimiting: GraphDetail = {
  code: "RateLimiting",
  message:
    "Client application has been throttled and should not attempt to repeat the request until an amount of time has elapsed. Please see https://aka.ms/resourcegraph-throttling for help.",
};

const tooDeep = invalidQuery("QueryTooComplex", "The query is nested too deep.");

function handle(
  { body, exchange }: RouteRequest,
  { index, quota, store, clock }: GraphServices,
  draw: () => number,
): Reply {
  const refuse = (code: string, details: readonly GraphDetail[]): object => {
    const timestamp = new Date(clock.now()).toISOString().replace("Z", "0000Z");
    const message = `Please provide below info when asking for support: timestamp = ${timestamp}, correlationId = ${exchange.requestId}.`;
    return { error: { code, message, details } };
  };
  const { isFree, headers, retryAfterSeconds } = quota.take();
  if (!isFree) {
    const retry = { ...headers, "Retry-After": String(retryAfterSeconds) };
    return { status: 429, headers: retry, body: refuse("RateLimiting", [rateLimiting]) };
  }
  try {
    const request = readGraphRequest(body(), store);
    return { status: 200, headers, body: answer(request, index, draw) };
  } catch (error) {
    const refusal = isTooDeep(error) ? tooDeep : error;
    if (refusal instanceof GraphRefusal) {
      return { status: 400, headers, body: refuse("BadRequest", refusal.details) };
    }
    throw error;
  }
}

function answer(request: GraphRequest, index: GraphIndex, draw: () => number): object {
  const { subscriptions, top, asTable } = request;
  const query = parseQuery(request.query);
  const sources = index
    .rows(query.table)
    .filter(({ subscriptionId }) => subscriptions?.has(subscriptionId.toLowerCase()) ?? true);
  const isPaged = (found: readonly Source[]): boolean => request.skip > 0 || found.length > top;
  const result = runQuery(query, {
    columns: resourceColumns,
    sources,
    // Azure does not keep to an order that was not asked for, from one page to the next.
    scatter: (found) => (isPaged(found) ? rotate(found, draw()) : found),
  });
  const skip = result.isLimited ? 0 : request.skip;
  const page = result.sources.slice(skip, skip + top);
  const next = skip + page.length;
  const hasMore = next < result.sources.length;
  const hasToken = hasMore && isPageable(result);
  return {
    totalRecords: result.sources.length,
    count: page.length,
    data: asTable ? toTable(result, page) : page.map((source) => result.read(source)),
    facets: [],
    resultTruncated: hasMore && !hasToken ? "true" : "false",
    ...(hasToken && { $skipToken: skipToken(top, next) }),
  };
}

function rotate(sources: readonly Source[], share: number): readonly Source[] {
  const start = Math.floor(share * sources.length);
  return [...sources.slice(start), ...sources.slice(0, start)];
}

/** Docs, paging-results: no token with a limit, or when all columns are dynamic. */
function isPageable({ isLimited, columns }: QueryResult): boolean {
  return !isLimited && columns.some(({ type }) => type !== "dynamic");
}

const tableTypes: Readonly<Record<ColumnType, string>> = {
  string: "string",
  integer: "integer",
  boolean: "boolean",
  dynamic: "object",
};

function toTable({ columns }: QueryResult, page: readonly Source[]): object {
  return {
    columns: columns.map(({ name, type }) => ({ name, type: tableTypes[type] })),
    rows: page.map((source) => columns.map(({ read }) => read(source))),
  };
}
