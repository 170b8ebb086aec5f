import { notImplemented } from "../armErrors";
import type { Route, Services } from "../exchange";
import { pageOf } from "../paging";
import { requireScope } from "../parents";
import { ArmFault } from "../provider";
import type { Provider, ResourceRecord } from "../provider";
import { parseResourceId, scopeIds } from "../resourceId";
import { resourceVersions } from "./versions";

const registrationType = "Microsoft.Resources/registrations";

/** Namespaces that every subscription has without asking. */
const always = new Set([
  "microsoft.authorization",
  "microsoft.resources",
  "microsoft.resourcegraph",
]);

type RegistrationServices = Pick<Services, "store" | "kinds">;

/** Every namespace starts as registered; only what was changed is kept. */
function stateOf({ store }: RegistrationServices, subscriptionId: string, name: string): string {
  const record = store.get(registrationId(subscriptionId, name));
  return record ? String(record.properties.registrationState) : "Registered";
}

/** Throws the 409 of ARM for a namespace that the subscription does not have. */
export function requireRegistered(services: RegistrationServices, id: string): void {
  const namespace = parseResourceId(id)?.namespace ?? "";
  const { subscriptionId } = scopeIds(id);
  if (!subscriptionId || always.has(namespace.toLowerCase())) {
    return;
  }
  if (stateOf(services, subscriptionId, namespace) !== "Registered") {
    const message = `The subscription is not registered to use namespace '${namespace}'. See https://aka.ms/rps-not-found for how to register subscriptions.`;
    throw new ArmFault(409, "MissingSubscriptionRegistration", message);
  }
}

/** What a template deployment does by itself for every namespace of its resources. */
export function register(services: RegistrationServices, id: string): void {
  const { subscriptionId = "" } = scopeIds(id);
  const provider = services.kinds.provider(parseResourceId(id)?.namespace ?? "");
  if (provider && stateOf(services, subscriptionId, provider.namespace) !== "Registered") {
    services.store.put(registration({ subscriptionId }, provider, "Registered"));
  }
}

/** Providers of a subscription with their types, and how to register them. */
export function registrationRoutes(services: () => Services): readonly Route[] {
  const list = "/subscriptions/{subscriptionId}/providers";
  const one = `${list}/{namespace}`;
  const change = (state: string): Route["handle"] => {
    return ({ params }) => {
      const provider = find(services(), params);
      services().store.put(registration(params, provider, state));
      return { status: 200, body: view(services(), params.subscriptionId ?? "", provider) };
    };
  };
  const routes: readonly Omit<Route, "apiVersions">[] = [
    {
      method: "GET",
      path: list,
      handle: ({ params, query, exchange }) => {
        const { kinds, origin, settings, store } = services();
        const subscriptionId = params.subscriptionId ?? "";
        requireScope(store, `/subscriptions/${subscriptionId}`);
        const url = new URL(`${exchange.path}?${query.toString()}`, origin);
        const items = kinds.providers().map((each) => view(services(), subscriptionId, each));
        return { status: 200, body: pageOf(items, { url, ...settings }) };
      },
    },
    {
      method: "GET",
      path: one,
      handle: ({ params }) => {
        const provider = find(services(), params);
        return { status: 200, body: view(services(), params.subscriptionId ?? "", provider) };
      },
    },
    { method: "POST", path: `${one}/register`, handle: change("Registered") },
    { method: "POST", path: `${one}/unregister`, handle: change("NotRegistered") },
  ];
  return routes.map((route) => ({ ...route, apiVersions: resourceVersions }));
}

function find(services: Services, params: Readonly<Record<string, string>>): Provider {
  const { subscriptionId = "", namespace = "" } = params;
  requireScope(services.store, `/subscriptions/${subscriptionId}`);
  const provider = services.kinds.provider(namespace);
  if (!provider && /^microsoft\./i.test(namespace)) {
    throw notImplemented(`resource provider '${namespace}'`);
  }
  if (!provider) {
    const message = `The resource namespace '${namespace}' is invalid.`;
    throw new ArmFault(404, "InvalidResourceNamespace", message);
  }
  return provider;
}

function registrationId(subscriptionId: string, namespace: string): string {
  return `/subscriptions/${subscriptionId}/providers/${registrationType}/${namespace}`;
}

function registration(
  params: Readonly<Record<string, string>>,
  { namespace }: Provider,
  registrationState: string,
): ResourceRecord {
  const id = registrationId(params.subscriptionId ?? "", namespace);
  return { id, type: registrationType, name: namespace, properties: { registrationState } };
}

function view(
  services: Services,
  subscriptionId: string,
  { namespace, kinds }: Provider,
): Record<string, unknown> {
  const locations = services.context.catalogue.locations.map(({ displayName }) => displayName);
  return {
    id: `/subscriptions/${subscriptionId}/providers/${namespace}`,
    namespace,
    registrationPolicy: "RegistrationRequired",
    registrationState: stateOf(services, subscriptionId, namespace),
    resourceTypes: kinds
      .filter(({ apiVersions }) => apiVersions.length > 0)
      .map(({ type, apiVersions, tracked }) => ({
        resourceType: type.slice(namespace.length + 1),
        locations: tracked ? locations : [],
        apiVersions,
      })),
  };
}
