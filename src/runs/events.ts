/**
 * What a run reports while it works. Facts only: a failure is thrown by the engine, and the run's owner
 * turns it into `runFailed` for those who watch. Times are ISO 8601.
 */
export type RunEvent =
  | {
      readonly kind: "runStarted";
      readonly runId: string;
      readonly at: string;
      readonly by: string;
      readonly environments: readonly RunEnvironment[];
    }
  | { readonly kind: "environmentStarted"; readonly environment: string; readonly at: string }
  | {
      readonly kind: "resourceChanged";
      readonly environment: string;
      readonly resourceId: string;
      readonly state: RunResourceState;
      readonly at: string;
      readonly failure?: RunFailure;
    }
  | {
      readonly kind: "environmentFinished";
      readonly environment: string;
      readonly outcome: RunOutcome;
      readonly at: string;
    }
  | {
      readonly kind: "runFinished";
      readonly outcome: RunOutcome;
      readonly at: string;
      readonly failure?: RunFailure;
    };

export interface RunEnvironment {
  readonly environment: string;
  readonly title: string;
  readonly subscriptionName: string;
  readonly location: string;
  readonly deploymentName: string;
  readonly resources: readonly RunResource[];
}

export interface RunResource {
  readonly id: string;
  readonly name: string;
  /** For people, for example `AKS cluster`. */
  readonly kind: string;
  /** For people, for example `Standard_B4ms × 1`. */
  readonly detail: string;
  readonly resourceGroup: string;
  /** Ids in the same environment that must be there first. */
  readonly dependsOn: readonly string[];
  /** What becomes of it; absent: it stays as it is. */
  readonly change?: "create" | "modify" | "replace" | "delete";
  /** Of a step, whose `id` is its own: the ARM id of what it acts on. */
  readonly resourceId?: string;
}

export type RunResourceState =
  "waiting" | "running" | "created" | "unchanged" | "failed" | "notStarted";
export type RunOutcome = "succeeded" | "failed" | "canceled";

/** Everything the four parts of a failure page need (ux 6). */
export interface RunFailure {
  readonly environment: string;
  readonly resourceId?: string;
  /** ARM code, for example `QuotaExceeded`. */
  readonly code: string;
  /** One sentence: what happened and why. */
  readonly message: string;
  /** One sentence: what to do next. */
  readonly nextStep: string;
  readonly correlationId?: string;
  readonly at: string;
  /** The answer as Azure Resource Manager gave it, JSON. */
  readonly raw?: string;
}
