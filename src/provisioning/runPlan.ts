import { t } from "@vscode/l10n";
import { ArmError } from "../azure/ArmError";
import type { AzureSession } from "../azure/AzureSession";
import type { DeploymentOperationState, RunDeployment } from "../azure/deployments";
import { environmentSpellings, type EnvironmentId } from "../project/environments";
import type { ProjectManifest } from "../project/manifest";
import type { RunEvent, RunFailure, RunResourceState } from "../runs/events";
import type { Clock } from "../shared/Clock";
import { UserError, isCancellation } from "../shared/errors";
import { explainFailure } from "./explainFailure";
import type { EnvironmentPlan, PlannedResource } from "./plan";

export interface RunOptions {
  readonly manifest: ProjectManifest;
  /** In the order in which they run. */
  readonly plans: readonly EnvironmentPlan[];
  readonly sessionOf: (environment: EnvironmentId) => AzureSession;
  readonly subscriptionNames?: Readonly<Record<string, string>>;
  readonly runDeployment: RunDeployment;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  readonly pollIntervalMs?: number;
  readonly report: (event: RunEvent) => void;
  readonly runId: string;
  /** Account name of who runs it. */
  readonly by: string;
}

/** A run that Azure stopped; `failure` is what its page shows. */
export class RunFailedError extends UserError {
  constructor(
    readonly failure: RunFailure,
    options?: { readonly cause?: unknown },
  ) {
    super(failure.code, `${failure.message} ${failure.nextStep}`, options);
  }
}

const now = (options: RunOptions) => new Date(options.clock.now()).toISOString();
const changes = (one: PlannedResource) => one.change === "create" || one.change === "modify";

/** Refuses before anything is sent: what was planned for one cloud never goes to another. */
function requireCloud(options: RunOptions): void {
  for (const { environment } of options.plans) {
    const session = options.sessionOf(environment);
    const cloud = options.manifest.environments[environment]?.cloud ?? "";
    if (session.cloud === cloud && session.simulated === (cloud === "sandbox")) continue;
    const { title } = environmentSpellings[environment];
    throw new UserError(
      "CLOUD_MISMATCH",
      t(
        "{0} belongs to the cloud {1}, but the connection is to {2}. Connect to {1} first.",
        title,
        cloud,
        session.cloud,
      ),
    );
  }
}

function startedEvent(options: RunOptions): RunEvent {
  const environments = options.plans.map((plan) => ({
    environment: plan.environment,
    title: environmentSpellings[plan.environment].title,
    subscriptionName: options.subscriptionNames?.[plan.subscriptionId] ?? plan.subscriptionId,
    location: plan.location,
    deploymentName: plan.deploymentName,
    resources: plan.resources.map(({ id, name, kind, detail, resourceGroup, dependsOn }) => ({
      id,
      name,
      kind,
      detail,
      resourceGroup,
      dependsOn,
    })),
  }));
  const { runId, by } = options;
  return { kind: "runStarted", runId, at: now(options), by, environments };
}

/** ARM's words for an operation, as a run shows them. */
function stateOf(operation: DeploymentOperationState): RunResourceState | undefined {
  switch (operation.state.toLowerCase()) {
    case "succeeded":
      return "created";
    case "failed":
      return "failed";
    case "running":
    case "accepted":
    case "creating":
    case "updating":
      return "running";
    default:
      return undefined;
  }
}

/** States of one environment's resources; reports a state once, when it is new. */
class EnvironmentProgress {
  private readonly states = new Map<string, RunResourceState>();

  constructor(
    private readonly plan: EnvironmentPlan,
    private readonly options: RunOptions,
  ) {}

  set(id: string, state: RunResourceState, failure?: RunFailure): void {
    const resource = this.find(id);
    if (!resource || (this.states.get(resource.id) === state && !failure)) return;
    this.states.set(resource.id, state);
    this.options.report({
      kind: "resourceChanged",
      environment: this.plan.environment,
      resourceId: resource.id,
      state,
      at: now(this.options),
      ...(failure ? { failure } : {}),
    });
  }

  find(id: string | undefined): PlannedResource | undefined {
    return this.plan.resources.find((one) => one.id.toLowerCase() === id?.toLowerCase());
  }

  apply(operations: readonly DeploymentOperationState[]): void {
    for (const operation of operations) {
      const state = stateOf(operation);
      // A failure is shown with its reason, which comes with the deployment's end.
      if (state !== undefined && state !== "failed") this.set(operation.resourceId, state);
    }
  }

  /** What ran or waited is left as it is; the rest was not started. */
  end(): void {
    for (const one of this.plan.resources) {
      if (!this.states.has(one.id)) this.set(one.id, "notStarted");
    }
  }

  firstFailed(operations: readonly DeploymentOperationState[]): PlannedResource | undefined {
    return this.find(operations.find((one) => stateOf(one) === "failed")?.resourceId);
  }
}

function failureOf(
  error: ArmError,
  plan: EnvironmentPlan,
  resource: PlannedResource | undefined,
  at: string,
): RunFailure {
  const { title } = environmentSpellings[plan.environment];
  const shown = resource ? t("{0} {1}", resource.kind, resource.name) : t("The deployment");
  const explained = explainFailure({
    code: error.code,
    said: error.message,
    resource: shown,
    environment: title,
    location: plan.location,
  });
  return {
    environment: plan.environment,
    ...(resource ? { resourceId: resource.id } : {}),
    code: error.code,
    ...explained,
    ...(error.correlationId === undefined ? {} : { correlationId: error.correlationId }),
    at,
    ...(error.body === undefined ? {} : { raw: JSON.stringify(error.body, null, 2) }),
  };
}

async function runEnvironment(options: RunOptions, plan: EnvironmentPlan): Promise<void> {
  const progress = new EnvironmentProgress(plan, options);
  const { environment } = plan;
  options.report({ kind: "environmentStarted", environment, at: now(options) });
  for (const one of plan.resources) if (!changes(one)) progress.set(one.id, "unchanged");
  let last: readonly DeploymentOperationState[] = [];
  try {
    if (plan.template.resources.length > 0) {
      const { subscriptionId, deploymentName: name, location } = plan;
      const target = { subscriptionId, name, location };
      await options.runDeployment(options.sessionOf(environment), target, plan.template, {
        clock: options.clock,
        pollIntervalMs: options.pollIntervalMs ?? 2000,
        ...(options.signal ? { signal: options.signal } : {}),
        onOperations: (operations) => {
          last = operations;
          progress.apply(operations);
        },
      });
    }
  } catch (error) {
    const canceled = isCancellation(error) || options.signal?.aborted === true;
    const outcome = canceled ? "canceled" : "failed";
    const resource =
      error instanceof ArmError
        ? (progress.find(error.target) ?? progress.firstFailed(last))
        : undefined;
    const failure =
      error instanceof ArmError && !canceled
        ? failureOf(error, plan, resource, now(options))
        : undefined;
    if (failure?.resourceId !== undefined) progress.set(failure.resourceId, "failed", failure);
    for (const one of last) if (stateOf(one) === "failed") progress.set(one.resourceId, "failed");
    progress.end();
    options.report({ kind: "environmentFinished", environment, outcome, at: now(options) });
    throw failure ? new RunFailedError(failure, { cause: error }) : error;
  }
  for (const one of plan.resources) if (changes(one)) progress.set(one.id, "created");
  const outcome = "succeeded";
  options.report({ kind: "environmentFinished", environment, outcome, at: now(options) });
}

/**
 * Runs the plans one after the other, one ARM deployment each, and reports what happens. Ends with
 * `runFinished` succeeded; a failure or an abort is thrown and whoever owns the run reports its end.
 * @throws RunFailedError with the four parts of a failure page; UserError `CLOUD_MISMATCH` before anything
 * is sent; the signal's reason when aborted.
 */
export async function runProject(options: RunOptions): Promise<void> {
  requireCloud(options);
  options.report(startedEvent(options));
  for (const plan of options.plans) {
    options.signal?.throwIfAborted();
    await runEnvironment(options, plan);
  }
  options.report({ kind: "runFinished", outcome: "succeeded", at: now(options) });
}
