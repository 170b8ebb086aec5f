import { addNodePool } from "./addNodePool";
import { approvePrivateEndpoint } from "./approvePrivateEndpoint";
import { createNamespace } from "./createNamespace";
import { deleteCompute } from "./deleteCompute";
import { drainAndDeleteNodePool } from "./drainAndDeleteNodePool";
import type { StepKind, StepOf } from "./PlannedStep";
import { recoverVault } from "./recoverVault";
import { registerProvider } from "./registerProvider";
import type { StepContext, StepRunner } from "./StepRunner";
import { upgradeKubernetes } from "./upgradeKubernetes";

const runners: { readonly [K in StepKind]: StepRunner<K> } = {
  registerProvider,
  recoverVault,
  deleteComputeCluster: deleteCompute,
  deleteComputeInstance: deleteCompute,
  upgradeKubernetes,
  addNodePool,
  drainAndDeleteNodePool,
  createNamespace,
  approvePrivateEndpoint,
};

/** True when the step has nothing left to do. */
export function isStepDone<K extends StepKind>(
  step: StepOf<K>,
  context: StepContext,
): Promise<boolean> {
  const runner: StepRunner<K> = runners[step.kind];
  return runner.isDone(step, context);
}

/** Does what is left of the step and waits for its end. @throws ArmError, the signal's reason */
export function runStep<K extends StepKind>(step: StepOf<K>, context: StepContext): Promise<void> {
  const runner: StepRunner<K> = runners[step.kind];
  return runner.run(step, context);
}
