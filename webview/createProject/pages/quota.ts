import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { quotaNeeds, type QuotaNeed } from "../../../src/project/checkCompute";
import { environmentSpellings, type EnvironmentId } from "../../../src/project/environments";
import { bar } from "../../widgets/bar";
import { link } from "../../widgets/button";
import { hidden, icon } from "../../widgets/icon";
import { rich } from "../../widgets/rich";
import { section } from "../../widgets/section";
import { moment } from "../../widgets/times";
import { loadLine, retry, type PageContext } from "../context";
import { offerKey, selectedInOrder } from "../loads";
import { offerOf, subscriptionOf } from "../problems";

function level(need: QuotaNeed) {
  if (need.left === undefined || need.needed < need.left) return "fits";
  return need.needed === need.left ? "full" : "bad";
}

function needText(need: QuotaNeed): TemplateResult {
  const needed = html`<b>${need.needed}</b>`;
  if (need.left === undefined) return rich(t("needs {0} vCPUs, quota not reported"), needed);
  return rich(t("needs {0} of {1} vCPUs left"), needed, need.left);
}

function mark(need: QuotaNeed): TemplateResult | typeof nothing {
  switch (level(need)) {
    case "fits":
      return nothing;
    case "full":
      return html`${icon("warning", "warning")}${hidden(t("Warning: "))} `;
    case "bad":
      // AML nodes wait under load, AKS nodes are needed at once.
      return need.kind === "aks"
        ? html`${icon("error", "error")}${hidden(t("Error: "))} `
        : html`${icon("warning", "warning")}${hidden(t("Warning: "))} `;
  }
}

function line(need: QuotaNeed): TemplateResult {
  const name = need.kind === "aml" ? t("AML, {0}", need.title) : t("AKS, {0}", need.title);
  const part = need.left === undefined ? 0 : need.needed / Math.max(need.left, 1);
  return html`<div class="q">
    <div class="t"><span>${name}</span><span class="num">${mark(need)}${needText(need)}</span></div>
    ${bar(part, level(need))}
  </div>`;
}

function environment(context: PageContext, id: EnvironmentId): TemplateResult {
  const { manifest } = context.state.draft;
  const subscription = subscriptionOf(context.state, id);
  const offer = offerOf(context.state, id)?.value;
  const needs = offer ? quotaNeeds(manifest, id, offer) : [];
  const key = offerKey(subscription?.id ?? "", manifest.location.region);
  return html`<div>
    <h3>
      ${environmentSpellings[id].title} <span class="muted small">${subscription?.name}</span>
    </h3>
    ${needs.map(line)}
    ${
      offer && needs.length === 0
        ? html`<p class="help">${t("Not checked: choose offered sizes.")}</p>`
        : nothing
    }
    ${
      subscription
        ? loadLine(context, "offers", key, t("Reading quota in {0}…", manifest.location.region))
        : html`<p class="help">${t("Not checked: not connected.")}</p>`
    }
  </div>`;
}

function checkAgain(context: PageContext): void {
  for (const id of selectedInOrder(context.state)) {
    const subscription = subscriptionOf(context.state, id);
    if (!subscription) continue;
    retry(
      context,
      "offers",
      offerKey(subscription.id, context.state.draft.manifest.location.region),
    );
  }
}

/** vCPUs that each quota family needs when everything runs at its largest. */
export function quotaSection(context: PageContext): TemplateResult {
  const ids = selectedInOrder(context.state);
  const { region } = context.state.draft.manifest.location;
  const checked = ids.map((id) => offerOf(context.state, id)?.value?.checkedAt).find(Boolean);
  const aside =
    checked === undefined ? region : t("{0}, checked {1}", region, moment(checked, context.now));
  const end = link(
    t("Check again"),
    () => {
      checkAgain(context);
    },
    "refresh",
  );
  return section(
    { id: "s-q", title: t("Quota at full scale"), aside, end },
    html`<div class="quota">${ids.map((id) => environment(context, id))}</div>`,
  );
}
