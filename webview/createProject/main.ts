import "../withoutEval";
import "../elements";
import "../styles/base.css";
import "../styles/frame.css";
import "../styles/forms.css";
import "../styles/tables.css";
import "../styles/matrix.css";
import "../styles/run.css";
import "../styles/additions.css";
import "../styles/narrow.css";
import { config, t } from "@vscode/l10n";
import { render } from "lit";
import type {
  CreateProjectEvent,
  CreateProjectRequests,
} from "../../src/wizards/contracts/createProject";
import type { HostMessage } from "../../src/wizards/contracts/rpc";
import { connectHost } from "../rpc";
import { describeFields } from "../widgets/describeFields";
import type { Action } from "./actions";
import { createActs } from "./acts";
import { createAnnouncer } from "./announcer";
import { createDraftSaver } from "./draftSaver";
import { moveFocus } from "./focus";
import { createLoader } from "./loader";
import { missesSalt, saltsKey } from "./loads";
import { withSaltsOf } from "./edits";
import { problemsOf } from "./problems";
import { defaultOptions, reduce, startingState, type PageOptions, type PageState } from "./state";
import { startingView, view } from "./view";

interface EditorApi {
  postMessage(message: unknown): void;
  getState(): { readonly options?: Partial<PageOptions> } | undefined;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): EditorApi;

const editor = acquireVsCodeApi();
let state: PageState = startingState;
let isDrawing = false;

const later = (ms: number, run: () => void) => {
  const timer = window.setTimeout(run, ms);
  return () => {
    window.clearTimeout(timer);
  };
};

const host = connectHost<CreateProjectRequests, CreateProjectEvent>({
  wire: {
    post: (message) => {
      editor.postMessage(message);
    },
    listen: (listener) => {
      window.addEventListener("message", (event: MessageEvent<HostMessage<CreateProjectEvent>>) => {
        listener(event.data);
      });
    },
  },
  onEvent: (event) => {
    send(event);
  },
  onHeard: () => {
    if (state.lost) send({ kind: "lostChanged", lost: false });
  },
});

const loader = createLoader({ host, send, later });
const saver = createDraftSaver({
  save: (draft) => host.request("saveDraft", { draft }),
  later,
  onChange: (saved) => {
    send({ kind: "savedChanged", saved });
  },
  onNoAnswer: () => {
    send({ kind: "lostChanged", lost: true });
  },
});
const announcer = createAnnouncer({ later, onChange: scheduleDraw });
const acts = createActs({
  host,
  send,
  state: () => (state.kind === "ready" ? state : undefined),
  flush: () => saver.flush(),
  reconnect: () => void start(),
  cancelLoad: (kind, key) => {
    loader.cancel(kind, key);
  },
});

/** Follow-ups that are part of the same change: salts go into the draft, errors block the plan. */
function settle(): void {
  if (state.kind !== "ready") return;
  const decided = state.loads.salts[saltsKey(state.draft)]?.value;
  if (decided && missesSalt(state)) {
    const manifest = withSaltsOf(state.draft.manifest, decided.manifest);
    state = reduce(state, { kind: "edited", manifest });
  }
  if (state.kind !== "ready") return;
  const blocked = problemsOf(state).some((problem) => problem.severity === "error");
  state = reduce(state, { kind: "blockedChanged", blocked });
}

function send(action: Action): void {
  state = reduce(state, action);
  settle();
  if (state.kind === "ready") {
    if (action.kind === "started") saver.begin(state.draft);
    else saver.follow(state.draft);
    editor.setState({ options: state.options });
    announcer.follow(problemsOf(state), action.kind === "edited" || action.kind === "textTyped");
  }
  loader.follow(state);
  scheduleDraw();
}

function scheduleDraw(): void {
  if (isDrawing) return;
  isDrawing = true;
  queueMicrotask(draw);
}

function draw(): void {
  isDrawing = false;
  if (state.kind === "starting") {
    render(
      startingView(state, () => void start()),
      document.body,
    );
    return;
  }
  const context = { state, problems: problemsOf(state), now: Date.now(), send, acts };
  render(view(context, announcer.text()), document.body);
  const { focus } = state;
  void describeFields(document.body).then(() => {
    if (focus) moveFocus(focus);
  });
  if (focus) state = reduce(state, { kind: "focused" });
}

async function start(): Promise<void> {
  const stopWaiting = later(10_000, () => {
    send({ kind: "lostChanged", lost: true });
  });
  try {
    const initial = await host.request("ready", undefined);
    const options = { ...defaultOptions, ...editor.getState()?.options };
    send({ kind: "started", initial, options });
  } catch (error) {
    const reason = error instanceof Error ? error.message : t("The page could not be opened.");
    send({ kind: "startFailed", reason });
  } finally {
    stopWaiting();
  }
}

/** Elapsed times move on while a run does. */
window.setInterval(() => {
  if (state.kind === "ready" && state.run && !state.run.outcome) scheduleDraw();
}, 1000);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") void saver.flush();
});
window.addEventListener("pagehide", () => void saver.flush());

const translations = document.getElementById("esml-l10n")?.textContent;
if (translations) config({ contents: translations });
scheduleDraw();
void start();
