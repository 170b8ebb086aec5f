import {
  ArmFault,
  type ProviderContext,
  type ProviderRoute,
  type ResourceKind,
} from "../../../provider";
import { resourceNotFound } from "../../../armErrors";
import { requireScope } from "../../../parents";
import { parseResourceId } from "../../../resourceId";
import { defineKind, plainView, type WriteRequest } from "../../defineKind";
import { markEtag } from "../../marks";
import { fieldsOf, isFields, lastSegment, numberOf, type Fields } from "../../fields";
import { zoneType } from "../networkTypes";
import { recordType, recordTypes, zoneVersions, type RecordTypeName } from "./dnsTypes";

/** Field of the records of each type; a single record or a list of them. */
const fields: Readonly<Record<RecordTypeName, string>> = {
  A: "aRecords",
  AAAA: "aaaaRecords",
  CNAME: "cnameRecord",
  MX: "mxRecords",
  PTR: "ptrRecords",
  SOA: "soaRecord",
  SRV: "srvRecords",
  TXT: "txtRecords",
};

function recordProperties(type: RecordTypeName, { given, id, name }: WriteRequest): Fields {
  const field = fields[type];
  const records = given[field];
  const isList = field.endsWith("s");
  if (isList ? !Array.isArray(records) : !isFields(records)) {
    const message = `The record set '${name}' of type '${type}' needs '${field}'.`;
    throw new ArmFault(400, "BadRequest", message);
  }
  const zone = lastSegment(parseResourceId(id)?.parentId ?? "");
  return {
    ttl: numberOf(given["ttl"]) ?? 3600,
    fqdn: `${name === "@" ? "" : `${name}.`}${zone}.`,
    [field]: records,
    isAutoRegistered: false,
    ...(given["metadata"] !== undefined && { metadata: fieldsOf(given["metadata"]) }),
  };
}

/** Record sets of every type; written at once. */
export const recordSets: readonly ResourceKind[] = recordTypes.map((type) =>
  defineKind({
    type: recordType(type),
    apiVersions: zoneVersions,
    style: { createStatus: 201, updateStatus: 200, put: "none", delete: "none" },
    isStateless: true,
    hasEtag: true,
    properties: (request) => recordProperties(type, request),
    beforeDelete: ({ name }) => {
      if (type === "SOA") {
        const message = `The record set '${name}' of type 'SOA' cannot be deleted.`;
        throw new ArmFault(400, "BadRequest", message);
      }
    },
  }),
);

/** Every zone starts with the record that says who answers for it. */
export function addStartOfAuthority(
  zoneId: string,
  { store }: Pick<ProviderContext, "store">,
): void {
  const id = `${zoneId}/SOA/@`;
  if (store.has(id)) {
    return;
  }
  const record = {
    id,
    type: recordType("SOA"),
    name: "@",
    properties: {
      ttl: 3600,
      fqdn: `${lastSegment(zoneId)}.`,
      isAutoRegistered: false,
      soaRecord: {
        host: "azureprivatedns.net",
        email: "azureprivatedns-host.microsoft.com",
        serialNumber: 1,
        refreshTime: 3600,
        retryTime: 300,
        expireTime: 2_419_200,
        minimumTtl: 10,
      },
    },
  };
  markEtag({ hasEtag: true }, record);
  store.put(record);
}

/** `ALL` is no type but a list of every type. */
export const allRecordSets: ProviderRoute = {
  method: "GET",
  path: `/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}/providers/${zoneType}/{zone}/ALL`,
  apiVersions: zoneVersions,
  handle: ({ params }, { store }) => {
    const { subscriptionId = "", resourceGroup = "", zone = "" } = params;
    const group = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`;
    requireScope(store, group);
    const parent = `${group}/providers/${zoneType}/${zone}`;
    if (!store.has(parent)) {
      throw resourceNotFound(zoneType, zone, resourceGroup);
    }
    const value = recordTypes.flatMap((type) =>
      store.list({ type: recordType(type), parent }).map(plainView),
    );
    return { status: 200, body: { value } };
  },
};
