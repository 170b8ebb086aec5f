import { assertNever } from "../shared/assertNever";
import type {
  RunEnvironment,
  RunEvent,
  RunFailure,
  RunOutcome,
  RunResource,
  RunResourceState,
} from "./events";

export interface ResourceSnapshot extends RunResource {
  readonly state: RunResourceState;
  /** ISO 8601. */
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly failure?: RunFailure;
}

export interface RunCounts {
  readonly total: number;
  /** Created or unchanged. */
  readonly done: number;
  readonly running: number;
  readonly failed: number;
  /** Waiting or not started. */
  readonly open: number;
}

export interface EnvironmentSnapshot extends Omit<RunEnvironment, "resources"> {
  readonly state: "waiting" | "running" | RunOutcome;
  readonly resources: readonly ResourceSnapshot[];
  readonly counts: RunCounts;
  readonly startedAt?: string;
  readonly endedAt?: string;
}

/** What is known about a run after the events so far. */
export interface RunSnapshot {
  readonly runId: string;
  readonly by: string;
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly state: "running" | RunOutcome;
  readonly environments: readonly EnvironmentSnapshot[];
  readonly counts: RunCounts;
  readonly failure?: RunFailure;
}

function countStates(resources: readonly ResourceSnapshot[]): RunCounts {
  const of = (...states: RunResourceState[]) =>
    resources.filter((one) => states.includes(one.state)).length;
  return {
    total: resources.length,
    done: of("created", "unchanged"),
    running: of("running"),
    failed: of("failed"),
    open: of("waiting", "notStarted"),
  };
}

function started(event: Extract<RunEvent, { kind: "runStarted" }>): RunSnapshot {
  const environments = event.environments.map((one) => {
    const resources = one.resources.map((resource) => ({ ...resource, state: "waiting" as const }));
    return { ...one, state: "waiting" as const, resources, counts: countStates(resources) };
  });
  const counts = countStates(environments.flatMap((one) => one.resources));
  const { runId, by, at } = event;
  return { runId, by, startedAt: at, state: "running", environments, counts };
}

function changeEnvironment(
  snapshot: RunSnapshot,
  environment: string,
  change: (one: EnvironmentSnapshot) => EnvironmentSnapshot,
): RunSnapshot {
  const environments = snapshot.environments.map((one) =>
    one.environment === environment ? change(one) : one,
  );
  const counts = countStates(environments.flatMap((one) => one.resources));
  return { ...snapshot, environments, counts };
}

const isEnded = (state: RunResourceState) =>
  state === "created" || state === "unchanged" || state === "failed";

function changeResource(
  resource: ResourceSnapshot,
  event: Extract<RunEvent, { kind: "resourceChanged" }>,
): ResourceSnapshot {
  const runs = event.state === "running" || isEnded(event.state);
  return {
    ...resource,
    state: event.state,
    ...(runs && resource.startedAt === undefined ? { startedAt: event.at } : {}),
    ...(isEnded(event.state) ? { endedAt: event.at } : {}),
    ...(event.failure ? { failure: event.failure } : {}),
  };
}

/**
 * The next snapshot. Pure, so that the page and the host see the same run; an event for a run that has not
 * started, or for a resource that is not in it, changes nothing.
 */
export function reduceRun(
  snapshot: RunSnapshot | undefined,
  event: RunEvent,
): RunSnapshot | undefined {
  if (event.kind === "runStarted") return started(event);
  if (!snapshot) return undefined;
  switch (event.kind) {
    case "environmentStarted":
      return changeEnvironment(snapshot, event.environment, (one) => ({
        ...one,
        state: "running",
        startedAt: event.at,
      }));
    case "resourceChanged": {
      const id = event.resourceId.toLowerCase();
      return changeEnvironment(snapshot, event.environment, (one) => {
        const resources = one.resources.map((resource) =>
          resource.id.toLowerCase() === id ? changeResource(resource, event) : resource,
        );
        return { ...one, resources, counts: countStates(resources) };
      });
    }
    case "environmentFinished":
      return changeEnvironment(snapshot, event.environment, (one) => ({
        ...one,
        state: event.outcome,
        endedAt: event.at,
      }));
    case "runFinished":
      return {
        ...snapshot,
        state: event.outcome,
        endedAt: event.at,
        ...(event.failure ? { failure: event.failure } : {}),
      };
    default:
      return assertNever(event);
  }
}
