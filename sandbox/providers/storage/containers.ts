import { newEtag } from "../../blobService/etag";
import { notImplemented } from "../../armErrors";
import { ArmFault, type ProviderContext } from "../../provider";
import { parseResourceId } from "../../resourceId";
import { defineKind, type NameRule, type WriteRequest } from "../defineKind";
import { fieldsOf, textOf, without, type Fields } from "../fields";
import { accountType, storageVersions } from "./accounts";

const containerName: NameRule = {
  pattern: /^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/u,
  code: "InvalidResourceName",
  message: "It takes 3 to 63 lower-case letters, digits and single '-'.",
};

const style = { createStatus: 201, updateStatus: 200, put: "none", delete: "none" } as const;

/** The containers of the blob service; their blobs are there only for the data plane. */
export const containers = defineKind({
  type: `${accountType}/blobServices/containers`,
  apiVersions: storageVersions,
  style,
  isStateless: true,
  name: containerName,
  properties: (request, context) => containerProperties(request, context),
  more: (_, context) => ({ etag: newEtag(context) }),
});

function containerProperties(
  { given, existing, id }: WriteRequest,
  { clock, store }: ProviderContext,
): Fields {
  const account = store.get(parseResourceId(parseResourceId(id)?.parentId ?? "")?.parentId ?? "");
  const publicAccess = textOf(given["publicAccess"]) ?? "None";
  if (!["None", "Blob", "Container"].includes(publicAccess)) {
    const message = `Values for request parameters are invalid: publicAccess.`;
    throw new ArmFault(400, "InvalidValuesForRequestParameters", message);
  }
  if (publicAccess !== "None" && account?.properties["allowBlobPublicAccess"] === false) {
    const message = "Public access is not permitted on this storage account.";
    throw new ArmFault(409, "PublicAccessNotPermitted", message);
  }
  return {
    ...existing?.properties,
    ...without(given, "lastModifiedTime", "leaseStatus", "leaseState"),
    ...(given["metadata"] !== undefined && { metadata: fieldsOf(given["metadata"]) }),
    publicAccess: given["publicAccess"] ?? existing?.properties["publicAccess"] ?? "None",
    defaultEncryptionScope: "$account-encryption-key",
    denyEncryptionScopeOverride: false,
    leaseStatus: "Unlocked",
    leaseState: "Available",
    hasImmutabilityPolicy: false,
    hasLegalHold: false,
    lastModifiedTime: new Date(clock.now()).toISOString(),
  };
}

/** File shares: only described, there are no files. */
export const shares = defineKind({
  type: `${accountType}/fileServices/shares`,
  apiVersions: storageVersions,
  style,
  isStateless: true,
  hasEtag: true,
  name: containerName,
  properties: ({ given, existing }) => ({ ...existing?.properties, ...given }),
});

/** Settings of the blob service that would change what its data plane does. */
const unsupported = [
  ["deleteRetentionPolicy", "enabled", "soft delete of blobs"],
  ["containerDeleteRetentionPolicy", "enabled", "soft delete of containers"],
  ["restorePolicy", "enabled", "point-in-time restore of blobs"],
  ["changeFeed", "enabled", "the change feed of blobs"],
] as const;

const service = (name: string, check: (given: Fields) => void) =>
  defineKind({
    type: `${accountType}/${name}`,
    apiVersions: storageVersions,
    isStateless: true,
    properties: ({ given, existing, name: instance }) => {
      if (instance !== "default") {
        const message = `The only service of an account is 'default', not '${instance}'.`;
        throw new ArmFault(400, "InvalidResourceName", message);
      }
      check(given);
      return { ...existing?.properties, ...given };
    },
    view: ({ id, type, name: instance, properties }, { store }) => ({
      id,
      type,
      name: instance,
      sku: store.get(parseResourceId(id)?.parentId ?? "")?.sku,
      properties: { cors: { corsRules: [] }, ...properties },
    }),
    beforeDelete: () => {
      throw new ArmFault(405, "MethodNotAllowed", "A service goes with its storage account only.");
    },
  });

export const blobServices = service("blobServices", (given) => {
  const asked = unsupported.find(([policy, field]) => fieldsOf(given[policy])[field] === true);
  if (asked ?? given["isVersioningEnabled"] === true) {
    throw notImplemented(asked?.[2] ?? "versions of blobs");
  }
});

export const fileServices = service("fileServices", () => undefined);
