import { t } from "@vscode/l10n";
import type { CloudId } from "../../src/project/manifest";
import type { CreateProjectRequests } from "../../src/wizards/contracts/createProject";
import type { HostConnection } from "../../src/wizards/contracts/rpc";
import { RequestError } from "../rpc";
import type { PageActs } from "./context";
import type { Action } from "./actions";
import type { ReadyState } from "./state";

export interface ActOptions {
  readonly host: HostConnection<CreateProjectRequests>;
  readonly send: (action: Action) => void;
  readonly state: () => ReadyState | undefined;
  /** Sends the last edits before something that reads the draft. */
  readonly flush: () => Promise<unknown>;
  readonly reconnect: () => void;
  readonly cancelLoad: PageActs["cancelLoad"];
}

const sentence = (error: unknown) => (error instanceof Error ? error.message : String(error));
const isCanceled = (error: unknown) => error instanceof RequestError && error.canceled;

async function create({ host, send, state, flush }: ActOptions): Promise<void> {
  const now = state();
  if (!now) return;
  const { draft, options } = now;
  send({ kind: "busyChanged", busy: "create" });
  await flush();
  const params = { draft, confirmed: options.confirmed };
  const { outcome, problems } = await host.request("create", params);
  if (outcome === "started") {
    // Stays busy until the run says that it has started.
    send({ kind: "pageOpened", page: "create" });
    return;
  }
  send({ kind: "busyChanged" });
  const message =
    outcome === "needsFolder"
      ? t("No folder is open. Create needs one for the manifest; choose a folder to continue.")
      : t("Nothing was written or created. Review the problems and create again.");
  send({ kind: "noticed", notice: { kind: outcome, message }, ...(problems && { problems }) });
}

async function connect({ host, send, state }: ActOptions, cloud: string): Promise<void> {
  const old = state()?.connection;
  send({ kind: "connecting" });
  try {
    const connection = await host.request("connect", { cloud: cloud as CloudId });
    send({ kind: "connectionChanged", connection });
  } catch (error) {
    if (!old) return;
    // A sign-in that was closed changes nothing; a failure is said where the cloud is chosen.
    const { account: _account, reason: _reason, ...rest } = old;
    const connection = isCanceled(error) ? old : { ...rest, reason: sentence(error) };
    send({ kind: "connectionChanged", connection });
  }
}

/** The requests behind the page's buttons; a failure becomes a sentence on the page. */
export function createActs(options: ActOptions): PageActs {
  const { host, send, state } = options;
  const attempt = (work: () => Promise<unknown>) => {
    work().catch((error: unknown) => {
      send({ kind: "busyChanged" });
      if (isCanceled(error)) return;
      send({ kind: "noticed", notice: { kind: "error", message: sentence(error) } });
    });
  };
  return {
    connect: (cloud) => {
      void connect(options, cloud);
    },
    create: () => {
      attempt(() => create(options));
    },
    continueRun: () => {
      attempt(async () => {
        send({ kind: "busyChanged", busy: "continue" });
        await host.request("continueRun", undefined);
        send({ kind: "busyChanged" });
      });
    },
    cancelRun: () => {
      attempt(async () => {
        send({ kind: "cancelAsked", asked: false });
        send({ kind: "busyChanged", busy: "cancel" });
        await host.request("cancelRun", undefined);
        send({ kind: "busyChanged" });
      });
    },
    close: () => {
      attempt(async () => {
        await options.flush();
        await host.request("close", undefined);
      });
    },
    reconnect: options.reconnect,
    showLog: () => {
      attempt(() => host.request("showLog", undefined));
    },
    copyText: (text, what) => {
      attempt(() => host.request("copyText", { text, what }));
    },
    openFileDiff: (path) => {
      const draft = state()?.draft;
      if (draft) attempt(() => host.request("openFileDiff", { draft, path }));
    },
    cancelLoad: options.cancelLoad,
  };
}
