import { notImplemented } from "../../armErrors";
import { isReserved } from "../../dataPlane/findDataPlane";
import { ArmFault, type ProviderContext, type ResourceRecord } from "../../provider";
import { parseResourceId, scopeIds } from "../../resourceId";
import { defineKind, styles, type NameRule, type WriteRequest } from "../defineKind";
import { fieldsOf, textOf, without, type Fields } from "../fields";
import { viewWithConnections } from "../privateEndpointConnections";
import { takenBy } from "../uniqueNames";
import { listKeys, regenerateKey } from "./accountKeys";
import { checkAccount } from "./checkAccount";
import { endpointsOf, isGeoRedundant } from "./endpoints";

export const storageVersions = ["2025-01-01"];
export const accountType = "Microsoft.Storage/storageAccounts";

export const accountName: NameRule = {
  pattern: /^[a-z0-9]{3,24}$/u,
  code: "AccountNameInvalid",
  message:
    "Storage account name must be between 3 and 24 characters in length and use numbers and lower-case letters only.",
};

/** Fields of `properties` that only Azure writes. */
const readOnly = [
  "creationTime",
  "keyCreationTime",
  "primaryEndpoints",
  "primaryLocation",
  "privateEndpointConnections",
  "provisioningState",
  "secondaryLocation",
  "statusOfPrimary",
  "statusOfSecondary",
] as const;

export const accounts = defineKind({
  type: accountType,
  apiVersions: storageVersions,
  style: styles.acceptedDeleteAtOnce,
  tracked: true,
  name: accountName,
  keeps: ["kind", "zones"],
  createMs: 18_000,
  updateMs: 0,
  properties: (request, context) => {
    requireFree(request, context);
    checkAccount(request);
    return propertiesOf(request, context);
  },
  more: ({ body, existing }) => {
    const name = textOf(fieldsOf(body["sku"])["name"]) ?? textOf(existing?.sku?.["name"]) ?? "";
    return { sku: { name, tier: name.startsWith("Premium") ? "Premium" : "Standard" } };
  },
  finish: (record, context) => {
    addServices(record, context);
  },
  view: (record, context) => {
    const view = viewWithConnections(record, context);
    const primaryEndpoints = endpointsOf(record, context.origin);
    const geo = isGeoRedundant(record) && { statusOfSecondary: "available" };
    return { ...view, properties: { ...fieldsOf(view["properties"]), primaryEndpoints, ...geo } };
  },
  actions: { listkeys: listKeys, regeneratekey: regenerateKey },
});

/** All of Azure shares the names; some lead the sandbox's own paths. */
function requireFree({ name, id, existing }: WriteRequest, context: ProviderContext): void {
  if (isReserved(name)) {
    throw notImplemented(`a storage account named '${name}'`);
  }
  const other = existing ? undefined : takenBy(accountType, name, id, context);
  if (other) {
    const isOwn = scopeIds(other.id).subscriptionId === parseResourceId(id)?.subscriptionId;
    const [code, message] = isOwn
      ? [
          "StorageAccountAlreadyExists",
          `The storage account named ${name} already exists under the subscription.`,
        ]
      : ["StorageAccountAlreadyTaken", `The storage account named ${name} is already taken.`];
    throw new ArmFault(409, code, message, { target: name });
  }
}

function propertiesOf(
  { given, existing, location }: WriteRequest,
  { clock }: ProviderContext,
): Fields {
  const now = new Date(clock.now()).toISOString();
  const { creationTime = now, keyCreationTime = { key1: now, key2: now } } =
    existing?.properties ?? {};
  const encrypted = { keyType: "Account", enabled: true, lastEnabledTime: creationTime };
  return {
    dnsEndpointType: "Standard",
    minimumTlsVersion: "TLS1_2",
    allowBlobPublicAccess: false,
    allowCrossTenantReplication: false,
    supportsHttpsTrafficOnly: true,
    accessTier: "Hot",
    encryption: {
      services: { file: encrypted, blob: encrypted },
      keySource: "Microsoft.Storage",
    },
    ...without(given, ...readOnly),
    networkAcls: {
      bypass: "AzureServices",
      defaultAction: "Allow",
      ipRules: [],
      virtualNetworkRules: [],
      ...fieldsOf(given["networkAcls"]),
    },
    creationTime,
    keyCreationTime,
    primaryLocation: location,
    statusOfPrimary: "available",
  };
}

function addServices({ id }: ResourceRecord, { store }: ProviderContext): void {
  for (const service of ["blobServices", "fileServices"]) {
    const child = `${id}/${service}/default`;
    if (!store.has(child)) {
      store.put({ id: child, type: `${accountType}/${service}`, name: "default", properties: {} });
    }
  }
}
