import type { InitialState } from "../../src/wizards/contracts/createProject";

export type RunEvent = NonNullable<InitialState["run"]>[number];
type Started = Extract<RunEvent, { kind: "runStarted" }>;
type ResourceChanged = Extract<RunEvent, { kind: "resourceChanged" }>;
type PlannedEnvironment = Started["environments"][number];
export type RunOutcome = Extract<RunEvent, { kind: "runFinished" }>["outcome"];
export type RunFailure = NonNullable<ResourceChanged["failure"]>;

export type ResourceView = PlannedEnvironment["resources"][number] & {
  readonly state: ResourceChanged["state"];
  /** ISO 8601. */
  readonly startedAt?: string;
  readonly finishedAt?: string;
};

export type EnvironmentView = Omit<PlannedEnvironment, "resources"> & {
  readonly state: "waiting" | "running" | RunOutcome;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  readonly resources: readonly ResourceView[];
};

export interface RunView {
  readonly runId: string;
  readonly by: string;
  readonly startedAt: string;
  readonly environments: readonly EnvironmentView[];
  readonly outcome?: RunOutcome;
  readonly finishedAt?: string;
  readonly failure?: RunFailure;
}

function start(event: Started): RunView {
  return {
    runId: event.runId,
    by: event.by,
    startedAt: event.at,
    environments: event.environments.map((environment) => ({
      ...environment,
      state: "waiting",
      resources: environment.resources.map((resource) => ({ ...resource, state: "waiting" })),
    })),
  };
}

function changeEnvironment(
  run: RunView,
  environment: string,
  change: (view: EnvironmentView) => EnvironmentView,
): RunView {
  return {
    ...run,
    environments: run.environments.map((one) =>
      one.environment === environment ? change(one) : one,
    ),
  };
}

const isSame = (left: string, right: string) => left.toLowerCase() === right.toLowerCase();

function changeResource(resource: ResourceView, event: ResourceChanged): ResourceView {
  const { state, at } = event;
  if (state === "running") return { ...resource, state, startedAt: resource.startedAt ?? at };
  if (state === "waiting" || state === "notStarted") return { ...resource, state };
  return { ...resource, state, finishedAt: at };
}

/** The run as the page shows it. A later `runStarted` (a run that was continued) begins anew. */
export function reduceRun(run: RunView | undefined, event: RunEvent): RunView | undefined {
  if (event.kind === "runStarted") return start(event);
  if (!run) return undefined;
  switch (event.kind) {
    case "environmentStarted":
      return changeEnvironment(run, event.environment, (one) => ({
        ...one,
        state: "running",
        startedAt: event.at,
      }));
    case "resourceChanged": {
      const next = changeEnvironment(run, event.environment, (one) => ({
        ...one,
        resources: one.resources.map((resource) =>
          isSame(resource.id, event.resourceId) ? changeResource(resource, event) : resource,
        ),
      }));
      return event.failure && !run.failure ? { ...next, failure: event.failure } : next;
    }
    case "environmentFinished":
      return changeEnvironment(run, event.environment, (one) => ({
        ...one,
        state: event.outcome,
        finishedAt: event.at,
      }));
    case "runFinished":
      return {
        ...run,
        outcome: event.outcome,
        finishedAt: event.at,
        ...(event.failure && { failure: event.failure }),
      };
  }
}

export const replayRun = (events: readonly RunEvent[]) =>
  events.reduce<RunView | undefined>(reduceRun, undefined);

export const isFinished = (resource: ResourceView) =>
  resource.state === "created" || resource.state === "unchanged";

export interface RunCounts {
  readonly all: number;
  readonly done: number;
  readonly failed: number;
  readonly notStarted: number;
}

export function countResources(resources: readonly ResourceView[]): RunCounts {
  const count = (test: (one: ResourceView) => boolean) => resources.filter(test).length;
  return {
    all: resources.length,
    done: count(isFinished),
    failed: count((one) => one.state === "failed"),
    notStarted: count((one) => one.state === "waiting" || one.state === "notStarted"),
  };
}

export const allResources = (run: RunView) => run.environments.flatMap((one) => one.resources);

/** What a resource still waits for: the first of its predecessors that is not there. */
export function waitsFor(
  resource: ResourceView,
  environment: EnvironmentView,
): ResourceView | undefined {
  return environment.resources.find(
    (one) => !isFinished(one) && resource.dependsOn.some((id) => isSame(id, one.id)),
  );
}

export function failedResource(run: RunView): ResourceView | undefined {
  const { failure } = run;
  const id = failure?.resourceId;
  return id === undefined ? undefined : allResources(run).find((one) => isSame(one.id, id));
}
