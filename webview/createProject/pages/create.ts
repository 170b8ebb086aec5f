import { t } from "@vscode/l10n";
import { html, type TemplateResult } from "lit";
import { bar } from "../../widgets/bar";
import { link } from "../../widgets/button";
import { checkControl } from "../../widgets/field";
import { icon } from "../../widgets/icon";
import { pageHeader, section } from "../../widgets/section";
import { between, moment } from "../../widgets/times";
import { openPage, setOptions, type PageContext } from "../context";
import { allResources, countResources, type RunView } from "../run";
import { failurePage } from "./createFailed";
import { said } from "./notice";
import { runEnvironments } from "./runEnvironments";

/** The environment at work, for the heading and the step list. */
export const workingEnvironment = (run: RunView) =>
  run.environments.find((one) => one.state === "running");

function heading(run: RunView): TemplateResult {
  if (run.outcome === "succeeded") return html`${icon("pass", "pass")}${t("Created")}`;
  if (run.outcome === "canceled") return html`${icon("circle-slash", "muted")}${t("Canceled")}`;
  const working = workingEnvironment(run);
  return html`${icon("sync", "run")}${working ? t("Creating {0}", working.title) : t("Starting")}`;
}

/** Said aloud on a change of stage and at the end, not for each resource. */
function spoken(run: RunView): string {
  if (run.outcome === "succeeded") return t("Created. All environments are ready.");
  if (run.outcome === "canceled") return t("Canceled. What exists is kept.");
  const working = workingEnvironment(run);
  return working ? t("Creating {0}.", working.title) : t("Starting.");
}

function overview(context: PageContext, run: RunView): TemplateResult {
  const counts = countResources(allResources(run));
  const end = run.finishedAt ?? context.now;
  const facts: readonly (readonly [string, string])[] = [
    [t("Elapsed"), between(run.startedAt, end)],
    [t("Started"), t("{0} by {1}", moment(run.startedAt, context.now), run.by)],
    [t("Run"), run.runId],
  ];
  return html`<section class="sec run-head" aria-labelledby="s-run">
    <div class="sec-head">
      <h2 id="s-run"><span class="st">${heading(run)}</span></h2>
      <span class="muted">${t("{0} of {1} done", counts.done, counts.all)}</span>
    </div>
    ${bar(counts.all === 0 ? 0 : counts.done / counts.all)}
    <dl class="run-facts">
      ${facts.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd class="num wrap">${value}</dd>
          </div>`,
      )}
    </dl>
    <p class="sr" role="status" aria-live="polite">${spoken(run)}</p>
  </section>`;
}

function resources(context: PageContext, run: RunView): TemplateResult {
  const end = html`${checkControl(
    t("Hide finished"),
    context.state.options.hideFinished,
    (hideFinished) => {
      setOptions(context, { hideFinished });
    },
  )}${link(
    t("Show log"),
    () => {
      context.acts.showLog();
    },
    "output",
  )}`;
  return section({ id: "s-res", title: t("Resources"), end }, runEnvironments(context, run));
}

function leadOf(run: RunView): string {
  switch (run.outcome) {
    case "succeeded":
      return t("The project is ready. The Environments view in the side bar shows it.");
    case "canceled":
      return t("The run was canceled. What exists is kept, and you can continue from here.");
    default:
      return t("You can close this page: the run goes on, and this page shows it again.");
  }
}

export function createPage(context: PageContext): TemplateResult {
  const { run, busy } = context.state;
  if (!run && busy === "create") {
    return html`${pageHeader(t("Create"), t("The manifest is written."))}
      <p class="st" role="status">${icon("sync", "run")}<span>${t("Starting the run…")}</span></p>`;
  }
  if (!run) {
    return html`${pageHeader(t("Create"), t("Nothing has been created yet."))}
      <p>
        ${link(t("Review the plan first"), () => {
          openPage(context, "review");
        })}
      </p>`;
  }
  if (run.outcome === "failed") return failurePage(context, run);
  return html`${pageHeader(t("Create"), leadOf(run))} ${said(context)} ${overview(context, run)}
  ${resources(context, run)}`;
}
