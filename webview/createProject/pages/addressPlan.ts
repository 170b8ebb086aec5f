import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { PlannedSubnet } from "../../../src/project/addressPlan";
import { computeValues } from "../../../src/project/compute";
import { environmentSpellings, type EnvironmentId } from "../../../src/project/environments";
import { link } from "../../widgets/button";
import { hidden, icon } from "../../widgets/icon";
import { severityWord, type Severity } from "../../widgets/message";
import { edit, type PageContext } from "../context";
import { withHubSpaces } from "../edits";
import { selectedInOrder } from "../loads";
import {
  knownNetworks,
  ownNetwork,
  planOf,
  reservedHit,
  reservedRanges,
  sharedSpaces,
  spacesOf,
} from "../networkChecks";
import { problemsOf, subscriptionOf } from "../problems";

function purpose(context: PageContext, id: EnvironmentId, subnet: PlannedSubnet): string {
  const { manifest } = context.state.draft;
  switch (subnet.role) {
    case "aks2": {
      if (!manifest.services.aks) return t("Reserved for AKS");
      const nodes = computeValues(manifest, id).aksNodeCount;
      return nodes === 1
        ? t("AKS nodes and pods: 1 node + 1 for upgrades")
        : t("AKS nodes and pods: {0} nodes + 1 for upgrades", nodes);
    }
    case "genai":
      return t("Private endpoints, AML nodes and instances");
    case "aks":
      return t("Reserved for a second AKS cluster");
  }
}

function check(subnet: PlannedSubnet): TemplateResult {
  if (!subnet.fits) return html`${icon("error", "error")}${t("Too small")}`;
  return html`${icon("pass", "pass")}${subnet.exists ? t("Exists, fits") : t("Fits")}`;
}

export function addressTable(context: PageContext, id: EnvironmentId) {
  const plan = planOf(context.state, id);
  if (plan.subnets.length === 0) return nothing;
  const { title } = environmentSpellings[id];
  const number = context.state.draft.manifest.project.number;
  return html`<table class="grid">
    <caption class="sr">
      ${t("Subnets of project {0} in {1}", number, title)}
    </caption>
    <thead>
      <tr>
        <th scope="col">${t("Subnet")}</th>
        <th scope="col">${t("Range")}</th>
        <th scope="col" class="hide-narrow">${t("For")}</th>
        <th scope="col" class="r">${t("Needed")}</th>
        <th scope="col" class="r">${t("Usable")}</th>
        <th scope="col">${t("Check")}</th>
      </tr>
    </thead>
    <tbody>
      ${plan.subnets.map(
        (subnet) =>
          html`<tr>
            <th scope="row"><code>${subnet.name}</code></th>
            <td><code>${subnet.prefix}</code></td>
            <td class="hide-narrow">${purpose(context, id, subnet)}</td>
            <td class="r num">${subnet.needed}</td>
            <td class="r num">${subnet.usable}</td>
            <td class="nowrap">${check(subnet)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

interface CheckLine {
  readonly severity: Severity;
  readonly text: string;
  readonly help?: string;
  readonly act?: TemplateResult;
}

function overlapLine(context: PageContext): CheckLine | undefined {
  const { state } = context;
  if (!knownNetworks(state)) return undefined;
  if (problemsOf(state).some((one) => one.code === "ADDRESS_SPACE_OVERLAP")) return undefined;
  const names = selectedInOrder(state).map((id) => subscriptionOf(state, id)?.name ?? "");
  return {
    severity: "pass",
    text: t("No overlap with networks in {0}.", [...new Set(names)].join(", ")),
  };
}

function sharedLine(context: PageContext): CheckLine | undefined {
  const { state } = context;
  const ids = sharedSpaces(state);
  if (ids.length < 2) return undefined;
  const titles = ids.map((id) => environmentSpellings[id].title).join(", ");
  const spaces = [...new Set(ids.flatMap((id) => spacesOf(state, id)))];
  const areNew = ids.every((id) => !ownNetwork(state, id));
  const split = withHubSpaces(state.draft.manifest);
  return {
    severity: "warning",
    text:
      spaces.length === 1
        ? t("{0} use the same space {1}.", titles, spaces[0] ?? "")
        : t("The spaces of {0} overlap.", titles),
    help: t("They cannot be peered to one hub. Give each its own space if a hub is planned."),
    ...(areNew &&
      split && {
        act: link(t("Use three /18 spaces"), () => {
          edit(context, split);
        }),
      }),
  };
}

function reservedLine(context: PageContext): CheckLine {
  const hits = selectedInOrder(context.state).flatMap((id) => {
    const hit = reservedHit(context.state, id);
    return hit === undefined ? [] : [`${environmentSpellings[id].title} (${hit})`];
  });
  if (hits.length === 0) {
    const text = t("Clear of the AKS service range {0} and of {1}.", ...reservedRanges);
    return { severity: "pass", text };
  }
  return {
    severity: "warning",
    text: t("The space meets a range that AKS uses for itself: {0}.", hits.join(", ")),
    help: t("Pods cannot reach addresses in it. Choose another space."),
  };
}

function line(one: CheckLine): TemplateResult {
  return html`<li class="item">
    ${icon(one.severity, one.severity)}
    <div>
      <p>${hidden(severityWord(one.severity))}${one.text}</p>
      ${one.help === undefined ? nothing : html`<p class="help">${one.help}</p>`}
    </div>
    ${one.act ? html`<span class="do">${one.act}</span>` : nothing}
  </li>`;
}

/** What holds for all environments together. Problems of one field stand at that field. */
export function networkCheckList(context: PageContext): TemplateResult {
  const lines = [sharedLine(context), overlapLine(context), reservedLine(context)];
  return html`<ul class="items" aria-label=${t("Checks of the address plan")}>
    ${lines.flatMap((one) => (one ? [line(one)] : []))}
  </ul>`;
}
