import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { CloudId } from "../../../src/project/manifest";
import { button } from "../../widgets/button";
import { describedBy, field, selectControl } from "../../widgets/field";
import { pageHeader, section } from "../../widgets/section";
import { isInvalid, messagesAt, type PageContext } from "../context";
import { cloudOf } from "../edits";
import { namePreview } from "./namePreview";
import { namesSection } from "./names";
import { subscriptionTable } from "./subscriptions";

const clouds = (): readonly { readonly value: CloudId; readonly label: string }[] => [
  { value: "sandbox", label: t("Sandbox on this computer") },
  { value: "azure", label: t("Azure") },
  { value: "azureChina", label: t("Azure in China") },
  { value: "azureUsGovernment", label: t("Azure Government") },
];

function cloudField(context: PageContext): TemplateResult {
  const { connection, connecting, draft } = context.state;
  const help = connection.simulated
    ? t("Simulated. To use Azure, choose it here and sign in.")
    : t("Resources are created in Azure and cost money.");
  const cloud = connecting ? (cloudOf(draft.manifest) ?? connection.cloud) : connection.cloud;
  const messages = messagesAt(context, "cloud");
  return field(
    { path: "cloud", label: t("Cloud"), help, messages },
    selectControl({
      path: "cloud",
      label: t("Cloud"),
      value: cloud,
      options: clouds(),
      invalid: isInvalid(context, "cloud"),
      describedBy: describedBy("cloud", messages.length > 0),
      onChange: (value) => {
        if (value !== cloud || !connection.account) context.acts.connect(value);
      },
    }),
  );
}

function accountField(context: PageContext): TemplateResult {
  const { connection, connecting } = context.state;
  if (connecting) {
    const text = t("Connecting…");
    return html`<div class="field">
      <span class="flabel">${t("Account")}</span
      ><span class="value"
        ><span class="st"
          ><span class="codicon codicon-sync rotate i-run" aria-hidden="true"></span>${text}</span
        ></span
      >
    </div>`;
  }
  if (!connection.account) {
    const { cloud } = connection;
    return html`<div class="field">
      <span class="flabel">${t("Account")}</span>
      <div class="with-btn">
        <span>${t("Not connected")}</span>
        ${button(
          t("Connect"),
          () => {
            context.acts.connect(cloud);
          },
          { secondary: true },
        )}
      </div>
    </div>`;
  }
  const { tenant } = connection;
  return html`<div class="field">
    <span class="flabel">${t("Account")}</span
    ><span class="value"><span class="wrap">${connection.account.username}</span></span>
    ${
      tenant
        ? html`<span class="help">${t("Tenant: {0}", tenant.name ?? tenant.id)}</span>`
        : nothing
    }
  </div>`;
}

export function factoryPage(context: PageContext): TemplateResult {
  const lead = t(
    "Where the project lives and what its resources are called. Nothing is written or deployed before you confirm Review.",
  );
  return html`${pageHeader(t("Factory"), lead)}
    <div class="cols">
      <div class="page-col">
        ${section(
          { id: "s-where", title: t("Cloud and subscriptions") },
          html`<div class="fields">${cloudField(context)}${accountField(context)}</div>
            ${subscriptionTable(context)}`,
        )}
        ${namesSection(context)}
      </div>
      <div class="stick">${namePreview(context)}</div>
    </div>`;
}
