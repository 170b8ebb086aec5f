import { styles } from "../defineKind";
import { networkName, networkVersions } from "./references";

/** What most network resources of a group have in common. */
export const trackedKind = {
  apiVersions: networkVersions,
  style: styles.asyncOperation,
  tracked: true,
  name: networkName,
  hasEtag: true,
  patchesTags: true,
  busyState: "Updating",
  deleteMs: 8000,
} as const;
