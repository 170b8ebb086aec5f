import { defineKind } from "../defineKind";
import { accountType, storageVersions } from "./accounts";
import { containerName, containerStyle } from "./containers";

/** File shares: only described, there are no files. */
export const shares = defineKind({
  type: `${accountType}/fileServices/shares`,
  apiVersions: storageVersions,
  style: containerStyle,
  isStateless: true,
  hasEtag: true,
  name: containerName,
  properties: ({ given, existing }) => ({ ...existing?.properties, ...given }),
});
