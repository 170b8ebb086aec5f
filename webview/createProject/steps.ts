import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { projectPages, type ProjectPage } from "../../src/project/problems";
import { hidden, icon, type IconTone } from "../widgets/icon";
import { openPage, type PageContext } from "./context";
import { pageTitle } from "./pageTitles";
import { countProblems, type ProblemCounts } from "./problems";

interface StepState {
  readonly icon: string;
  readonly tone: IconTone;
  /** Shown under the name. */
  readonly note?: string;
  /** Said where nothing is shown. */
  readonly hidden?: string;
}

export function errorCount(count: number): string {
  return count === 1 ? t("1 error") : t("{0} errors", count);
}

export function warningCount(count: number): string {
  return count === 1 ? t("1 warning") : t("{0} warnings", count);
}

function counted({ errors, warnings }: ProblemCounts): string {
  const parts: string[] = [];
  if (errors > 0) parts.push(errorCount(errors));
  if (warnings > 0) parts.push(warningCount(warnings));
  return parts.join(", ");
}

function runStep(context: PageContext): StepState | undefined {
  const { run } = context.state;
  if (!run) return undefined;
  if (run.outcome === undefined) return { icon: "sync", tone: "run", note: t("Running") };
  switch (run.outcome) {
    case "succeeded":
      return { icon: "pass", tone: "pass", note: t("Created") };
    case "canceled":
      return { icon: "circle-slash", tone: "muted", note: t("Canceled") };
    case "failed": {
      const at = run.environments.find((one) => one.environment === run.failure?.environment);
      const note = at ? t("Failed in {0}", at.title) : t("Failed");
      return { icon: "error", tone: "error", note };
    }
  }
}

function stepState(context: PageContext, page: ProjectPage): StepState {
  const { draft } = context.state;
  const runState = page === "create" ? runStep(context) : undefined;
  if (runState) return runState;
  const isCurrent = draft.page === page;
  const isVisited = draft.visited.includes(page);
  const counts = countProblems(
    page === "review" ? context.problems : context.problems.filter((one) => one.page === page),
  );
  if (page === "review" && isVisited && counts.errors > 0) {
    const note =
      counts.errors === 1
        ? t("1 error blocks Create")
        : t("{0} errors block Create", counts.errors);
    return { icon: "error", tone: "error", note };
  }
  if (page !== "review" && isVisited && counts.errors > 0) {
    return { icon: "error", tone: "error", note: counted(counts) };
  }
  if (page !== "review" && isVisited && counts.warnings > 0) {
    return { icon: "warning", tone: "warning", note: counted(counts) };
  }
  if (isCurrent) return { icon: "circle-large-filled", tone: "muted", hidden: t(", current") };
  if (isVisited && page !== "create") {
    return { icon: "pass", tone: "pass", hidden: t(", complete") };
  }
  return { icon: "circle-large", tone: "muted", hidden: t(", not visited") };
}

function step(context: PageContext, page: ProjectPage): TemplateResult {
  const state = stepState(context, page);
  const title = pageTitle(page);
  return html`<li>
    <a
      href="#main"
      title=${title}
      aria-current=${context.state.draft.page === page ? "step" : nothing}
      @click=${(event: Event) => {
        event.preventDefault();
        openPage(context, page);
      }}
      >${icon(state.icon, state.tone)}<span class="lbl"
        >${title}${
          state.note === undefined
            ? hidden(state.hidden ?? "")
            : html`${hidden(", ")}<span class="note">${state.note}</span>`
        }</span
      ></a
    >
  </li>`;
}

/** The list of pages: always open, each with its problems. */
export function steps(context: PageContext): TemplateResult {
  return html`<nav class="steps" aria-label=${t("Steps")}>
    <ol>
      ${projectPages.map((page) => step(context, page))}
    </ol>
  </nav>`;
}
