import { t } from "@vscode/l10n";
import { replacement, type ReplacementParts } from "./deleteCompute";
import type { StepOf } from "./PlannedStep";

/** Deletes a compute cluster whose size Azure would accept and ignore; the deployment creates it anew. */
export function deleteComputeClusterStep(parts: ReplacementParts): StepOf<"deleteComputeCluster"> {
  const loses = t(
    "Jobs that run or wait on it are stopped. Its nodes go with what is on their disks, and so does its identity: roles that were given to it by hand have to be given again.",
  );
  return {
    kind: "deleteComputeCluster",
    ...replacement(parts, { noun: "compute-cluster", loses }),
    title: t("Replace compute cluster"),
    undo: t("Set the old size again and run: the cluster is replaced once more."),
  };
}
