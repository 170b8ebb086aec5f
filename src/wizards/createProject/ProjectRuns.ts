import { t } from "@vscode/l10n";
import { RunFailedError } from "../../provisioning/run/RunFailedError";
import type { RunEvent, RunFailure } from "../../runs/events";
import { reduceRun, type RunSnapshot } from "../../runs/snapshot";
import type { Clock } from "../../shared/Clock";
import { isCancellation, UserError } from "../../shared/errors";
import type { RunLog, RunRequest } from "./RunLog";

/** Plans anew and runs; reports events and throws what went wrong. */
export type RunEngine = (
  request: RunRequest,
  report: (event: RunEvent) => void,
  signal: AbortSignal,
) => Promise<void>;

export interface ProjectRunsOptions {
  readonly log: RunLog;
  readonly run: RunEngine;
  readonly clock: Clock;
  /** Every event as it comes, also those of a run that goes on without a page. */
  readonly onEvent: (event: RunEvent) => void;
  /** Once for each run; `error` is what a failed run threw. */
  readonly onEnd: (snapshot: RunSnapshot, request: RunRequest, error?: unknown) => void;
}

/** The run of this workspace: goes on without a page, and is told again to a page that comes back. */
export class ProjectRuns {
  private request: RunRequest | undefined;
  private events: readonly RunEvent[] = [];
  private controller: AbortController | undefined;
  private restored: Promise<void> | undefined;

  constructor(private readonly options: ProjectRunsOptions) {}

  /** The events of the last run so far; a run whose process has gone ends with that news. */
  async loadEvents(): Promise<readonly RunEvent[]> {
    await this.restore();
    return this.events;
  }

  isRunning(): boolean {
    return this.controller !== undefined;
  }

  /** Resolves when the run has begun. @throws UserError `RunActive` */
  async start(request: RunRequest): Promise<void> {
    this.refuseSecond();
    await this.restore();
    this.refuseSecond();
    const controller = new AbortController();
    this.controller = controller;
    this.request = request;
    this.events = [];
    try {
      await this.options.log.start(request);
    } catch (error) {
      this.controller = undefined;
      throw error;
    }
    void this.work(request, controller);
  }

  /** Plans and runs again what the last run was asked for. @throws UserError `RunUnknown` */
  async continue(runId: string): Promise<void> {
    this.refuseSecond();
    await this.restore();
    if (!this.request) {
      throw new UserError(
        "RunUnknown",
        t("There is no run to continue. Create the project again."),
      );
    }
    await this.start({ ...this.request, runId });
  }

  cancel(): void {
    this.controller?.abort();
  }

  private refuseSecond(): void {
    if (!this.controller) return;
    throw new UserError(
      "RunActive",
      t("A run of this project is under way. Wait until it has ended, or cancel it."),
    );
  }

  private async work(request: RunRequest, controller: AbortController): Promise<void> {
    let failure: unknown;
    try {
      await this.options.run(request, (event) => this.record(event), controller.signal);
    } catch (error) {
      if (isHostGone(error)) return;
      failure = error;
      this.endIfOpen(isCancellation(error) || controller.signal.aborted, error);
    }
    this.controller = undefined;
    const snapshot = this.snapshot();
    if (snapshot) this.options.onEnd(snapshot, request, failure);
    else this.options.onEnd(emptySnapshot(request, this.now()), request, failure);
  }

  /** The engine throws; those who watch get an event. */
  private endIfOpen(isCanceled: boolean, error: unknown): void {
    if (this.events.at(-1)?.kind === "runFinished") return;
    if (this.events.length === 0) {
      const { runId, by } = this.request ?? { runId: "", by: "" };
      this.record({ kind: "runStarted", runId, at: this.now(), by, environments: [] });
    }
    const at = this.now();
    if (isCanceled) {
      this.record({ kind: "runFinished", outcome: "canceled", at });
      return;
    }
    this.record({
      kind: "runFinished",
      outcome: "failed",
      at,
      failure: failureOf(error) ?? {
        environment: this.request?.environments[0] ?? "dev",
        code: error instanceof Error && "code" in error ? String(error.code) : "Unexpected",
        message: error instanceof Error ? error.message : String(error),
        nextStep: t("Continue the run once the cause is gone; what exists is kept."),
        at,
      },
    });
  }

  private record(event: RunEvent): void {
    this.events = [...this.events, event];
    void this.options.log.append(event);
    this.options.onEvent(event);
  }

  private restore(): Promise<void> {
    this.restored ??= this.options.log.load().then((recorded) => {
      if (!recorded || this.request) return;
      this.request = recorded.request;
      this.events = recorded.events;
      if (recorded.events.length === 0 || recorded.events.at(-1)?.kind === "runFinished") return;
      this.events = [...recorded.events, interrupted(recorded.request, this.now())];
    });
    return this.restored;
  }

  private snapshot(): RunSnapshot | undefined {
    return this.events.reduce<RunSnapshot | undefined>(reduceRun, undefined);
  }

  private now(): string {
    return new Date(this.options.clock.now()).toISOString();
  }
}

/**
 * What VS Code throws when the window of this process has closed: the run was interrupted, which the next
 * window says, and has not failed.
 */
const isHostGone = (error: unknown) =>
  error instanceof Error && error.message === "Channel has been closed";

/** The engine's own failure, which says more than any error. */
function failureOf(error: unknown): RunFailure | undefined {
  return error instanceof RunFailedError ? error.failure : undefined;
}

/** The window was closed while the run was under way: Azure went on, nobody watched. */
function interrupted({ environments }: RunRequest, at: string): RunEvent {
  return {
    kind: "runFinished",
    outcome: "failed",
    at,
    failure: {
      environment: environments[0] ?? "dev",
      code: "RunInterrupted",
      message: t(
        "The window was closed during the run. Azure may have gone on with the deployment that was under way.",
      ),
      nextStep: t("Continue the run: what exists is kept, the rest is created."),
      at,
    },
  };
}

function emptySnapshot({ runId, by }: RunRequest, at: string): RunSnapshot {
  const counts = { total: 0, done: 0, running: 0, failed: 0, open: 0 };
  return { runId, by, startedAt: at, endedAt: at, state: "failed", environments: [], counts };
}
