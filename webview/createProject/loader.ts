import type { HostConnection } from "../../src/wizards/contracts/rpc";
import type { CreateProjectRequests } from "../../src/wizards/contracts/createProject";
import { RequestError } from "../rpc";
import { neededLoads, wantedLoads, type Load, type LoadKind, type WantedLoad } from "./loads";
import type { LoadAction, PageState, ReadyState } from "./state";

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

/** Reads what the page needs, each thing once, after a pause in typing. */
export function createLoader({ host, send, later }: LoaderOptions): Loader {
  const running = new Map<string, Running>();
  let latest: ReadyState | undefined;
  let stopPause: (() => void) | undefined;

  const report = (wanted: WantedLoad, load: Load<unknown>) => {
    // The answer's type follows from the request that `ask` sends for the kind.
    send({ kind: "loadChanged", what: wanted.kind, key: wanted.key, load } as LoadAction);
  };
  const oldValue = ({ kind, key }: WantedLoad) => {
    const value = latest?.loads[kind][key]?.value;
    return value === undefined ? {} : { value };
  };

  async function run(state: ReadyState, wanted: WantedLoad): Promise<void> {
    const abort = new AbortController();
    const stopTimer = later(slowAfterMs, () => {
      report(wanted, { status: "loading", slow: true, ...oldValue(wanted) });
    });
    running.set(idOf(wanted), { wanted, abort, stopTimer });
    report(wanted, { status: "loading", ...oldValue(wanted) });
    try {
      const value = await ask(host, state, wanted, abort.signal);
      finish(wanted, abort);
      report(wanted, { status: "ready", value });
    } catch (error) {
      if (!finish(wanted, abort)) return;
      const reason = error instanceof Error ? error.message : String(error);
      report(wanted, { status: "failed", reason, ...oldValue(wanted) });
    }
  }

  /** False when the load was dropped meanwhile, so that its end is nobody's business. */
  function finish(wanted: WantedLoad, abort: AbortController): boolean {
    const entry = running.get(idOf(wanted));
    if (entry?.abort !== abort) return false;
    entry.stopTimer();
    return running.delete(idOf(wanted));
  }

  function drop(entry: Running): void {
    running.delete(idOf(entry.wanted));
    entry.stopTimer();
    entry.abort.abort(new RequestError("Canceled", "Canceled", true));
  }

  function startWanted(): void {
    stopPause = undefined;
    if (!latest) return;
    for (const wanted of wantedLoads(latest)) {
      if (!running.has(idOf(wanted))) void run(latest, wanted);
    }
  }

  return {
    follow(state) {
      if (state.kind !== "ready") return;
      const isFirst = latest === undefined;
      latest = state;
      const needed = new Set(neededLoads(state).map(idOf));
      for (const entry of [...running.values()]) {
        if (needed.has(idOf(entry.wanted))) continue;
        drop(entry);
        report(entry.wanted, { status: "stale", ...oldValue(entry.wanted) });
      }
      const waiting = wantedLoads(state).filter((one) => !running.has(idOf(one)));
      stopPause?.();
      stopPause = undefined;
      if (waiting.length > 0) stopPause = later(isFirst ? 0 : pauseMs, startWanted);
    },
    cancel(kind, key) {
      const entry = running.get(idOf({ kind, key }));
      if (!entry) return;
      drop(entry);
      report(entry.wanted, { status: "failed", reason: "", ...oldValue(entry.wanted) });
    },
  };
}
