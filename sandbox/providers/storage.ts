import { createHash } from "node:crypto";
import { ArmFault, type Provider, type ProviderRoute, type ResourceRecord } from "../provider";
import { defineKind, styles, type NameRule } from "./defineKind";
import { fieldsOf, textOf, without } from "./fields";
import { privateEndpointConnections, viewWithConnections } from "./privateEndpointConnections";
import { takenBy } from "./uniqueNames";

const apiVersions = ["2025-01-01"];
const accountType = "Microsoft.Storage/storageAccounts";

const accountName: NameRule = {
  pattern: /^[a-z0-9]{3,24}$/u,
  code: "AccountNameInvalid",
  message:
    "Storage account name must be between 3 and 24 characters in length and use numbers and lower-case letters only.",
};

/** Data-plane addresses lie on the sandbox itself: the account is the first segment of the path. */
function endpointsOf({ name }: ResourceRecord, origin: string): Record<string, string> {
  const root = `${origin}/${name}/`;
  const below = { queue: `${root}queue/`, table: `${root}table/`, file: `${root}file/` };
  return { blob: root, dfs: root, ...below };
}

function keysOf({ id }: ResourceRecord): object[] {
  return ["key1", "key2"].map((keyName) => ({
    keyName,
    value: createHash("sha512").update(`${id.toLowerCase()}#${keyName}`).digest("base64"),
    permissions: "FULL",
  }));
}

const accounts = defineKind({
  type: accountType,
  apiVersions,
  style: styles.acceptedDeleteAtOnce,
  tracked: true,
  name: accountName,
  keeps: ["sku", "kind"],
  createMs: 18_000,
  updateMs: 0,
  properties: ({ given, existing, body, name, id, location }, context) => {
    const { sku, kind } = body;
    if (!existing && (!textOf(fieldsOf(sku)["name"]) || !textOf(kind))) {
      const message = "The properties sku.name and kind of a storage account are required.";
      throw new ArmFault(400, "InvalidRequestContent", message);
    }
    if (!existing && takenBy(accountType, name, id, context)) {
      const message = `The storage account named ${name} is already taken.`;
      throw new ArmFault(409, "StorageAccountAlreadyTaken", message, { target: name });
    }
    const readOnly = ["primaryEndpoints", "creationTime", "statusOfPrimary", "keyCreationTime"];
    const now = new Date(context.clock.now()).toISOString();
    return {
      minimumTlsVersion: "TLS1_2",
      allowBlobPublicAccess: false,
      supportsHttpsTrafficOnly: true,
      accessTier: "Hot",
      networkAcls: { bypass: "AzureServices", defaultAction: "Allow", ipRules: [] },
      ...without(given, ...readOnly),
      creationTime: existing?.properties["creationTime"] ?? now,
      primaryLocation: location,
      statusOfPrimary: "available",
    };
  },
  more: ({ body, existing }) => {
    const name = textOf(fieldsOf(body["sku"])["name"]) ?? textOf(existing?.sku?.["name"]) ?? "";
    return { sku: { name, tier: name.startsWith("Premium") ? "Premium" : "Standard" } };
  },
  finish: ({ id }, { store }) => {
    for (const service of ["blobServices", "fileServices"]) {
      const child = `${id}/${service}/default`;
      if (!store.has(child)) {
        const type = `${accountType}/${service}`;
        store.put({ id: child, type, name: "default", properties: {} });
      }
    }
  },
  view: (record, context) => {
    const view = viewWithConnections(record, context);
    const properties = { ...fieldsOf(view["properties"]) };
    return {
      ...view,
      properties: { ...properties, primaryEndpoints: endpointsOf(record, context.origin) },
    };
  },
  actions: {
    listkeys: ({ record }) => {
      if (record.properties["allowSharedKeyAccess"] === false) {
        const message = `Key based authentication is not permitted on storage account '${record.name}'.`;
        throw new ArmFault(403, "KeyBasedAuthenticationNotPermitted", message);
      }
      return { status: 200, body: { keys: keysOf(record) } };
    },
  },
});

const service = (name: string) =>
  defineKind({
    type: `${accountType}/${name}`,
    apiVersions,
    isStateless: true,
    properties: ({ given }) => given,
  });

const containerName: NameRule = {
  pattern: /^[a-z0-9](-?[a-z0-9]){2,62}$/u,
  code: "ContainerNameInvalid",
  message: "It takes 3 to 63 lower-case letters, digits and single '-'.",
};

const container = (name: string) =>
  defineKind({
    type: `${accountType}/${name}`,
    apiVersions,
    style: { createStatus: 201, updateStatus: 200, put: "none", delete: "none" },
    isStateless: true,
    hasEtag: true,
    name: containerName,
    properties: ({ given, existing }) => ({ ...existing?.properties, ...given }),
  });

const checkName: ProviderRoute = {
  method: "POST",
  path: "/subscriptions/{subscriptionId}/providers/Microsoft.Storage/checkNameAvailability",
  apiVersions,
  handle: ({ body }, context) => {
    const name = textOf(body["name"]) ?? "";
    if (!accountName.pattern.test(name)) {
      const answer = { reason: "AccountNameInvalid", message: accountName.message };
      return { status: 200, body: { nameAvailable: false, ...answer } };
    }
    const message = `The storage account named ${name} is already taken.`;
    const taken = { nameAvailable: false, reason: "AlreadyExists", message };
    const isTaken = takenBy(accountType, name, "", context) !== undefined;
    return { status: 200, body: isTaken ? taken : { nameAvailable: true } };
  },
};

export const storageProvider: Provider = {
  namespace: "Microsoft.Storage",
  kinds: [
    accounts,
    service("blobServices"),
    service("fileServices"),
    container("blobServices/containers"),
    container("fileServices/shares"),
    privateEndpointConnections(accountType, apiVersions),
  ],
  routes: [checkName],
};
