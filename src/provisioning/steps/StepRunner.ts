import type { AzureSession } from "../../azure/AzureSession";
import type { Clock } from "../../shared/Clock";
import type { StepKind, StepOf } from "./PlannedStep";

export interface StepContext {
  readonly session: AzureSession;
  readonly clock: Clock;
  readonly pollIntervalMs: number;
  readonly signal?: AbortSignal;
}

/** How one kind of step is done. Both ask Azure anew: the plan may be minutes old. */
export interface StepRunner<K extends StepKind> {
  /** True when there is nothing left to do. */
  isDone(step: StepOf<K>, context: StepContext): Promise<boolean>;
  /**
   * Does what is left and waits until Azure has finished it. May be called again after an abort or a failure.
   * @throws ArmError; the signal's reason when aborted, while Azure goes on with what it has begun.
   */
  run(step: StepOf<K>, context: StepContext): Promise<void>;
}
