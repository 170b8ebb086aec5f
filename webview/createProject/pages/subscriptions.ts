import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import {
  environmentIds,
  environmentSpellings,
  type EnvironmentId,
} from "../../../src/project/environments";
import type { SubscriptionInfo } from "../../../src/wizards/contracts/createProject";
import { checkControl, fieldId, messageBox, selectControl } from "../../widgets/field";
import { hidden, icon } from "../../widgets/icon";
import { edit, isInvalid, messagesAt, type PageContext } from "../context";
import { withSubscription } from "../edits";
import { subscriptionOf } from "../problems";

/** Prod and whatever the manifest protects are marked the same way everywhere. */
export function protectedMark(context: PageContext, id: EnvironmentId) {
  return context.state.draft.manifest.environments[id]?.protected
    ? html` ${icon("lock-small", "muted")}${hidden(t("protected"))}`
    : nothing;
}

function rights(subscription: SubscriptionInfo | undefined): TemplateResult | typeof nothing {
  switch (subscription?.rights) {
    case undefined:
      return nothing;
    case "canCreate":
      return html`${icon("pass", "pass")}${t("Can create")}`;
    case "cannotAssignRoles":
      return html`${icon("warning", "warning")}${t("Cannot assign roles")}`;
    case "cannotCreate":
      return html`${icon("error", "error")}${t("Cannot create")}`;
    case "unknown":
      return html`${icon("circle-slash", "muted")}${t("Not known")}`;
  }
}

function row(context: PageContext, id: EnvironmentId): TemplateResult {
  const { state, send } = context;
  const { manifest, selected } = state.draft;
  const { title } = environmentSpellings[id];
  const path = `environments.${id}.subscriptionId`;
  const isSelected = selected.includes(id);
  const settings = manifest.environments[id];
  const check = checkControl(
    title,
    isSelected,
    (on) => {
      send({ kind: "environmentSelected", id, on });
    },
    id === "dev" ? fieldId("selected") : undefined,
  );
  return html`<tr>
    <th scope="row"><span class="with-mark">${check}${protectedMark(context, id)}</span></th>
    <td>
      ${
        settings && isSelected
          ? selectControl({
              path,
              label: t("Subscription for {0}", title),
              value: settings.subscriptionId,
              options: state.connection.subscriptions.map((one) => ({
                value: one.id,
                label: one.name,
              })),
              invalid: isInvalid(context, path),
              describedBy: `${fieldId(path)}-m`,
              onChange: (value) => {
                edit(context, withSubscription(manifest, id, value), path);
              },
            })
          : html`<span class="muted">${t("Not created in this run")}</span>`
      }
    </td>
    <td>${isSelected ? rights(subscriptionOf(state, id)) : nothing}</td>
  </tr>`;
}

function unknownRights(context: PageContext): readonly string[] {
  return context.state.draft.selected.flatMap((id) => {
    const subscription = subscriptionOf(context.state, id);
    return subscription?.rights === "unknown" && subscription.rightsReason !== undefined
      ? [subscription.rightsReason]
      : [];
  });
}

/** Which environments to create, each in its subscription, and what the caller may do there. */
export function subscriptionTable(context: PageContext): TemplateResult {
  const paths = environmentIds.map((id) => `environments.${id}.subscriptionId`);
  const reasons = [...new Set(unknownRights(context))];
  return html`<table class="grid mid subscriptions">
      <caption class="sr">
        ${t("Subscription for each environment")}
      </caption>
      <thead>
        <tr>
          <th scope="col">${t("Environment")}</th>
          <th scope="col">${t("Subscription")}</th>
          <th scope="col">${t("Your rights")}</th>
        </tr>
      </thead>
      <tbody>
        ${environmentIds.map((id) => row(context, id))}
      </tbody>
    </table>
    ${messageBox("selected", messagesAt(context, "selected"))}
    ${paths.map((path) => messageBox(path, messagesAt(context, path)))}
    ${reasons.map((reason) => html`<span class="help">${reason}</span>`)}`;
}
