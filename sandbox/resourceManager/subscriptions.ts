import { isAllowedWithin } from "../access/grants";
import type { Catalogue } from "../catalogue/catalogue";
import type { Route, Services } from "../exchange";
import { requireScope } from "../parents";
import type { ResourceRecord } from "../provider";
import type { Store } from "../store";
import { subscriptionVersions } from "./versions";

const subscriptionType = "Microsoft.Resources/subscriptions";

/** Puts the subscriptions of the catalogue into the store. */
export function addSubscriptions(store: Store, { subscriptions }: Catalogue): void {
  for (const { subscriptionId, displayName } of subscriptions) {
    const id = `/subscriptions/${subscriptionId}`;
    if (!store.has(id)) {
      const properties = { state: "Enabled", subscriptionPolicies: policies };
      store.put({ id, type: subscriptionType, name: displayName, properties });
    }
  }
}

const policies = {
  locationPlacementId: "Public_2014-09-01",
  quotaId: "EnterpriseAgreement_2014-09-01",
  spendingLimit: "Off",
};

/** Subscriptions with their locations, and tenants. */
export function subscriptionRoutes(services: () => Services): readonly Route[] {
  const one = "/subscriptions/{subscriptionId}";
  const get = (path: string, handle: Route["handle"]): Route => ({
    method: "GET",
    path,
    apiVersions: subscriptionVersions,
    handle,
  });
  const tenantId = (): string => services().identity.caller.tenantId;
  return [
    get("/subscriptions", () => {
      const { store, context } = services();
      const records = store
        .list({ type: subscriptionType })
        .filter(({ id }) => isAllowedWithin(id, "Microsoft.Resources/subscriptions/read", context));
      const value = records.map((record) => view(record, tenantId()));
      return { status: 200, body: { value } };
    }),
    get(one, ({ params }) => {
      const id = `/subscriptions/${params.subscriptionId ?? ""}`;
      requireScope(services().store, id);
      const record = services().store.get(id);
      return { status: 200, body: record && view(record, tenantId()) };
    }),
    get(`${one}/locations`, ({ params }) => {
      const id = `/subscriptions/${params.subscriptionId ?? ""}`;
      requireScope(services().store, id);
      const value = services().context.catalogue.locations.map((location) => ({
        id: `${id}/locations/${location.name}`,
        name: location.name,
        type: "Region",
        displayName: location.displayName,
        regionalDisplayName: location.displayName,
        metadata: { regionType: "Physical", regionCategory: "Recommended" },
      }));
      return { status: 200, body: { value } };
    }),
    get("/tenants", () => {
      const value = { id: `/tenants/${tenantId()}`, tenantId: tenantId() };
      const names = services().context.catalogue.tenant;
      return { status: 200, body: { value: [{ ...value, ...names, tenantCategory: "Home" }] } };
    }),
  ];
}

function view(record: ResourceRecord, tenantId: string): Record<string, unknown> {
  const { id, name, properties } = record;
  return {
    id,
    authorizationSource: "RoleBased",
    managedByTenants: [],
    subscriptionId: id.split("/")[2],
    tenantId,
    displayName: name,
    ...properties,
  };
}
