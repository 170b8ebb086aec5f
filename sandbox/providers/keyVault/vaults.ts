import { ArmFault, type ProviderContext, type PutRequest, type ResourceKind } from "../../provider";
import { sameId } from "../../resourceId";
import { defineKind, type NameRule, type WriteRequest } from "../defineKind";
import { fieldsOf, listOf, textOf, type Fields } from "../fields";
import { viewWithConnections } from "../privateEndpointConnections";
import { takenBy } from "../uniqueNames";
import { checkVault } from "./checkVault";
import { bodyOf, deletedVault, keepDeleted, keyVaultVersions } from "./deletedVaults";

export const vaultType = "Microsoft.KeyVault/vaults";

export const vaultName: NameRule = {
  pattern: /^[a-z](?!.*--)[a-z0-9-]{1,22}[a-z0-9]$/iu,
  code: "VaultNameNotValid",
  message:
    "A vault's name must be between 3-24 alphanumeric characters. The name must begin with a letter, end with a letter or digit, and not contain consecutive hyphens.",
};

export function nameInUse(name: string): string {
  return `The vault name '${name}' is already in use. Vault names are globally unique so it is possible that the name is already taken. If you are sure that the vault name was not taken then it is possible that a vault with the same name was recently deleted but not purged after being placed in a recoverable state. If the vault is in a recoverable state then the vault will need to be purged before reusing the name. For more information about VaultAlreadyExists, soft delete and purging a vault follow this link https://go.microsoft.com/fwlink/?linkid=2147740.`;
}

const written = defineKind({
  type: vaultType,
  apiVersions: keyVaultVersions,
  style: { createStatus: 201, updateStatus: 200, put: "none", delete: "none" },
  tracked: true,
  name: vaultName,
  hasSystemData: true,
  createMs: 15_000,
  updateMs: 0,
  busyState: "RegisteringDns",
  properties: (request, { origin }) => {
    checkVault(request);
    return propertiesOf(request, origin);
  },
  finish: ({ name }, context) => {
    const deleted = deletedVault(name, context);
    if (deleted) {
      context.store.delete(deleted.id);
    }
  },
  beforeDelete: (record, context) => {
    keepDeleted(record, context);
  },
  view: (record, context) => viewWithConnections(record, context),
});

/** A name is free, in use, or of a deleted vault: then it can only be recovered. */
export const vaults: ResourceKind = {
  ...written,
  put: (request, context) => written.put(recovering(request, context), context),
};

function recovering(request: PutRequest, context: ProviderContext): PutRequest {
  const { id, name, existing, body } = request;
  if (existing || !vaultName.pattern.test(name)) {
    return request;
  }
  const deleted = deletedVault(name, context);
  const isSame = deleted && sameId(textOf(deleted.properties["vaultId"]) ?? "", id);
  if (fieldsOf(body["properties"])["createMode"] === "recover") {
    if (!isSame) {
      const message =
        "A soft deleted vault with the given name does not exist. Ensure that the name for the vault that is being attempted to recover is in a recoverable state.";
      throw new ArmFault(400, "SoftDeletedVaultDoesNotExist", message);
    }
    return { ...request, body: bodyOf(deleted) };
  }
  if (isSame) {
    const message =
      "A vault with the same name already exists in deleted state. You need to either recover or purge existing key vault. Follow this link https://go.microsoft.com/fwlink/?linkid=2149745 for more information on soft delete.";
    throw new ArmFault(409, "ConflictError", message);
  }
  if (deleted ?? takenBy(vaultType, name, id, context)) {
    throw new ArmFault(409, "VaultAlreadyExists", nameInUse(name));
  }
  return request;
}

function propertiesOf({ given, existing, name }: WriteRequest, origin: string): Fields {
  const acls = fieldsOf(given["networkAcls"]);
  const before = existing?.properties ?? {};
  const flag = (field: string): unknown => given[field] ?? before[field] ?? false;
  return {
    tenantId: given["tenantId"],
    sku: { family: "A", name: fieldsOf(given["sku"])["name"] },
    accessPolicies: listOf(given["accessPolicies"] ?? before["accessPolicies"]),
    enabledForDeployment: flag("enabledForDeployment"),
    enabledForDiskEncryption: flag("enabledForDiskEncryption"),
    enabledForTemplateDeployment: flag("enabledForTemplateDeployment"),
    enableRbacAuthorization: flag("enableRbacAuthorization"),
    enableSoftDelete: true,
    softDeleteRetentionInDays:
      before["softDeleteRetentionInDays"] ?? given["softDeleteRetentionInDays"] ?? 90,
    ...(flag("enablePurgeProtection") === true && { enablePurgeProtection: true }),
    ...(given["networkAcls"] !== undefined && {
      networkAcls: {
        bypass: "AzureServices",
        defaultAction: "Allow",
        ipRules: [],
        virtualNetworkRules: [],
        ...acls,
      },
    }),
    publicNetworkAccess: given["publicNetworkAccess"] ?? "Enabled",
    // The data plane is not simulated: its address says so instead of leading out of the sandbox.
    vaultUri: `${origin}/${name.toLowerCase()}.vault/`,
  };
}
