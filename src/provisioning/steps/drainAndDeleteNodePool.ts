import { t } from "@vscode/l10n";
import { fromErrorBody } from "../../azure/parseArmError";
import { propertiesOf } from "../observed";
import type { NodePool } from "../resources/nodePools";
import { clusterOf, failureOf, poolType, waitUntilIdle } from "./aksState";
import type { StepOf } from "./PlannedStep";
import { callOf, readAt, sendCall } from "./sendCall";
import type { StepContext, StepRunner } from "./StepRunner";
import { waitUntilGone } from "./waitUntilGone";

type Step = StepOf<"drainAndDeleteNodePool">;

interface RetirementParts {
  readonly environment: string;
  readonly group: string;
  readonly pool: NodePool;
  readonly successor: Pick<NodePool, "id" | "name">;
}

/**
 * Deletes a pool whose successor serves. AKS drains the nodes of a pool that it deletes and keeps to
 * disruption budgets (Azure/AKS issues 3996 and 2090; "Delete a node pool").
 */
export function drainAndDeleteNodePoolStep(parts: RetirementParts): Step {
  const { environment, group, pool, successor } = parts;
  const isGoing = propertiesOf(pool.resource).provisioningState === "Deleting";
  return {
    kind: "drainAndDeleteNodePool",
    id: `${environment}/replace-node-pool/${pool.name}/${successor.name}`,
    phase: "after",
    resourceId: pool.id,
    resourceGroup: group,
    change: "delete",
    name: pool.name,
    title: t("Replace node pool"),
    detail: t("Drained and deleted once {0} is ready", successor.name),
    calls: [callOf("DELETE", pool.id, poolType)],
    ...(isGoing
      ? {}
      : {
          loses: t(
            "Its nodes go. Pods start again on the new pool; what they keep on a node's own disk is lost, and what runs once and has no budget for disruptions is interrupted.",
          ),
        }),
    successorId: successor.id,
  };
}

async function requireSuccessor({ successorId }: Step, context: StepContext): Promise<void> {
  const successor = await readAt(context, successorId, poolType);
  const { provisioningState, mode } = propertiesOf(successor ?? {});
  if (provisioningState === "Succeeded" && mode === "System") return;
  throw fromErrorBody(undefined, {
    code: "SuccessorNotReady",
    message: t("The node pool that takes over is not ready; the old one stays."),
    resourceId: successorId,
  });
}

export const drainAndDeleteNodePool: StepRunner<"drainAndDeleteNodePool"> = {
  isDone: async ({ resourceId }, context) =>
    (await readAt(context, resourceId, poolType)) === undefined,
  run: async (step, context) => {
    await waitUntilIdle(context, clusterOf(step.resourceId));
    const [call] = step.calls;
    const pool = await readAt(context, step.resourceId, poolType);
    if (pool && call) {
      await requireSuccessor(step, context);
      await sendCall(context, call);
    }
    await waitUntilGone(context, {
      path: step.resourceId,
      type: poolType,
      before: pool,
      failure: (failed) => failureOf(step.resourceId, failed),
    });
  },
};
