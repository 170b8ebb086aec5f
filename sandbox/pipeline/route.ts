import { subscriptionNotFound } from "../armErrors";
import type { Exchange, Route, Services, Step, Target } from "../exchange";
import { isObject } from "../mergeForPatch";
import { ArmFault } from "../provider";
import { scopeIds } from "../resourceId";
import { unknownTarget } from "../unknownTarget";
import { requireSupported } from "./apiVersion";
import { jsonOf } from "./body";

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Finds what the request is about and holds its api-version against what that has. */
export const route: Step = (exchange, services) => {
  if (exchange.badPath !== undefined) {
    throw new ArmFault(400, "InvalidRequestUri", exchange.badPath);
  }
  requireSubscription(exchange.path, services);
  const target = services.router.find(exchange.method, exchange.path);
  if (!target) {
    throw unknownTarget(exchange, services.kinds);
  }
  exchange.target = target;
  checkVersion(target, exchange, services);
};

/** A subscription that is not there has nothing, whatever is asked of it. */
function requireSubscription(path: string, { store }: Services): void {
  const { subscriptionId } = scopeIds(path);
  if (subscriptionId === undefined) {
    return;
  }
  if (!guid.test(subscriptionId)) {
    const message = `The provided subscription identifier '${subscriptionId}' is malformed or invalid.`;
    throw new ArmFault(400, "InvalidSubscriptionId", message);
  }
  if (!store.has(`/subscriptions/${subscriptionId}`)) {
    throw subscriptionNotFound(subscriptionId);
  }
}

function checkVersion(target: Target, exchange: Exchange, services: Services): void {
  const { apiVersion } = exchange;
  if (target.kind === "route") {
    const { route: found, params } = target;
    const place = { location: params.location ?? "", locations: [] };
    requireSupported(apiVersion, found.apiVersions, typeOf(found), place);
    return;
  }
  const { type, apiVersions, tracked } = target.resource;
  const { locations } = services.context.catalogue;
  const place = {
    location: locationOf(target, exchange, services),
    locations: tracked ? locations.map(({ name }) => name) : [],
  };
  requireSupported(apiVersion, apiVersions, type, place);
}

/** `Microsoft.Compute/locations/usages` for the usages of a location; Resource Manager's own without a provider. */
function typeOf({ path }: Route): string {
  const type = /\/providers\/([^/{]+\/.+)$/i.exec(path)?.[1] ?? "Microsoft.Resources";
  return type.replaceAll(/\/\{[^}]*\}/g, "");
}

/** Of the resource that is there, or that is to be. */
function locationOf(target: Target, exchange: Exchange, { store }: Services): string {
  const there = "id" in target ? store.get(target.id)?.location : undefined;
  const json = exchange.method === "PUT" ? jsonOf(exchange) : {};
  const wanted = "value" in json && isObject(json.value) ? json.value.location : undefined;
  return there ?? (typeof wanted === "string" ? wanted : "");
}
