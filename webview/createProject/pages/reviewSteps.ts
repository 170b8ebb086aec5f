import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { environmentSpellings } from "../../../src/project/environments";
import type { ReviewModel, ReviewStep } from "../../../src/wizards/contracts/createProject";
import { checkControl, fieldId } from "../../widgets/field";
import { icon } from "../../widgets/icon";
import { section } from "../../widgets/section";
import { setOptions, type PageContext } from "../context";
import { replacementsOf, tickPath } from "../planOf";
import { planTable, type PlanRow } from "./planTable";

function tick(context: PageContext, step: ReviewStep): TemplateResult {
  const { confirmed } = context.state.options;
  const { title } = environmentSpellings[step.environment];
  const label = t("{0}: {1} {2}", title, step.title, step.name);
  const control = checkControl(
    label,
    confirmed.includes(step.id),
    (isAgreed) => {
      const others = confirmed.filter((id) => id !== step.id);
      setOptions(context, { confirmed: isAgreed ? [...others, step.id] : others });
    },
    fieldId(tickPath(step)),
  );
  return html`<li class="item confirm">
    ${icon("warning", "warning")}
    <div>
      ${control}
      <p class="help">${step.loses}</p>
      ${step.undo === undefined ? nothing : html`<p class="help">${step.undo}</p>`}
    </div>
  </li>`;
}

/** What is lost for good: each needs a tick of its own before Create. */
export function replacements(context: PageContext, review: ReviewModel) {
  const steps = replacementsOf(review);
  if (steps.length === 0) return nothing;
  return section(
    { id: "s-replacements", title: t("What is lost"), aside: t("each has to be confirmed") },
    html`<ul class="items">
      ${steps.map((step) => tick(context, step))}
    </ul>`,
  );
}

function planRow(step: ReviewStep): PlanRow {
  const { title } = environmentSpellings[step.environment];
  const when =
    step.phase === "before"
      ? t("{0}, before the deployment", title)
      : t("{0}, after the deployment", title);
  const text = html`${t("{0} · {1}", step.title, step.detail)}<br />${when}`;
  return { change: step.change, name: step.name, text };
}

/** Work beside the deployment, in its order. */
export function reviewSteps(review: ReviewModel) {
  if (review.steps.length === 0) return nothing;
  const title = t("Steps before and after the deployment");
  return section({ id: "s-steps", title }, planTable(title, review.steps.map(planRow)));
}
