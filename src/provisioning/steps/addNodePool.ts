import { t } from "@vscode/l10n";
import { writableFields } from "../changes/writableFields";
import { differencesBetween, valueAt } from "../changes/differences";
import { isRecord, propertiesOf } from "../observed";
import type { NodePool } from "../resources/nodePools";
import { clusterOf, failureOf, poolType, waitUntilIdle } from "./aksState";
import type { StepOf } from "./PlannedStep";
import { callOf, readAt, sendCall } from "./sendCall";
import type { StepContext, StepRunner } from "./StepRunner";

type Step = StepOf<"addNodePool">;

/** Settings that belong to a size of machine; left out, AKS chooses what fits the new one. */
const sizeBound = new Set([
  "osDiskType",
  "kubeletDiskType",
  "capacityReservationGroupID",
  "gpuInstanceProfile",
  "hostGroupID",
  "orchestratorVersion",
  "creationData",
]);

interface SuccessorParts {
  readonly environment: string;
  readonly group: string;
  /** Id and name of the pool to be, and what it must have. */
  readonly successor: Pick<NodePool, "id" | "name"> & { readonly wanted: object };
  /** The pool that it is made after: labels, taints, zones and the like are taken over. */
  readonly after: NodePool;
}

/** Adds the pool that takes over from one that AKS cannot change. */
export function addNodePoolStep({ environment, group, successor, after }: SuccessorParts): Step {
  const old = writableFields(propertiesOf(after.resource));
  const kept = Object.entries(old).filter(([key]) => !sizeBound.has(key));
  const body = { properties: { ...Object.fromEntries(kept), ...successor.wanted } };
  const { vmSize, count } = propertiesOf(body);
  return {
    kind: "addNodePool",
    id: `${environment}/add-node-pool/${successor.name}`,
    phase: "after",
    resourceId: successor.id,
    resourceGroup: group,
    change: "create",
    name: successor.name,
    title: t("Add node pool"),
    detail: t("{0} × {1} · takes over from {2}", String(vmSize), String(count), after.name),
    calls: [callOf("PUT", successor.id, poolType)],
    undo: t("Delete the pool."),
    body,
  };
}

/** True when the pool serves with the size that it is to have. */
async function isReady({ resourceId, body }: Step, context: StepContext): Promise<boolean> {
  const pool = await readAt(context, resourceId, poolType);
  const size = (of: unknown) => valueAt(of, "properties.vmSize");
  return (
    pool !== undefined &&
    propertiesOf(pool).provisioningState === "Succeeded" &&
    differencesBetween(size(pool), size(body)).length === 0
  );
}

export const addNodePool: StepRunner<"addNodePool"> = {
  isDone: isReady,
  run: async (step, context) => {
    const cluster = clusterOf(step.resourceId);
    await waitUntilIdle(context, cluster);
    const [call] = step.calls;
    if (call && !(await isReady(step, context))) await sendCall(context, call, step.body);
    await waitUntilIdle(context, cluster);
    const pool = await readAt(context, step.resourceId, poolType);
    if (!isRecord(pool) || propertiesOf(pool).provisioningState !== "Succeeded") {
      throw failureOf(step.resourceId, pool ?? {});
    }
  },
};
