import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { Problem, ProjectPage } from "../../src/project/problems";
import type { ProjectManifest } from "../../src/project/manifest";
import { link } from "../widgets/button";
import { message, problemText, readingLine } from "../widgets/message";
import { withFix } from "./withFix";
import { shownLoad, type LoadKind } from "./loads";
import type { Action } from "./actions";
import type { PageOptions, ReadyState } from "./state";

/** What a page does beyond changing its own state: each is one request to the host. */
export interface PageActs {
  connect(cloud: string): void;
  create(): void;
  continueRun(): void;
  cancelRun(): void;
  close(): void;
  reconnect(): void;
  showLog(): void;
  copyText(text: string, what: string): void;
  openFileDiff(path: string): void;
  cancelLoad(kind: LoadKind, key: string): void;
}

export interface PageContext {
  readonly state: ReadyState;
  readonly problems: readonly Problem[];
  /** Milliseconds since the epoch, as of this drawing. */
  readonly now: number;
  readonly send: (action: Action) => void;
  readonly acts: PageActs;
}

export function edit(context: PageContext, manifest: ProjectManifest, path?: string): void {
  context.send({ kind: "edited", manifest, ...(path !== undefined && { path }) });
}

/** Number fields keep what was typed until it is a number. */
export function typeNumber(
  context: PageContext,
  path: string,
  text: string,
  change: (value: number) => ProjectManifest,
): void {
  if (/^\d{1,9}$/.test(text.trim())) edit(context, change(Number(text)), path);
  else context.send({ kind: "textTyped", path, text });
}

export function applyFix(context: PageContext, problem: Problem): void {
  if (!problem.fix) return;
  const manifest = withFix(context.state.draft.manifest, problem.path, problem.fix.value);
  edit(context, manifest, problem.path);
}

export const problemsAt = (context: PageContext, path: string) =>
  context.problems.filter((problem) => problem.path === path);

/** The messages of a field, in place. */
export function messagesAt(
  context: PageContext,
  path: string,
  exceptCode?: string,
): readonly TemplateResult[] {
  const shown = problemsAt(context, path).filter((problem) => problem.code !== exceptCode);
  return shown.map((problem) =>
    message(
      problem.severity,
      problemText(problem, (one) => {
        applyFix(context, one);
      }),
    ),
  );
}

export const isInvalid = (context: PageContext, path: string) =>
  problemsAt(context, path).some((problem) => problem.severity === "error");

export function openPage(context: PageContext, page: ProjectPage): void {
  context.send({ kind: "pageOpened", page });
}

export function setOptions(context: PageContext, options: Partial<PageOptions>): void {
  context.send({ kind: "optionsChanged", options });
}

export const formText = (context: PageContext, name: string) =>
  context.state.options.forms[name] ?? "";

export function setForms(context: PageContext, texts: Readonly<Record<string, string>>): void {
  setOptions(context, { forms: { ...context.state.options.forms, ...texts } });
}

/** Opens or closes a long list or folded part. */
export function toggle(context: PageContext, list: "open" | "closed", id: string): void {
  const ids = context.state.options[list];
  const next = ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id];
  setOptions(context, { [list]: next });
}

export function retry(context: PageContext, kind: LoadKind, key: string): void {
  const { value } = context.state.loads[kind][key] ?? {};
  // The kind and the value come from the same entry, which the compiler cannot follow.
  const load = { status: "stale", ...(value !== undefined && { value }) };
  context.send({ kind: "loadChanged", what: kind, key, load } as Action);
}

/** What a waiting section shows: what is read, after ten seconds a way out, and the reason of a failure. */
export function loadLine(
  context: PageContext,
  kind: LoadKind,
  key: string,
  reading: string,
): TemplateResult | typeof nothing {
  const load = shownLoad(context.state, { kind, key });
  if (!load || load.status === "ready") return nothing;
  if (load.status === "failed") {
    const again = link(t("Try again"), () => {
      retry(context, kind, key);
    });
    return message("error", html`${load.reason ?? ""} ${again}`);
  }
  if (!load.slow) return readingLine(reading);
  const cancel = link(t("Cancel"), () => {
    context.acts.cancelLoad(kind, key);
  });
  return html`${readingLine(reading)}${message(
    "info",
    html`${t("No answer for 10 seconds.")} ${cancel}`,
  )}`;
}
