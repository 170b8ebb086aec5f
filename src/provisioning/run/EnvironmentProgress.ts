import type { DeploymentOperationState } from "../../azure/deployments";
import type { RunEvent, RunFailure, RunResourceState } from "../../runs/events";
import type { EnvironmentPlan, PlannedResource } from "../plan";

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

/** True for resources that the deployment writes. */
export const isDeployed = ({ change }: PlannedResource) =>
  change === "create" || change === "modify" || change === "replace";

/** States of one environment's resources and steps; reports a state once, when it is new. */
export class EnvironmentProgress {
  private readonly states = new Map<string, RunResourceState>();
  private readonly ids: ReadonlyMap<string, string>;

  constructor(
    private readonly plan: EnvironmentPlan,
    private readonly now: () => string,
    private readonly report: (event: RunEvent) => void,
  ) {
    const rows = [...plan.before, ...plan.resources, ...plan.after];
    this.ids = new Map(rows.map(({ id }) => [id.toLowerCase(), id]));
  }

  /** `id` of a resource or a step; others are not shown. */
  set(id: string, state: RunResourceState, failure?: RunFailure): void {
    const resourceId = this.ids.get(id.toLowerCase());
    if (resourceId === undefined) return;
    if (this.states.get(resourceId) === state && !failure) return;
    this.states.set(resourceId, state);
    this.report({
      kind: "resourceChanged",
      environment: this.plan.environment,
      resourceId,
      state,
      at: this.now(),
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

  /** Resources that failed beside the one whose reason is told. */
  applyFailures(operations: readonly DeploymentOperationState[]): void {
    for (const one of operations) if (stateOf(one) === "failed") this.set(one.resourceId, "failed");
  }

  /** What ran or waited is left as it is; the rest was not started. */
  end(): void {
    for (const id of this.ids.values()) if (!this.states.has(id)) this.set(id, "notStarted");
  }

  firstFailed(operations: readonly DeploymentOperationState[]): PlannedResource | undefined {
    return this.find(operations.find((one) => stateOf(one) === "failed")?.resourceId);
  }
}
