import { t } from "@vscode/l10n";
import { fromErrorBody } from "../../azure/parseArmError";
import { differencesBetween, valueAt } from "../changes/differences";
import type { ResourceSpec } from "../context";
import { propertiesOf, type ObservedResource } from "../observed";
import type { StepOf, WantedValues } from "./PlannedStep";
import { callOf, readAt, sendCall } from "./sendCall";
import type { StepRunner } from "./StepRunner";
import { waitUntilGone } from "./waitUntilGone";

const computeType = "Microsoft.MachineLearningServices/workspaces/computes";

type Step = StepOf<"deleteComputeCluster"> | StepOf<"deleteComputeInstance">;

export interface ReplacementParts {
  readonly environment: string;
  /** The compute as the deployment makes it anew. */
  readonly spec: ResourceSpec;
  readonly wanted: WantedValues;
  /** What changes, for people. */
  readonly detail: string;
  /** It is being deleted already: there is nothing left to lose. */
  readonly isGoing: boolean;
}

/** Says in the step's id what the compute becomes, so that a confirmation is of that. */
function becoming(spec: ResourceSpec): string {
  const size = valueAt(spec.body, "properties.properties.vmSize");
  return typeof size === "string" ? size.toLowerCase() : "anew";
}

/** What both kinds of replacement have in common. */
export function replacement(
  { environment, spec, wanted, detail, isGoing }: ReplacementParts,
  { noun, loses }: { readonly noun: string; readonly loses: string },
) {
  const name = spec.name.split("/").at(-1) ?? spec.name;
  return {
    id: `${environment}/replace-${noun}/${name}/${becoming(spec)}`,
    phase: "before",
    resourceId: spec.id,
    resourceGroup: spec.group,
    change: "delete",
    name,
    detail,
    // Without the parameter Azure refuses.
    calls: [callOf("DELETE", `${spec.id}?underlyingResourceAction=Delete`, computeType)],
    ...(isGoing ? {} : { loses }),
    wanted,
  } as const;
}

const isGoing = (compute: ObservedResource) =>
  propertiesOf(compute).provisioningState === "Deleting";

/** True when another run has made it anew as it is wanted. */
function isAsWanted(compute: ObservedResource, wanted: WantedValues): boolean {
  return Object.entries(wanted).every(
    ([path, value]) => differencesBetween(valueAt(compute, path), value).length === 0,
  );
}

function failureOf(resourceId: string, compute: ObservedResource): Error {
  const [reason]: readonly unknown[] = [valueAt(compute, "properties.provisioningErrors")].flat();
  return fromErrorBody(reason, {
    code: "OperationFailed",
    message: t("It could not be deleted and Azure gave no reason."),
    resourceId,
  });
}

type DeleteStep = StepRunner<"deleteComputeCluster"> & StepRunner<"deleteComputeInstance">;

/** Deletes a compute that Azure cannot change, and waits until its name is free for the new one. */
export const deleteCompute: DeleteStep = {
  isDone: async ({ resourceId, wanted }: Step, context) => {
    const compute = await readAt(context, resourceId, computeType);
    return !compute || (!isGoing(compute) && isAsWanted(compute, wanted));
  },
  run: async (step: Step, context) => {
    const compute = await readAt(context, step.resourceId, computeType);
    const [call] = step.calls;
    if (compute && !isGoing(compute) && call) await sendCall(context, call);
    await waitUntilGone(context, {
      path: step.resourceId,
      type: computeType,
      before: compute,
      failure: (failed) => failureOf(step.resourceId, failed),
    });
  },
};
