import { newEtag } from "../../blobService/etag";
import { ArmFault, type ProviderContext } from "../../provider";
import { parseResourceId } from "../../resourceId";
import { defineKind, type NameRule, type WriteRequest } from "../defineKind";
import { fieldsOf, textOf, without, type Fields } from "../fields";
import { accountType, storageVersions } from "./accounts";

export const containerName: NameRule = {
  pattern: /^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/u,
  code: "InvalidResourceName",
  message: "It takes 3 to 63 lower-case letters, digits and single '-'.",
};

export const containerStyle = {
  createStatus: 201,
  updateStatus: 200,
  put: "none",
  delete: "none",
} as const;

/** The containers of the blob service; their blobs are there only for the data plane. */
export const containers = defineKind({
  type: `${accountType}/blobServices/containers`,
  apiVersions: storageVersions,
  style: containerStyle,
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
