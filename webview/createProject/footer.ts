import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { projectPages, type Problem, type ProjectPage } from "../../src/project/problems";
import { button, link } from "../widgets/button";
import { icon } from "../widgets/icon";
import { rich } from "../widgets/rich";
import { openPage, type PageContext } from "./context";
import { pageTitle } from "./pageTitles";
import { planBlocks, planOf } from "./planOf";
import { countProblems } from "./problems";
import { errorCount, warningCount } from "./steps";

export function goTo(
  context: PageContext,
  problem: Pick<Problem, "page" | "path"> | undefined,
): void {
  if (problem) context.send({ kind: "problemOpened", page: problem.page, path: problem.path });
}

const first = (problems: readonly Problem[], severity: Problem["severity"]) =>
  problems.find((one) => one.severity === severity);

function counts(context: PageContext, problems: readonly Problem[]) {
  const { errors, warnings } = countProblems(problems);
  const one = (severity: "error" | "warning", text: string) =>
    html`<span class="st"
      >${icon(severity, severity)}${link(text, () => {
        goTo(context, first(problems, severity));
      })}</span
    >`;
  return html`${errors > 0 ? one("error", errorCount(errors)) : nothing}${
    warnings > 0 ? one("warning", warningCount(warnings)) : nothing
  }`;
}

/** Everything that has to be settled before Create: errors first, then what is not agreed to. */
const blocksOf = (context: PageContext) => [
  ...context.problems.filter((one) => one.severity === "error"),
  ...planBlocks(context.state),
];

function blockedBy(context: PageContext) {
  const blocks = blocksOf(context);
  const open = blocks.filter(({ path }) => path.startsWith("confirmed."));
  const confirmations =
    open.length === 1 ? t("1 open confirmation") : t("{0} open confirmations", open.length);
  const errors = blocks.length - open.length;
  const go = link(errors > 0 ? errorCount(errors) : confirmations, () => {
    goTo(context, blocks[0]);
  });
  return html`<span class="st"
    >${icon("error", "error")}<span>${rich(t("Create is blocked by {0}"), go)}</span></span
  >`;
}

function createButton(context: PageContext): TemplateResult {
  const { connection, busy, run } = context.state;
  const text = connection.simulated ? t("Create in sandbox") : t("Create in Azure");
  const isRunning = run !== undefined && run.outcome === undefined;
  const [block] = blocksOf(context);
  // Nobody agrees to a plan that the page does not show.
  const isPlanned = planOf(context.state) !== undefined;
  return button(
    busy === "create" ? t("Starting…") : text,
    () => {
      if (block) goTo(context, block);
      else if (isRunning) openPage(context, "create");
      else if (isPlanned && busy === undefined) context.acts.create();
    },
    { blocked: block !== undefined || !isPlanned || busy !== undefined || isRunning },
  );
}

function reviewFooter(context: PageContext): TemplateResult {
  const isBlocked = blocksOf(context).length > 0;
  return bottom(
    isBlocked ? blockedBy(context) : counts(context, context.problems),
    html`${back(context, "network")}${createButton(context)}`,
  );
}

const close = (context: PageContext, text: string, secondary = true) =>
  button(
    text,
    () => {
      context.acts.close();
    },
    { secondary },
  );

const back = (context: PageContext, page: ProjectPage) =>
  button(
    t("Back"),
    () => {
      openPage(context, page);
    },
    { secondary: true },
  );

function askCancel(context: PageContext): TemplateResult {
  const keep = button(
    t("Keep running"),
    () => {
      context.send({ kind: "cancelAsked", asked: false });
    },
    { secondary: true },
  );
  const cancel = button(t("Cancel run"), () => {
    context.acts.cancelRun();
  });
  const text = t("Cancel the run? What has not started is not created. What exists is kept.");
  return bottom(html`<span>${text}</span>`, html`${keep}${cancel}`);
}

function copyDetails(context: PageContext) {
  const { run } = context.state;
  if (!run?.failure) return nothing;
  const details = JSON.stringify({ run: run.runId, ...run.failure }, undefined, 2);
  return link(
    t("Copy details"),
    () => {
      context.acts.copyText(details, t("Details"));
    },
    "copy",
  );
}

function createFooter(context: PageContext): TemplateResult {
  const { run, confirmsCancel, busy } = context.state;
  if (!run) return bottom(nothing, back(context, "review"));
  if (run.outcome === "succeeded") return bottom(nothing, close(context, t("Close"), false));
  if (run.outcome !== undefined) {
    const log = link(
      t("Show log"),
      () => {
        context.acts.showLog();
      },
      "output",
    );
    const again = button(
      busy === "continue" ? t("Starting…") : t("Continue run"),
      () => {
        if (busy === undefined) context.acts.continueRun();
      },
      { blocked: busy !== undefined },
    );
    return bottom(html`${log}${copyDetails(context)}`, html`${close(context, t("Close"))}${again}`);
  }
  if (busy === "cancel") {
    return bottom(html`<span class="muted">${t("Canceling…")}</span>`, nothing);
  }
  if (confirmsCancel) return askCancel(context);
  const ask = button(
    t("Cancel run…"),
    () => {
      context.send({ kind: "cancelAsked", asked: true });
    },
    { secondary: true },
  );
  return bottom(
    html`<span class="muted"
      >${t("Cancel stops what has not started. What exists is kept.")}</span
    >`,
    html`${ask}${close(context, t("Leave running"), false)}`,
  );
}

function bottom(summary: unknown, actions: unknown): TemplateResult {
  return html`<footer class="foot" aria-label=${t("Page actions")}>
    <div class="summary" role="status" aria-live="polite">${summary}</div>
    <div class="actions">${actions}</div>
  </footer>`;
}

export function footer(context: PageContext): TemplateResult {
  const { page } = context.state.draft;
  if (page === "review") return reviewFooter(context);
  if (page === "create") return createFooter(context);
  const index = projectPages.indexOf(page);
  const before = projectPages[index - 1];
  const next = projectPages[index + 1] ?? "review";
  const here = context.problems.filter((one) => one.page === page);
  return bottom(
    counts(context, here),
    html`${before ? back(context, before) : close(context, t("Cancel"))}${button(
      t("Next: {0}", pageTitle(next)),
      () => {
        openPage(context, next);
      },
    )}`,
  );
}
