import { t } from "@vscode/l10n";
import type { HostConnection } from "../../src/wizards/contracts/rpc";
import type { CreateProjectRequests } from "../../src/wizards/contracts/createProject";
import { neededLoads, wantedLoads, type Load, type LoadKind, type WantedLoad } from "./loads";
import type { LoadAction } from "./actions";
import type { PageState, ReadyState } from "./state";

type Host = HostConnection<CreateProjectRequests>;

export interface LoaderOptions {
  readonly host: Host;
  readonly send: (action: LoadAction) => void;
  /** Time comes from outside; `window.setTimeout` in the page. */
  readonly later: (ms: number, run: () => void) => () => void;
}

export interface Loader {
  /** Starts what the state wants and cancels what it no longer needs. */
  follow(state: PageState): void;
  cancel(kind: LoadKind, key: string): void;
}

const slowAfterMs = 10_000;
/** Typing a name changes what is asked with every key: wait for a pause. */
const pauseMs = 400;

function ask(host: Host, state: ReadyState, wanted: WantedLoad, signal: AbortSignal) {
  const { draft } = state;
  switch (wanted.kind) {
    case "regions":
      return host.request("loadRegions", { subscriptionId: wanted.key }, signal);
    case "offers": {
      const [subscriptionId = "", region = ""] = wanted.key.split("/");
      return host.request("loadComputeOffer", { subscriptionId, region }, signal);
    }
    case "facts":
      return host.request("loadFactoryFacts", { draft }, signal);
    case "salts":
      return host.request("decideSalts", { draft }, signal);
    case "review":
      return host.request("review", { draft }, signal);
  }
}

interface Running {
  readonly wanted: WantedLoad;
  readonly abort: AbortController;
  readonly stopTimer: () => void;
}

const idOf = ({ kind, key }: WantedLoad) => `${kind} ${key}`;

/** Requests under way, by what they read; each reports its own stages. */
class RunningLoads {
  private readonly entries = new Map<string, Running>();
  latest: ReadyState | undefined;

  constructor(private readonly options: LoaderOptions) {}

  has(wanted: WantedLoad): boolean {
    return this.entries.has(idOf(wanted));
  }

  report(wanted: WantedLoad, load: Load<unknown>): void {
    const { kind, key } = wanted;
    const old = this.latest?.loads[kind][key]?.value;
    const kept = old === undefined ? load : { value: old, ...load };
    // The answer's type follows from the request that `ask` sends for the kind.
    this.options.send({ kind: "loadChanged", what: kind, key, load: kept } as LoadAction);
  }

  async start(state: ReadyState, wanted: WantedLoad): Promise<void> {
    const abort = new AbortController();
    const stopTimer = this.options.later(slowAfterMs, () => {
      this.report(wanted, { status: "loading", slow: true });
    });
    this.entries.set(idOf(wanted), { wanted, abort, stopTimer });
    this.report(wanted, { status: "loading" });
    try {
      const value = await ask(this.options.host, state, wanted, abort.signal);
      if (this.end(wanted, abort)) this.report(wanted, { status: "ready", value });
    } catch (error) {
      if (!this.end(wanted, abort)) return;
      const reason = error instanceof Error ? error.message : String(error);
      this.report(wanted, { status: "failed", reason });
    }
  }

  /** False when the load was dropped meanwhile, so that its end is nobody's business. */
  private end(wanted: WantedLoad, abort: AbortController): boolean {
    const entry = this.entries.get(idOf(wanted));
    if (entry?.abort !== abort) return false;
    entry.stopTimer();
    return this.entries.delete(idOf(wanted));
  }

  drop(wanted: WantedLoad, then: Load<unknown>): void {
    const entry = this.entries.get(idOf(wanted));
    if (!entry) return;
    this.entries.delete(idOf(wanted));
    entry.stopTimer();
    entry.abort.abort();
    this.report(wanted, then);
  }

  dropUnneeded(needed: ReadonlySet<string>): void {
    for (const { wanted } of [...this.entries.values()]) {
      if (!needed.has(idOf(wanted))) this.drop(wanted, { status: "stale" });
    }
  }
}

/** Reads what the page needs, each thing once, after a pause in typing. */
export function createLoader(options: LoaderOptions): Loader {
  const loads = new RunningLoads(options);
  let stopPause: (() => void) | undefined;

  function startWanted(): void {
    stopPause = undefined;
    const state = loads.latest;
    if (!state) return;
    for (const wanted of wantedLoads(state)) {
      if (!loads.has(wanted)) void loads.start(state, wanted);
    }
  }

  return {
    follow(state) {
      if (state.kind !== "ready") return;
      const isFirst = loads.latest === undefined;
      loads.latest = state;
      loads.dropUnneeded(new Set(neededLoads(state).map(idOf)));
      stopPause?.();
      stopPause = undefined;
      if (wantedLoads(state).some((one) => !loads.has(one))) {
        stopPause = options.later(isFirst ? 0 : pauseMs, startWanted);
      }
    },
    cancel(kind, key) {
      loads.drop({ kind, key }, { status: "failed", reason: t("Canceled.") });
    },
  };
}
