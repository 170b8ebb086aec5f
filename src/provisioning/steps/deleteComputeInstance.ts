import { t } from "@vscode/l10n";
import { replacement, type ReplacementParts } from "./deleteCompute";
import type { StepOf } from "./PlannedStep";

/** Deletes the compute instance of `owner`, which Azure cannot change; the deployment creates it anew. */
export function deleteComputeInstanceStep(
  parts: ReplacementParts,
  owner: string,
): StepOf<"deleteComputeInstance"> {
  const loses = t(
    "Its OS disk goes, with everything of {0} outside the mounted file share: packages, environments, files in the temporary folder and running notebooks. Ask {0} first.",
    owner,
  );
  return {
    kind: "deleteComputeInstance",
    ...replacement(parts, { noun: "compute-instance", loses }),
    title: t("Replace compute instance"),
  };
}
