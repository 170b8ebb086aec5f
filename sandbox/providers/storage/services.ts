import { notImplemented } from "../../armErrors";
import { ArmFault } from "../../provider";
import { parseResourceId } from "../../resourceId";
import { defineKind } from "../defineKind";
import { fieldsOf, type Fields } from "../fields";
import { accountType, storageVersions } from "./accounts";

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
