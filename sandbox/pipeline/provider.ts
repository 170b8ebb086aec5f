import { readable } from "../access/grants";
import { notImplemented } from "../armErrors";
import type { Exchange, Reply, Services, Step, Target } from "../exchange";
import { pageOf } from "../paging";
import { requireScope } from "../parents";
import { ArmFault, type ResourceRecord } from "../provider";
import { requireRegistered } from "../resourceManager/registrations";
import { parseResourceId, sameId } from "../resourceId";
import type { Written } from "../resources";
import { methodNotAllowed } from "../unknownTarget";
import { readBody } from "./body";

type Resource = Extract<Target, { kind: "resource" }>;

/** Does what is asked: by the route, or by the provider of the resource. */
export const provider: Step = async (exchange, services) => {
  const { target } = exchange;
  switch (target?.kind) {
    case "route": {
      const body = (): Record<string, unknown> => readBody(exchange);
      const { params, route } = target;
      done(exchange, await route.handle({ params, query: exchange.query, body, exchange }));
      return;
    }
    case "resource":
      await onResource(exchange, target, services);
      return;
    case "collection":
      done(exchange, listResources(exchange, target, services));
      return;
    case "action":
      await onAction(exchange, target, services);
      return;
    case undefined:
      throw notImplemented(`${exchange.method} ${exchange.path}`);
  }
};

/** 304 for what the caller has already. */
function readReply(exchange: Exchange, record: ResourceRecord, { resources }: Services): Reply {
  const known = exchange.headers["if-none-match"];
  const isKnown = known !== undefined && known === record.etag;
  return isKnown ? { status: 304 } : { status: 200, body: resources.view(record) };
}

function done(exchange: Exchange, reply: Reply): void {
  exchange.outcome = { kind: "done", reply };
}

function writeOptions(exchange: Exchange): Parameters<Services["resources"]["put"]>[2] {
  const { apiVersion = "", failure, query } = exchange;
  return { apiVersion, query, ...(failure && { failure }) };
}

async function onResource(exchange: Exchange, target: Resource, services: Services): Promise<void> {
  const { resources, store } = services;
  const options = writeOptions(exchange);
  switch (exchange.method) {
    case "GET":
      requireScope(store, target.id);
      done(exchange, readReply(exchange, resources.require(target.id), services));
      return;
    case "HEAD":
      done(exchange, { status: store.has(target.id) ? 204 : 404 });
      return;
    case "PUT":
      requireRegistered(services, target.id);
      checkConditions(exchange, store.get(target.id));
      written(exchange, await resources.put(target.id, readBody(exchange), options), services);
      return;
    case "PATCH":
      checkConditions(exchange, store.get(target.id));
      written(exchange, await resources.patch(target.id, readBody(exchange), options), services);
      return;
    case "DELETE": {
      checkConditions(exchange, store.get(target.id));
      const result = await resources.delete(target.id, { ...options, query: exchange.query });
      if (result?.operation) {
        written(exchange, result, services);
      } else {
        done(exchange, deletedReply(result, services));
      }
      return;
    }
    default:
      throw methodNotAllowed(exchange.method);
  }
}

function written(exchange: Exchange, result: Written, services: Services): void {
  const { operation, kind: resource, created, record } = result;
  const body = exchange.method === "DELETE" ? undefined : services.resources.view(record);
  exchange.outcome = operation
    ? { kind: "underWay", operation, resource, created, ...(body && { body }) }
    : { kind: "done", reply: { status: created ? createdStatus(result) : 200, body } };
}

function deletedReply(result: Written | undefined, { resources }: Services): Reply {
  const body = result?.kind.answersDeleted ? resources.view(result.record) : undefined;
  return { status: result ? 200 : 204, ...(body && { body }) };
}

/** A 202 promises an operation: without one a create has simply been done. */
function createdStatus({ kind }: Written): number {
  return kind.style.createStatus === 202 ? 200 : kind.style.createStatus;
}

/** ETag conditions of the RPC contract: 412 when they do not hold. */
function checkConditions(exchange: Exchange, record: ResourceRecord | undefined): void {
  const { "if-match": ifMatch, "if-none-match": ifNoneMatch } = exchange.headers;
  const mismatch =
    ifMatch !== undefined && (!record || (ifMatch !== "*" && ifMatch !== record.etag));
  if (mismatch || (ifNoneMatch === "*" && record)) {
    const message = "The condition that the request sets by its headers is not met.";
    throw new ArmFault(412, "PreconditionFailed", message);
  }
}

function listResources(
  exchange: Exchange,
  target: Extract<Target, { kind: "collection" }>,
  { store, resources, origin, settings, context }: Services,
): Reply {
  const { resource, scope } = target;
  const { type } = resource;
  requireScope(store, scope);
  if (exchange.query.has("$filter") && !resource.list) {
    throw notImplemented(`$filter in a list of '${type}'`);
  }
  if (parseResourceId(scope)) {
    resources.require(scope);
  }
  const records =
    resource.list?.({ scope, query: exchange.query }, context) ?? recordsBelow(target, store);
  const url = new URL(`${exchange.path}?${exchange.query.toString()}`, origin);
  const mayRead = readable(context);
  const listed = records.filter(({ id }) => !sameId(id, scope) && mayRead(id, type));
  const { select, pageParameter: parameter, pageSizeParameter = "" } = resource;
  const asked = Number(exchange.query.get(pageSizeParameter) ?? Number.NaN);
  const pageSize = asked > 0 ? Math.min(asked, settings.pageSize) : settings.pageSize;
  const items = (select ? select(listed, exchange.query) : listed).map((record) =>
    resources.view(record),
  );
  const page = { url, ...settings, pageSize, ...(parameter && { parameter }) };
  return { status: 200, body: pageOf(items, page) };
}

function recordsBelow(
  { resource: { type }, scope }: Extract<Target, { kind: "collection" }>,
  store: Services["store"],
): readonly ResourceRecord[] {
  const isChild = type.split("/").length > 2;
  return isChild
    ? store.list({ type, parent: scope })
    : store.list({ type, ...(scope && { under: scope }) });
}

async function onAction(
  exchange: Exchange,
  target: Extract<Target, { kind: "action" }>,
  { resources, store }: Services,
): Promise<void> {
  requireScope(store, target.id);
  const body = readBody(exchange);
  const { query } = exchange;
  const request = { body, ...writeOptions(exchange), query };
  const { operation, result, kind } = await resources.act(target.id, target.action, request);
  exchange.outcome = operation
    ? { kind: "underWay", operation, resource: kind, created: false }
    : { kind: "done", reply: { status: result.status, body: result.body } };
}
