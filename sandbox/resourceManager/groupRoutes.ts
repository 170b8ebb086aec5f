import { readable } from "../access/grants";
import { notImplemented } from "../armErrors";
import type { Reply, Route, Services } from "../exchange";
import { isObject } from "../mergeForPatch";
import { pageOf } from "../paging";
import { requireScope } from "../parents";
import { pollHeaders } from "../polling";
import type { ResourceRecord } from "../provider";
import { groupType, type ResourceGroups } from "./resourceGroups";
import { resourceVersions } from "./versions";

const list = "/subscriptions/{subscriptionId}/resourceGroups";
const one = `${list}/{resourceGroup}`;

type Handle = Route["handle"];

/** Resource groups and the plain lists of resources of a group or subscription. */
export function groupRoutes(groups: ResourceGroups, services: () => Services): readonly Route[] {
  const route = (method: string, path: string, handle: Handle): Route => ({
    method,
    path,
    apiVersions: resourceVersions,
    handle,
  });
  return [
    route(
      "GET",
      list,
      listRecords(services, (record) => record.type === groupType),
    ),
    route("PUT", one, ({ params, body }) => {
      const { record, created } = groups.put(groupId(params), body());
      return { status: created ? 201 : 200, body: groupView(record) };
    }),
    route("GET", one, ({ params }) => {
      return { status: 200, body: groupView(groups.require(groupId(params))) };
    }),
    route("HEAD", one, ({ params }) => {
      requireScope(services().store, `/subscriptions/${params.subscriptionId ?? ""}`);
      return { status: services().store.has(groupId(params)) ? 204 : 404 };
    }),
    route("PATCH", one, ({ params, body }) => {
      return { status: 200, body: groupView(groups.patch(groupId(params), body())) };
    }),
    route("DELETE", one, ({ params, exchange }) => {
      const operation = groups.delete(groupId(params), exchange.failure);
      const { apiVersion = "" } = exchange;
      const poll = { style: "location" as const, apiVersion, services: services() };
      return { status: 202, headers: pollHeaders(operation, poll) };
    }),
    ...[`${one}/resources`, "/subscriptions/{subscriptionId}/resources"].map((path) =>
      route("GET", path, listRecords(services, isTracked(services))),
    ),
  ];
}

function isTracked(services: () => Services): (record: ResourceRecord) => boolean {
  return ({ type }) => services().kinds.get(type)?.tracked === true;
}

function groupId(params: Readonly<Record<string, string>>): string {
  return `/subscriptions/${params.subscriptionId ?? ""}/resourceGroups/${params.resourceGroup ?? ""}`;
}

function listRecords(
  services: () => Services,
  wanted: (record: ResourceRecord) => boolean,
): Handle {
  return ({ params, query, exchange }): Reply => {
    const { store, origin, settings, context } = services();
    const group = params.resourceGroup;
    const scope = group ? groupId(params) : `/subscriptions/${params.subscriptionId ?? ""}`;
    requireScope(store, scope);
    if (query.has("$filter")) {
      throw notImplemented("$filter in a list of resources");
    }
    const mayRead = readable(context);
    const items = store
      .list({ under: scope })
      .filter((record) => wanted(record) && mayRead(record.id, actionType(record)))
      .map(shortView);
    const url = new URL(`${exchange.path}?${query.toString()}`, origin);
    return { status: 200, body: pageOf(items, { url, ...settings }) };
  };
}

/** The type as the actions of Azure RBAC spell it. */
function actionType({ type }: Pick<ResourceRecord, "type">): string {
  return type === groupType ? "Microsoft.Resources/subscriptions/resourceGroups" : type;
}

/** Lists of resources show neither properties nor etags; a group has only its state. */
function shortView(record: ResourceRecord): Record<string, unknown> {
  const { internal: _, systemData: __, etag: ___, properties, ...shown } = record;
  if (record.type === groupType) return { ...shown, properties };
  return isObject(shown.identity) ? { ...shown, identity: spaced(shown.identity) } : shown;
}

/** Lists spell both kinds of identity with a space, whatever the resource's provider does. */
function spaced(identity: Record<string, unknown>): Record<string, unknown> {
  const { type } = identity;
  return typeof type === "string" ? { ...identity, type: type.replace(/,\s*/, ", ") } : identity;
}

function groupView(record: ResourceRecord): Record<string, unknown> {
  const { internal, systemData: _, ...shown } = record;
  const managedBy = internal?.managedBy;
  return { ...shown, ...(typeof managedBy === "string" && { managedBy }) };
}
