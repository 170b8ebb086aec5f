import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { environmentSpellings, type EnvironmentId } from "../../../src/project/environments";
import { projectNames } from "../../../src/project/names";
import { describedBy, field, textControl } from "../../widgets/field";
import { message } from "../../widgets/message";
import { pageHeader, section } from "../../widgets/section";
import { segments } from "../../widgets/segment";
import {
  edit,
  isInvalid,
  loadLine,
  messagesAt,
  setOptions,
  typeNumber,
  type PageContext,
} from "../context";
import { withNetwork } from "../edits";
import { environmentSegments, shownEnvironment } from "../environments";
import { factoryKey, selectedInOrder } from "../loads";
import { ownNetwork, planOf } from "../networkChecks";
import { addressTable, networkCheckList } from "./addressPlan";

function access(context: PageContext): TemplateResult {
  const { manifest, selected } = context.state.draft;
  const first = selectedInOrder(context.state)[0];
  const workspace = first ? projectNames(manifest, first).workspace : undefined;
  return section(
    { id: "s-acc", title: t("Access") },
    html`<p>
        <b>${t("Private")}</b> ·
        ${t("Private endpoints only. Reached from the network, by VPN, Bastion or a jump host.")}
      </p>
      ${messagesAt(context, "network.access")}
      ${
        workspace !== undefined && selected.length > 0
          ? message(
              "info",
              t(
                "This computer reaches the control plane, but not {0} and its storage until it is on the network.",
                workspace,
              ),
            )
          : nothing
      }`,
  );
}

function vnetFact(context: PageContext, id: EnvironmentId): TemplateResult {
  const name = projectNames(context.state.draft.manifest, id).vnet;
  const { title } = environmentSpellings[id];
  const state = ownNetwork(context.state, id)
    ? t("exists; subnets are added, nothing else changes")
    : t("new");
  return html`<div class="fact">
    ${title}: <code>${name}</code> <span class="muted">· ${state}</span>
  </div>`;
}

/** How the network is built; there is one way here, so these are facts and no choices. */
function facts(context: PageContext): TemplateResult {
  const { manifest } = context.state.draft;
  const key = factoryKey(manifest);
  return section(
    { id: "s-vnet", title: t("Virtual network and egress") },
    html`<dl class="kv">
        <dt>${t("Virtual network")}</dt>
        <dd>${selectedInOrder(context.state).map((id) => vnetFact(context, id))}</dd>
        <dt>${t("Private DNS zones")}</dt>
        <dd>${t("Here, in the common resource group. Zones that exist are used as they are.")}</dd>
        <dt>${t("Egress of the compute subnets")}</dt>
        <dd>
          ${t(
            "NAT gateway with its own public address. The subnets have no default outbound access; AKS uses outbound type {0}.",
            "userAssignedNATGateway",
          )}
        </dd>
      </dl>
      ${messagesAt(context, "network.dns")}${messagesAt(context, "network.egress")}
      ${loadLine(context, "facts", key, t("Reading the networks of this factory…"))}`,
  );
}

function spaceHelp(context: PageContext, id: EnvironmentId): string {
  const plan = planOf(context.state, id);
  if (plan.space === undefined) return t("For example 172.16.0.0/16.");
  const count = plan.addresses.toLocaleString();
  if (ownNetwork(context.state, id)) {
    return t(
      "The network exists with {0}. Room for about {1} more projects.",
      plan.space,
      plan.moreProjects,
    );
  }
  return t("{0} addresses. Room for about {1} more projects.", count, plan.moreProjects);
}

function spaceField(context: PageContext, id: EnvironmentId): TemplateResult {
  const { manifest } = context.state.draft;
  const path = `environments.${id}.network.addressSpace`;
  const label = t("Address space, {0}", environmentSpellings[id].title);
  // What concerns all environments together is said once, in the checks below.
  const messages = messagesAt(context, path, "SPACES_OVERLAP");
  return field(
    { path, label, help: spaceHelp(context, id), messages },
    textControl({
      path,
      label,
      value: manifest.environments[id]?.network.addressSpace ?? "",
      invalid: isInvalid(context, path),
      describedBy: describedBy(path, messages.length > 0),
      onInput: (text) => {
        edit(context, withNetwork(manifest, id, { addressSpace: text.trim() }), path);
      },
    }),
  );
}

function rangeField(context: PageContext, id: EnvironmentId): TemplateResult {
  const { manifest, texts } = context.state.draft;
  const path = `environments.${id}.network.commonRange`;
  const label = t("Range for common subnets, {0}", environmentSpellings[id].title);
  const messages = messagesAt(context, path);
  const octet = manifest.environments[id]?.network.commonRange ?? 0;
  const [first] = planOf(context.state, id).common;
  const help = first
    ? t("Third octet. Common subnets begin at {0}.", first.prefix.split("/")[0] ?? "")
    : t("Third octet. Used when the network is created.");
  return field(
    { path, label, help, messages },
    textControl({
      path,
      label,
      value: texts[path] ?? String(octet),
      range: { min: 0, max: 255 },
      invalid: isInvalid(context, path),
      describedBy: describedBy(path, messages.length > 0),
      onInput: (text) => {
        typeNumber(context, path, text, (commonRange) =>
          withNetwork(manifest, id, { commonRange }),
        );
      },
    }),
  );
}

function plan(context: PageContext): TemplateResult {
  const id = shownEnvironment(context.state, context.state.options.planEnvironment);
  const end = segments(
    t("Environment of the address plan"),
    environmentSegments(context.state),
    id,
    (planEnvironment) => {
      setOptions(context, { planEnvironment });
    },
  );
  return section(
    { id: "s-plan", title: t("Address plan"), end },
    html`<div class="fields">${spaceField(context, id)}${rangeField(context, id)}</div>
      ${addressTable(context, id)} ${networkCheckList(context)}`,
  );
}

export function networkPage(context: PageContext): TemplateResult {
  const lead = t("How the services are reached, and the address plan for each environment.");
  return html`${pageHeader(t("Network"), lead)} ${access(context)} ${facts(context)}
  ${plan(context)}`;
}
