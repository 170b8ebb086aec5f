import { environmentIds, type EnvironmentId } from "../../src/project/environments";
import type { ProjectManifest } from "../../src/project/manifest";
import type { Problem, ProjectPage } from "../../src/project/problems";
import type {
  ConnectionInfo,
  InitialState,
  ProjectDraft,
} from "../../src/wizards/contracts/createProject";
import type { Action, LoadAction } from "./actions";
import type { Loads } from "./loads";
import { noLoads } from "./loads";
import { withConnection, withNewEnvironment } from "./edits";
import { replayRun, reduceRun, type RunEvent, type RunView } from "./run";

/** What a person set on the page itself; kept with `setState`, never part of the project. */
export interface PageOptions {
  readonly previewEnvironment: EnvironmentId;
  readonly planEnvironment: EnvironmentId;
  readonly showVariables: boolean;
  readonly hideFinished: boolean;
  /** Long lists and folded parts that are open, by their id. */
  readonly open: readonly string[];
  /** Folded parts that are open unless closed, by their id. */
  readonly closed: readonly string[];
  /** Text of the small forms that add something to a list, by field. */
  readonly forms: Readonly<Record<string, string>>;
  /** Ids of the steps whose losses are agreed to. */
  readonly confirmed: readonly string[];
}

export type FocusTarget = { readonly kind: "title" } | { readonly kind: "field"; path: string };

export interface StartingState {
  readonly kind: "starting";
  readonly lost: boolean;
  readonly reason?: string;
}

export interface ReadyState {
  readonly kind: "ready";
  readonly lost: boolean;
  readonly draft: ProjectDraft;
  readonly connection: ConnectionInfo;
  readonly connecting: boolean;
  readonly folder?: string;
  readonly run?: RunView;
  readonly loads: Loads;
  /** Counts the changes of what would be created. */
  readonly revision: number;
  /** The revision that the last run has written to the manifest. */
  readonly writtenRevision?: number;
  /** Errors keep the plan from being made. */
  readonly blocked: boolean;
  readonly saved: "kept" | "saving" | "failed";
  /** A request behind a button of Review or Create that is under way. */
  readonly busy?: "create" | "continue" | "cancel";
  /** What came of the last press on such a button, when it did not lead on. */
  readonly notice?: Notice;
  readonly hostProblems: readonly Problem[];
  readonly confirmsCancel: boolean;
  readonly options: PageOptions;
  readonly focus?: FocusTarget;
}

export interface Notice {
  readonly kind: "error" | "needsFolder" | "declined";
  readonly message: string;
}

export type PageState = StartingState | ReadyState;

export const startingState: StartingState = { kind: "starting", lost: false };

export const defaultOptions: PageOptions = {
  previewEnvironment: "dev",
  planEnvironment: "dev",
  showVariables: false,
  hideFinished: false,
  open: [],
  closed: [],
  forms: {},
  confirmed: [],
};

function begin(initial: InitialState, options: PageOptions): ReadyState {
  const run = replayRun(initial.run ?? []);
  return {
    kind: "ready",
    lost: false,
    draft: initial.draft,
    connection: initial.connection,
    connecting: false,
    ...(initial.folder !== undefined && { folder: initial.folder }),
    ...(run && { run }),
    loads: noLoads,
    revision: 0,
    ...(initial.run && { writtenRevision: 0 }),
    blocked: false,
    saved: "kept",
    hostProblems: [],
    confirmsCancel: false,
    options,
  };
}

/** Every change of what would be created makes the last answers to Create old, and what was agreed to. */
function changeDraft(state: ReadyState, draft: ProjectDraft): ReadyState {
  const { notice: _notice, ...rest } = state;
  const options = { ...state.options, confirmed: [] };
  const revision = state.revision + 1;
  return { ...rest, draft, revision, options, hostProblems: [], saved: "saving" };
}

function openPage(state: ReadyState, page: ProjectPage, focus: FocusTarget): ReadyState {
  const visited = state.draft.visited.includes(page)
    ? state.draft.visited
    : [...state.draft.visited, page];
  return {
    ...state,
    draft: { ...state.draft, page, visited },
    saved: "saving",
    confirmsCancel: false,
    focus,
  };
}

/** The address plan shows one environment at a time: the one with the problem. */
function showEnvironment(state: ReadyState, path: string): ReadyState {
  const planEnvironment = environmentIds.find((id) =>
    path.startsWith(`environments.${id}.network`),
  );
  return planEnvironment ? { ...state, options: { ...state.options, planEnvironment } } : state;
}

function edit(state: ReadyState, manifest: ProjectManifest, path: string | undefined): ReadyState {
  const texts = Object.fromEntries(
    Object.entries(state.draft.texts).filter(([key]) => key !== path),
  );
  return changeDraft(state, { ...state.draft, manifest, texts });
}

function connect(state: ReadyState, connection: ConnectionInfo): ReadyState {
  const manifest = connection.account
    ? withConnection(state.draft.manifest, connection)
    : state.draft.manifest;
  const next = { ...state, connection, connecting: false, loads: noLoads };
  return manifest === state.draft.manifest ? next : edit(next, manifest, undefined);
}

function select(state: ReadyState, id: EnvironmentId, on: boolean): ReadyState {
  const others = state.draft.selected.filter((one) => one !== id);
  const selected = on ? [...others, id] : others;
  const manifest = on
    ? withNewEnvironment(state.draft.manifest, id, state.connection)
    : state.draft.manifest;
  return changeDraft(state, { ...state.draft, manifest, selected });
}

function withRunEvent(state: ReadyState, event: RunEvent): ReadyState {
  const run = reduceRun(state.run, event);
  if (!run) return state;
  // A run that has started or ended is what the buttons were busy with.
  if (event.kind === "runStarted") {
    return { ...withBusy(state, undefined), run, writtenRevision: state.revision };
  }
  return event.kind === "runFinished"
    ? { ...withBusy(state, undefined), run, confirmsCancel: false }
    : { ...state, run };
}

function withLoad(state: ReadyState, action: LoadAction): ReadyState {
  const loads = {
    ...state.loads,
    [action.what]: { ...state.loads[action.what], [action.key]: action.load },
  };
  return { ...state, loads };
}

function withBusy(state: ReadyState, busy: ReadyState["busy"]): ReadyState {
  const { busy: _busy, notice, ...rest } = state;
  return busy ? { ...rest, busy } : { ...rest, ...(notice && { notice }) };
}

function reduceReady(state: ReadyState, action: Action): ReadyState {
  switch (action.kind) {
    case "started":
      return begin(action.initial, action.options);
    case "startFailed":
      return { ...state, lost: true };
    case "lostChanged":
      return state.lost === action.lost ? state : { ...state, lost: action.lost };
    case "edited":
      return edit(state, action.manifest, action.path);
    case "textTyped": {
      const texts = { ...state.draft.texts, [action.path]: action.text };
      return changeDraft(state, { ...state.draft, texts });
    }
    case "environmentSelected":
      return select(state, action.id, action.on);
    case "pageOpened":
      return openPage(state, action.page, { kind: "title" });
    case "problemOpened":
      return openPage(showEnvironment(state, action.path), action.page, {
        kind: "field",
        path: action.path,
      });
    case "focused": {
      const { focus: _focus, ...rest } = state;
      return rest;
    }
    case "connecting":
      return { ...state, connecting: true };
    case "connectionChanged":
      return connect(state, action.connection);
    case "loadChanged":
      return withLoad(state, action);
    case "savedChanged":
      return { ...state, saved: action.saved };
    case "blockedChanged":
      return state.blocked === action.blocked ? state : { ...state, blocked: action.blocked };
    case "busyChanged":
      return withBusy(state, action.busy);
    case "noticed":
      return { ...state, notice: action.notice, hostProblems: action.problems ?? [] };
    case "runEvent":
      return withRunEvent(state, action.event);
    case "cancelAsked":
      return { ...state, confirmsCancel: action.asked };
    case "optionsChanged":
      return { ...state, options: { ...state.options, ...action.options } };
  }
}

/** The page's only way to change: pure, so that it is tested without a DOM. */
export function reduce(state: PageState, action: Action): PageState {
  if (state.kind === "ready") return reduceReady(state, action);
  switch (action.kind) {
    case "started":
      return begin(action.initial, action.options);
    case "startFailed":
      return { kind: "starting", lost: true, reason: action.reason };
    case "lostChanged":
      return { ...state, lost: action.lost };
    default:
      return state;
  }
}
