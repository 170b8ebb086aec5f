// Over 200 lines: a vault, its deleted twin and what leads from one to the other belong together.
import { requireScope } from "../parents";
import {
  ArmFault,
  type Provider,
  type ProviderContext,
  type ProviderRoute,
  type ResourceRecord,
} from "../provider";
import { parseResourceId } from "../resourceId";
import { normalLocation } from "../locations";
import { defineKind, type NameRule } from "./defineKind";
import { fieldsOf, listOf, numberOf, textOf } from "./fields";
import { privateEndpointConnections, viewWithConnections } from "./privateEndpointConnections";
import { takenBy } from "./uniqueNames";

const apiVersions = ["2025-05-01"];
const vaultType = "Microsoft.KeyVault/vaults";
const deletedType = "Microsoft.KeyVault/deletedVaults";

const vaultName: NameRule = {
  pattern: /^[a-z](?!.*--)[a-z0-9-]{1,22}[a-z0-9]$/iu,
  code: "VaultNameNotValid",
  message:
    "A vault's name must be between 3-24 alphanumeric characters. The name must begin with a letter, end with a letter or digit, and not contain consecutive hyphens.",
};

function deletedVault(name: string, { store }: ProviderContext): ResourceRecord | undefined {
  return store
    .list({ type: deletedType })
    .find((record) => record.name.toLowerCase() === name.toLowerCase());
}

const vaults = defineKind({
  type: vaultType,
  apiVersions,
  style: { createStatus: 201, updateStatus: 200, put: "none", delete: "none" },
  tracked: true,
  name: vaultName,
  hasSystemData: true,
  createMs: 15_000,
  updateMs: 0,
  busyState: "RegisteringDns",
  properties: ({ given, existing, name, id }, context) => {
    if (takenBy(vaultType, name, id, context)) {
      const message = `The vault name '${name}' is already in use. Vault names are globally unique so it is possible that the name is already taken.`;
      throw new ArmFault(409, "VaultAlreadyExists", message);
    }
    const deleted = existing ? undefined : deletedVault(name, context);
    if (deleted) {
      return { ...recover(deleted, given, id, context) };
    }
    if (!textOf(given["tenantId"]) || !textOf(fieldsOf(given["sku"])["name"])) {
      const message = "The parameters tenantId and sku of the vault's properties are required.";
      throw new ArmFault(400, "BadRequest", message);
    }
    if (given["enablePurgeProtection"] === false) {
      const message =
        'The property "enablePurgeProtection" cannot be set to false. Enabling the purge protection for a vault is an irreversible action.';
      throw new ArmFault(400, "BadRequest", message);
    }
    return {
      sku: { family: "A", name: fieldsOf(given["sku"])["name"] },
      tenantId: given["tenantId"],
      accessPolicies: listOf(given["accessPolicies"]),
      enabledForDeployment: given["enabledForDeployment"] ?? false,
      enabledForDiskEncryption: given["enabledForDiskEncryption"] ?? false,
      enabledForTemplateDeployment: given["enabledForTemplateDeployment"] ?? false,
      enableSoftDelete: true,
      softDeleteRetentionInDays: given["softDeleteRetentionInDays"] ?? 90,
      enableRbacAuthorization: given["enableRbacAuthorization"] ?? false,
      ...(given["enablePurgeProtection"] === true && { enablePurgeProtection: true }),
      ...(given["networkAcls"] !== undefined && { networkAcls: given["networkAcls"] }),
      publicNetworkAccess: given["publicNetworkAccess"] ?? "Enabled",
      vaultUri: `https://${name.toLowerCase()}.vault.azure.net/`,
    };
  },
  beforeDelete: (record, context) => {
    keepDeleted(record, context);
  },
  view: viewWithConnections,
});

/** A name of a soft-deleted vault is free only for its recovery. */
function recover(
  deleted: ResourceRecord,
  given: Record<string, unknown>,
  id: string,
  { store }: ProviderContext,
): Record<string, unknown> {
  const isSame = textOf(deleted.properties["vaultId"])?.toLowerCase() === id.toLowerCase();
  if (given["createMode"] !== "recover" || !isSame) {
    const message =
      "A vault with the same name already exists in deleted state. You need to either recover or purge existing key vault. Follow this link https://go.microsoft.com/fwlink/?linkid=2149745 for more information on soft delete.";
    throw new ArmFault(409, "ConflictError", message);
  }
  store.delete(deleted.id);
  return fieldsOf(deleted.internal?.["properties"]);
}

function keepDeleted(record: ResourceRecord, { store, clock }: ProviderContext): void {
  const { subscriptionId = "" } = parseResourceId(record.id) ?? {};
  const { location = "", name, properties, tags } = record;
  const days = numberOf(properties["softDeleteRetentionInDays"]) ?? 90;
  const purgeAt = new Date(clock.now() + days * 86_400_000).toISOString();
  store.put({
    id: `/subscriptions/${subscriptionId}/providers/Microsoft.KeyVault/locations/${location}/deletedVaults/${name}`,
    type: deletedType,
    name,
    properties: {
      vaultId: record.id,
      location,
      deletionDate: new Date(clock.now()).toISOString(),
      scheduledPurgeDate: purgeAt,
      ...(properties["enablePurgeProtection"] === true && { purgeProtectionEnabled: true }),
      tags: tags ?? {},
    },
    internal: { properties },
  });
}

const root = "/subscriptions/{subscriptionId}/providers/Microsoft.KeyVault";
const oneDeleted = `${root}/locations/{location}/deletedVaults/{name}`;

const view = ({ id, type, name, properties }: ResourceRecord): object => ({
  id,
  type,
  name,
  properties,
});

function requireDeleted(
  params: Readonly<Record<string, string>>,
  context: ProviderContext,
): ResourceRecord {
  const { subscriptionId = "", location = "", name = "" } = params;
  requireScope(context.store, `/subscriptions/${subscriptionId}`);
  const record = deletedVault(name, context);
  if (record?.properties["location"] !== normalLocation(location)) {
    const message = `The deleted vault '${name}' was not found in '${location}'.`;
    throw new ArmFault(404, "DeletedVaultNotFound", message);
  }
  return record;
}

const routes: readonly ProviderRoute[] = [
  {
    method: "GET",
    path: `${root}/deletedVaults`,
    apiVersions,
    handle: ({ params }, { store }) => {
      const under = `/subscriptions/${params["subscriptionId"] ?? ""}`;
      requireScope(store, under);
      return { status: 200, body: { value: store.list({ type: deletedType, under }).map(view) } };
    },
  },
  {
    method: "GET",
    path: oneDeleted,
    apiVersions,
    handle: ({ params }, context) => ({
      status: 200,
      body: view(requireDeleted(params, context)),
    }),
  },
  {
    method: "POST",
    path: `${oneDeleted}/purge`,
    apiVersions,
    handle: ({ params }, context) => {
      const record = requireDeleted(params, context);
      if (record.properties["purgeProtectionEnabled"] === true) {
        const message = `The vault '${record.name}' has purge protection and cannot be purged before ${String(record.properties["scheduledPurgeDate"])}.`;
        throw new ArmFault(409, "MethodNotAllowed", message);
      }
      context.store.delete(record.id);
      return { status: 200 };
    },
  },
  {
    method: "POST",
    path: `${root}/checkNameAvailability`,
    apiVersions,
    handle: ({ body }, context) => {
      const name = textOf(body["name"]) ?? "";
      if (!vaultName.pattern.test(name)) {
        const answer = { reason: "AccountNameInvalid", message: vaultName.message };
        return { status: 200, body: { nameAvailable: false, ...answer } };
      }
      const isTaken = takenBy(vaultType, name, "", context) ?? deletedVault(name, context);
      const message = `The vault name '${name}' is already in use.`;
      const taken = { nameAvailable: false, reason: "AlreadyExists", message };
      return { status: 200, body: isTaken ? taken : { nameAvailable: true } };
    },
  },
];

export const keyVaultProvider: Provider = {
  namespace: "Microsoft.KeyVault",
  kinds: [vaults, privateEndpointConnections(vaultType, apiVersions)],
  routes,
};
