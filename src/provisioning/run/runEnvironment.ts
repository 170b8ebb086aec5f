import { ArmError } from "../../azure/ArmError";
import type { DeploymentOperationState } from "../../azure/deployments";
import type { RunFailure, RunOutcome } from "../../runs/events";
import { UserError, isCancellation } from "../../shared/errors";
import type { EnvironmentPlan } from "../plan";
import type { PlannedStep } from "../steps/PlannedStep";
import { isStepDone, runStep } from "../steps/runStep";
import type { StepContext } from "../steps/StepRunner";
import { EnvironmentProgress, isDeployed } from "./EnvironmentProgress";
import { failureOfDeployment, failureOfStep } from "./failureOf";
import { RunFailedError } from "./RunFailedError";
import type { RunOptions } from "./RunOptions";

const defaultPollMs = 2000;

const now = ({ clock }: RunOptions) => new Date(clock.now()).toISOString();

function stepContext(options: RunOptions, { environment }: EnvironmentPlan): StepContext {
  const { clock, signal, pollIntervalMs = defaultPollMs } = options;
  const session = options.sessionOf(environment);
  return { session, clock, pollIntervalMs, ...(signal ? { signal } : {}) };
}

const isCanceled = (options: RunOptions, error: unknown) =>
  isCancellation(error) || options.signal?.aborted === true;

/** The failure that people are shown; undefined for a cancellation and for a bug. */
function shownFailure(
  options: RunOptions,
  error: unknown,
  explain: (error: ArmError | UserError) => RunFailure | undefined,
): RunFailure | undefined {
  if (isCanceled(options, error)) return undefined;
  return error instanceof ArmError || error instanceof UserError ? explain(error) : undefined;
}

/** One environment's run: its steps and its deployment, each told as it goes. */
class EnvironmentRun {
  private readonly progress: EnvironmentProgress;

  constructor(
    private readonly options: RunOptions,
    private readonly plan: EnvironmentPlan,
  ) {
    this.progress = new EnvironmentProgress(plan, () => now(options), options.report);
  }

  async run(): Promise<void> {
    const { plan, options, progress } = this;
    options.report({
      kind: "environmentStarted",
      environment: plan.environment,
      at: now(options),
    });
    for (const one of plan.resources) if (!isDeployed(one)) progress.set(one.id, "unchanged");
    try {
      await this.runSteps(plan.before);
      await this.deploy();
      await this.runSteps(plan.after);
    } catch (error) {
      progress.end();
      this.finish(isCanceled(options, error) ? "canceled" : "failed");
      throw error;
    }
    this.finish("succeeded");
  }

  private finish(outcome: RunOutcome): void {
    const { environment } = this.plan;
    const at = now(this.options);
    this.options.report({ kind: "environmentFinished", environment, outcome, at });
  }

  private async runSteps(steps: readonly PlannedStep[]): Promise<void> {
    const { options, plan, progress } = this;
    const context = stepContext(options, plan);
    for (const step of steps) {
      options.signal?.throwIfAborted();
      try {
        if (await isStepDone(step, context)) {
          progress.set(step.id, "unchanged");
          continue;
        }
        progress.set(step.id, "running");
        await runStep(step, context);
        progress.set(step.id, "created");
      } catch (error) {
        const failure = shownFailure(options, error, (known) =>
          failureOfStep(known, plan, step, now(options)),
        );
        if (!failure) throw error;
        progress.set(step.id, "failed", failure);
        throw new RunFailedError(failure, { cause: error });
      }
    }
  }

  private async deploy(): Promise<void> {
    const { options, plan, progress } = this;
    let last: readonly DeploymentOperationState[] = [];
    try {
      if (plan.template.resources.length > 0) {
        const { subscriptionId, deploymentName: name, location } = plan;
        const target = { subscriptionId, name, location };
        const { clock, pollIntervalMs, signal, session } = stepContext(options, plan);
        await options.runDeployment(session, target, plan.template, {
          clock,
          pollIntervalMs,
          ...(signal ? { signal } : {}),
          onOperations: (operations) => {
            last = operations;
            progress.apply(operations);
          },
        });
      }
    } catch (error) {
      throw this.deploymentError(error, last);
    }
    for (const one of plan.resources) if (isDeployed(one)) progress.set(one.id, "created");
  }

  private deploymentError(error: unknown, last: readonly DeploymentOperationState[]): unknown {
    const { options, plan, progress } = this;
    const failure = shownFailure(options, error, (known) => {
      if (!(known instanceof ArmError)) return undefined;
      const resource = progress.find(known.target) ?? progress.firstFailed(last);
      return failureOfDeployment(known, plan, resource, now(options));
    });
    if (failure?.resourceId !== undefined) progress.set(failure.resourceId, "failed", failure);
    progress.applyFailures(last);
    return failure ? new RunFailedError(failure, { cause: error }) : error;
  }
}

/**
 * Steps before, the deployment, steps after. What is done already is skipped, so that a run that was
 * stopped anywhere is continued by a new one.
 * @throws RunFailedError, UserError, the signal's reason when aborted
 */
export function runEnvironment(options: RunOptions, plan: EnvironmentPlan): Promise<void> {
  return new EnvironmentRun(options, plan).run();
}
