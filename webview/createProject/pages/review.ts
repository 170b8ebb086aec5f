import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { environmentSpellings } from "../../../src/project/environments";
import type { ReviewFile, ReviewModel } from "../../../src/wizards/contracts/createProject";
import { link } from "../../widgets/button";
import { hidden, icon } from "../../widgets/icon";
import { problemText, severityWord } from "../../widgets/message";
import { pageHeader, section } from "../../widgets/section";
import { moment } from "../../widgets/times";
import { applyFix, loadLine, openPage, retry, type PageContext } from "../context";
import { reviewKey, selectedInOrder } from "../loads";
import { pageTitle } from "../pageTitles";
import { planOf } from "../planOf";
import { changeIcon } from "./planTable";
import { reviewGroups } from "./reviewGroups";
import { replacements, reviewSteps } from "./reviewSteps";

function totals(context: PageContext, review: ReviewModel): TemplateResult {
  const { totals: counts } = review;
  const count = selectedInOrder(context.state).length;
  const { region } = context.state.draft.manifest.location;
  const where =
    count === 1 ? t("1 environment, {0}", region) : t("{0} environments, {1}", count, region);
  const one = (change: keyof typeof counts, text: string) =>
    html`<li>
      ${changeIcon(change)}<span><b>${counts[change]}</b> ${text}</span>
    </li>`;
  const some = (change: keyof typeof counts, text: string) =>
    counts[change] > 0 ? one(change, text) : nothing;
  return html`<ul class="totals" aria-label=${t("Totals")}>
    ${one("create", t("to create"))} ${one("modify", t("to modify"))}
    ${some("replace", t("to replace"))} ${some("delete", t("to delete"))}
    ${one("unchanged", t("unchanged"))} ${one("referenced", t("used as they are"))}
    <li class="muted">${where}</li>
  </ul>`;
}

function problems(context: PageContext, review: ReviewModel | undefined) {
  const found = [...context.problems, ...(review?.problems ?? [])].filter(
    (one) => one.severity !== "info",
  );
  if (found.length === 0) return nothing;
  const rows = found.map(
    (problem) =>
      html`<li class="item">
        ${icon(problem.severity, problem.severity)}
        <div>
          <p>
            ${hidden(severityWord(problem.severity))}${
              problem.environment ? `${environmentSpellings[problem.environment].title}: ` : nothing
            }${problemText(problem, (one) => {
              applyFix(context, one);
            })}
          </p>
        </div>
        <span class="do"
          >${link(t("Show on {0}", pageTitle(problem.page)), () => {
            context.send({ kind: "problemOpened", page: problem.page, path: problem.path });
          })}</span
        >
      </li>`,
  );
  return section(
    { id: "s-problems", title: t("Problems") },
    html`<ul class="items">
      ${rows}
    </ul>`,
  );
}

function redFlags(context: PageContext, review: ReviewModel) {
  if (review.redFlags.length === 0) return nothing;
  return section(
    { id: "s-flags", title: t("Red flags") },
    html`<ul class="items">
      ${review.redFlags.map(
        (flag) =>
          html`<li class="item">
            ${icon("warning", "warning")}
            <div>
              <p>${hidden(severityWord("warning"))}${flag.message}</p>
              <p class="help">${flag.help}</p>
            </div>
            <span class="do"
              >${
                flag.page === "review"
                  ? nothing
                  : link(t("Show on {0}", pageTitle(flag.page)), () => {
                      openPage(context, flag.page);
                    })
              }</span
            >
          </li>`,
      )}
    </ul>`,
  );
}

function failures(review: ReviewModel) {
  return review.failures.map(
    (one) =>
      html`<div class="note-box error" role="alert">
        ${icon("error", "error")}
        <div>
          <h2>${t("{0} could not be planned", environmentSpellings[one.environment].title)}</h2>
          <p>${one.reason}</p>
        </div>
      </div>`,
  );
}

function fileChange(file: ReviewFile): TemplateResult {
  const lines = file.lines === 1 ? t("1 line") : t("{0} lines", file.lines);
  switch (file.change) {
    case "new":
      return html`${changeIcon("create")}${t("New, {0}", lines)}`;
    case "changed":
      return html`${changeIcon("modify")}${t("Changed, {0}", lines)}`;
    case "unchanged":
      return html`${changeIcon("unchanged")}${t("Unchanged")}`;
  }
}

function files(context: PageContext, review: ReviewModel): TemplateResult {
  const { folder } = context.state;
  const aside =
    folder === undefined
      ? t("no folder is open: Create asks for one")
      : t("to the folder {0}", folder);
  return section(
    { id: "s-files", title: t("Files to be written"), aside },
    html`<table class="grid mid">
      <thead>
        <tr>
          <th scope="col">${t("File")}</th>
          <th scope="col">${t("Change")}</th>
          <th scope="col"><span class="sr">${t("Actions")}</span></th>
        </tr>
      </thead>
      <tbody>
        ${review.files.map(
          (file) =>
            html`<tr>
              <th scope="row"><code>${file.path}</code></th>
              <td>${fileChange(file)}</td>
              <td class="r">
                ${link(t("Open diff"), () => {
                  context.acts.openFileDiff(file.path);
                })}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>`,
  );
}

function notice(context: PageContext) {
  const { notice: said } = context.state;
  if (!said) return nothing;
  const tone = said.kind === "error" ? "error" : "warning";
  return html`<div class="note-box ${tone}" role="alert">
    ${icon(tone, tone)}
    <div><p>${hidden(severityWord(tone))}${said.message}</p></div>
  </div>`;
}

function plan(context: PageContext, review: ReviewModel): TemplateResult {
  const key = reviewKey(context.state);
  const end = link(
    t("Check again"),
    () => {
      retry(context, "review", key);
    },
    "refresh",
  );
  const aside = t("checked {0}", moment(review.checkedAt, context.now));
  return html`${failures(review)} ${replacements(context, review)} ${redFlags(context, review)}
  ${reviewSteps(review)}
  ${section(
    { id: "s-what", title: t("Plan by resource group"), aside, end },
    reviewGroups(context, review),
  )}
  ${files(context, review)}`;
}

export function reviewPage(context: PageContext): TemplateResult {
  const review = planOf(context.state);
  const lead = t("What will change, and what is written to this folder. Nothing has happened yet.");
  const { blocked, connection } = context.state;
  const waiting = connection.account
    ? loadLine(context, "review", reviewKey(context.state), t("Comparing with what exists…"))
    : html`<p class="muted">${t("The plan is made once this page is connected.")}</p>`;
  return html`${pageHeader(
    t("Review"),
    lead,
    review && !blocked ? totals(context, review) : undefined,
  )}
  ${notice(context)} ${problems(context, review)}
  ${
    blocked && connection.account
      ? html`<p class="muted">${t("The plan is made once the errors are fixed.")}</p>`
      : waiting
  }
  ${review && !blocked ? plan(context, review) : nothing}`;
}
