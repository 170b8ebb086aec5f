import { requireScope } from "../../parents";
import { pageOf } from "../../paging";
import {
  ArmFault,
  type ProviderContext,
  type ProviderRoute,
  type ResourceKind,
  type ResourceRecord,
} from "../../provider";
import { parseResourceId } from "../../resourceId";
import { fieldsOf, numberOf } from "../fields";

export const keyVaultVersions = ["2025-05-01"];
const deletedType = "Microsoft.KeyVault/locations/deletedVaults";
const dayMs = 86_400_000;
const purgeMs = 30_000;

/** The soft-deleted vault of a name, until its time is over. */
export function deletedVault(
  name: string,
  { store, clock }: ProviderContext,
): ResourceRecord | undefined {
  return store
    .list({ type: deletedType })
    .find(
      (record) => record.name.toLowerCase() === name.toLowerCase() && isKept(record, clock.now()),
    );
}

/** After the scheduled date Azure purges a vault by itself. */
function isKept({ properties }: ResourceRecord, now: number): boolean {
  return Date.parse(String(properties["scheduledPurgeDate"])) > now;
}

/** Leaves a soft-deleted vault in the place of one that goes. */
export function keepDeleted(record: ResourceRecord, { store, clock }: ProviderContext): void {
  const { subscriptionId = "" } = parseResourceId(record.id) ?? {};
  const { location = "", name, properties, tags = {} } = record;
  const days = numberOf(properties["softDeleteRetentionInDays"]) ?? 90;
  const isProtected = properties["enablePurgeProtection"] === true;
  store.put({
    id: `/subscriptions/${subscriptionId}/providers/Microsoft.KeyVault/locations/${location}/deletedVaults/${name}`,
    type: deletedType,
    name,
    properties: {
      vaultId: record.id,
      location,
      tags,
      deletionDate: new Date(clock.now()).toISOString(),
      scheduledPurgeDate: new Date(clock.now() + days * dayMs).toISOString(),
      ...(isProtected && { purgeProtectionEnabled: true }),
    },
    internal: { properties },
  });
}

/** What a vault was like before it was deleted, as the body of the PUT that brings it back. */
export function bodyOf({ properties, internal }: ResourceRecord): Record<string, unknown> {
  const { location, tags } = properties;
  return { location, tags, properties: fieldsOf(internal?.["properties"]) };
}

const notAllowed = (operation: string): ArmFault =>
  new ArmFault(405, "MethodNotAllowed", `Operation '${operation}' is not allowed.`);

/** Read, and purged by an action; nobody writes one. */
export const deletedVaults: ResourceKind = {
  type: deletedType,
  apiVersions: keyVaultVersions,
  style: { createStatus: 200, updateStatus: 200, put: "none", delete: "location" },
  tracked: false,
  put: () => {
    throw notAllowed("DeletedVaultWrite");
  },
  beforeDelete: () => {
    throw notAllowed("DeletedVaultDelete");
  },
  notFound: (name) =>
    new ArmFault(404, "DeletedVaultNotFound", `The deleted vault '${name}' does not exist.`),
  view: ({ id, name, properties }) => ({
    id,
    name,
    type: "Microsoft.KeyVault/deletedVaults",
    properties,
  }),
  actions: {
    purge: ({ record }, { store }) => {
      if (record.properties["purgeProtectionEnabled"] === true) {
        throw notAllowed("DeletedVaultPurge");
      }
      const finish = ({ id }: ResourceRecord): void => {
        store.delete(id);
      };
      return { status: 202, work: { durationMs: purgeMs, finish } };
    },
  },
};

export const listDeletedVaults: ProviderRoute = {
  method: "GET",
  path: "/subscriptions/{subscriptionId}/providers/Microsoft.KeyVault/deletedVaults",
  apiVersions: keyVaultVersions,
  handle: ({ params, url }, context) => {
    const { store, clock, settings } = context;
    const under = `/subscriptions/${params["subscriptionId"] ?? ""}`;
    requireScope(store, under);
    const items = store
      .list({ type: deletedType, under })
      .filter((record) => isKept(record, clock.now()))
      .map((record) => deletedVaults.view?.(record, context));
    return { status: 200, body: pageOf(items, { url, pageSize: settings.pageSize }) };
  },
};
