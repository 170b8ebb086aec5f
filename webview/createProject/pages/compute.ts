import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { computeValues, isOverride, withOverride } from "../../../src/project/compute";
import {
  computeSettingKeys,
  computeSettings,
  type ComputeSetting,
  type ComputeSettingKey,
} from "../../../src/project/computeSettings";
import { environmentSpellings, type EnvironmentId } from "../../../src/project/environments";
import { link } from "../../widgets/button";
import { checkControl } from "../../widgets/field";
import { message } from "../../widgets/message";
import { pageHeader, section } from "../../widgets/section";
import { edit, setOptions, type PageContext } from "../context";
import { manifestEnvironments } from "../environments";
import { subscriptionOf } from "../problems";
import { computeCell } from "./computeCell";
import { instanceSection } from "./instances";
import { quotaSection } from "./quota";
import { protectedMark } from "./subscriptions";

interface Group {
  readonly title: string;
  readonly keys: readonly ComputeSettingKey[];
}

const groups = (): readonly Group[] => [
  {
    title: t("Serving: AKS"),
    keys: ["aksNodeSku", "aksNodeCount", "kubernetesVersion"],
  },
  { title: t("Training: AML compute cluster"), keys: ["clusterSku", "clusterMaxNodes"] },
  { title: t("Workstations: AML compute instances"), keys: ["instanceSku"] },
];

function helpOf(key: ComputeSettingKey): string {
  switch (key) {
    case "aksNodeSku":
      return t("Agent pool");
    case "aksNodeCount":
      return t("Fixed size");
    case "kubernetesVersion":
      return t("Of the cluster and its nodes");
    case "clusterSku":
      return t("Scales to zero");
    case "clusterMaxNodes":
      return t("Reached under load");
    case "instanceSku":
      return t("Default for each person");
  }
}

/** The factory's files hold one value for Stage and Prod. */
function stageProdNote(context: PageContext, key: ComputeSettingKey) {
  const { manifest } = context.state.draft;
  if (!manifest.environments.stage || !manifest.environments.prod) return nothing;
  const stage = computeValues(manifest, "stage")[key];
  if (stage === computeValues(manifest, "prod")[key]) return nothing;
  return message(
    "info",
    t("Prod differs from Stage. The factory’s files hold one value for both."),
  );
}

function variables(context: PageContext, setting: ComputeSetting) {
  if (!context.state.options.showVariables) return nothing;
  const { dev, stageAndProd } = setting.variables;
  return html`<code class="variable">${dev}</code>${
      dev === stageAndProd ? nothing : html`<code class="variable">${stageAndProd}</code>`
    }`;
}

function row(context: PageContext, key: ComputeSettingKey): TemplateResult {
  const setting = computeSettings[key];
  return html`<tr role="row">
    <th scope="row" role="rowheader">
      <span class="rowname">${setting.title}</span
      ><span class="help">${helpOf(key)}</span
      >${variables(context, setting)}${stageProdNote(context, key)}
    </th>
    ${manifestEnvironments(context.state).map(
      (id) => html`<td role="cell">${computeCell({ context, id, setting })}</td>`,
    )}
  </tr>`;
}

function head(context: PageContext, id: EnvironmentId): TemplateResult {
  const isSelected = context.state.draft.selected.includes(id);
  const where = isSelected ? subscriptionOf(context.state, id)?.name : t("not created in this run");
  return html`<th scope="col" role="columnheader">
    <span class="env">${environmentSpellings[id].title}</span>${protectedMark(context, id)}
    <span class="muted small">${where}</span>
  </th>`;
}

function matrix(context: PageContext): TemplateResult {
  const ids = manifestEnvironments(context.state);
  return html`<table class="matrix" role="table">
    <colgroup>
      <col class="name" />
      ${ids.map(() => html`<col />`)}
    </colgroup>
    <thead role="rowgroup">
      <tr role="row">
        <th scope="col" role="columnheader"><span class="sr">${t("Setting")}</span></th>
        ${ids.map((id) => head(context, id))}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${groups().map(
        (group) =>
          html`<tr class="group" role="row">
              <th colspan=${ids.length + 1} scope="rowgroup" role="rowheader">${group.title}</th>
            </tr>
            ${group.keys.map((key) => row(context, key))}`,
      )}
    </tbody>
  </table>`;
}

function overrides(context: PageContext): number {
  const { manifest } = context.state.draft;
  return manifestEnvironments(context.state).reduce(
    (sum, id) => sum + computeSettingKeys.filter((key) => isOverride(manifest, id, key)).length,
    0,
  );
}

function overrideText(count: number): string {
  if (count === 0) return t("all at their defaults");
  return count === 1
    ? t("1 override, marked by a coloured edge")
    : t("{0} overrides, marked by a coloured edge", count);
}

function resetAll(context: PageContext): void {
  let { manifest } = context.state.draft;
  for (const id of manifestEnvironments(context.state)) {
    for (const key of computeSettingKeys) {
      manifest = withOverride(manifest, id, key, undefined);
      edit(context, manifest, `environments.${id}.compute.${key}`);
    }
  }
}

export function computePage(context: PageContext): TemplateResult {
  const count = overrides(context);
  const { region } = context.state.draft.manifest.location;
  const end = html`${checkControl(
    t("Show variable names"),
    context.state.options.showVariables,
    (showVariables) => {
      setOptions(context, { showVariables });
    },
  )}${link(
    t("Reset all to defaults"),
    () => {
      resetAll(context);
    },
    "discard",
  )}`;
  const lead = t(
    "Sizes and versions for each environment, checked against {0} and your quota while you type.",
    region,
  );
  return html`${pageHeader(t("Compute"), lead)}
  ${section({ id: "s-m", title: t("Settings"), aside: overrideText(count), end }, matrix(context))}
  ${instanceSection(context)} ${quotaSection(context)}`;
}
