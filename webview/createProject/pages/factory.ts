import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { environmentIds, environmentSpellings } from "../../../src/project/environments";
import type { CloudId } from "../../../src/project/manifest";
import { button } from "../../widgets/button";
import { describedBy, field, selectControl, textControl } from "../../widgets/field";
import { pageHeader, section, fold } from "../../widgets/section";
import { edit, isInvalid, messagesAt, toggle, loadLine, type PageContext } from "../context";
import {
  cloudOf,
  withFactory,
  withProjectNumber,
  withRegion,
  withShortCode,
  type FactoryField,
} from "../edits";
import { factoryKey, regionsSubscription, saltsKey } from "../loads";
import { factsOf, nextFreeNumber } from "../problems";
import { namePreview } from "./namePreview";
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

function text(
  context: PageContext,
  options: {
    readonly path: string;
    readonly label: string;
    readonly help?: string;
    readonly value: string;
    readonly maxLength?: number;
    readonly onInput: (value: string) => void;
  },
): TemplateResult {
  const { path, label, help, value, maxLength, onInput } = options;
  const messages = messagesAt(context, path);
  return field(
    { path, label, ...(help !== undefined && { help }), messages },
    textControl({
      path,
      label,
      value,
      invalid: isInvalid(context, path),
      describedBy: describedBy(path, messages.length > 0),
      ...(maxLength !== undefined && { maxLength }),
      onInput,
    }),
  );
}

function numberHelp(context: PageContext): string {
  const facts = factsOf(context.state)?.value;
  const { number } = context.state.draft.manifest.project;
  if (!facts || !/^\d{3}$/.test(number) || facts.usedProjectNumbers.includes(number)) {
    return t("Three digits.");
  }
  return t("Three digits. {0} is free in this factory.", number);
}

function numberField(context: PageContext): TemplateResult {
  const { manifest } = context.state.draft;
  const path = "project.number";
  const facts = factsOf(context.state)?.value;
  const free = facts && nextFreeNumber(facts.usedProjectNumbers);
  const messages = messagesAt(context, path);
  const reading = loadLine(
    context,
    "facts",
    factoryKey(manifest),
    t("Reading the projects of this factory…"),
  );
  const control = html`<div class="with-btn">
    ${textControl({
      path,
      label: t("Project number"),
      value: manifest.project.number,
      maxLength: 3,
      invalid: isInvalid(context, path),
      describedBy: describedBy(path, messages.length > 0),
      onInput: (value) => {
        edit(context, withProjectNumber(manifest, value), path);
      },
    })}
    ${button(
      t("Use next free"),
      () => {
        if (free !== undefined) edit(context, withProjectNumber(manifest, free), path);
      },
      { secondary: true, blocked: free === undefined },
    )}
  </div>`;
  return field(
    {
      path,
      label: t("Project number"),
      help: html`${numberHelp(context)}${reading}`,
      messages,
    },
    control,
  );
}

function regionField(context: PageContext): TemplateResult {
  const { manifest } = context.state.draft;
  const path = "location.region";
  const subscription = regionsSubscription(context.state);
  const regions = subscription ? (context.state.loads.regions[subscription]?.value ?? []) : [];
  const messages = messagesAt(context, path);
  const reading = subscription
    ? loadLine(context, "regions", subscription, t("Reading the regions…"))
    : nothing;
  return field(
    { path, label: t("Region"), messages, ...(reading !== nothing && { help: reading }) },
    selectControl({
      path,
      label: t("Region"),
      value: manifest.location.region,
      options: regions.map((one) => ({
        value: one.name,
        label: `${one.displayName} (${one.name})`,
      })),
      invalid: isInvalid(context, path),
      describedBy: describedBy(path, messages.length > 0),
      onChange: (value) => {
        edit(context, withRegion(manifest, value), path);
      },
    }),
  );
}

function factoryText(
  context: PageContext,
  name: FactoryField,
  label: string,
  help?: string,
): TemplateResult {
  const { manifest } = context.state.draft;
  const path = `factory.${name}`;
  return text(context, {
    path,
    label,
    ...(help !== undefined && { help }),
    value: String(manifest.factory[name]),
    onInput: (value) => {
      edit(context, withFactory(manifest, name, value), path);
    },
  });
}

function sourceText(source: string, from: string | undefined): string {
  switch (source) {
    case "manifest":
      return t("kept in the manifest");
    case "dotEnv":
      return t("read from {0}", from ?? ".env");
    case "existingResource":
      return t("read from {0}", from ?? t("an existing resource"));
    default:
      return t("computed from the common resource group");
  }
}

function saltField(context: PageContext): TemplateResult {
  const { manifest } = context.state.draft;
  const decided = environmentIds.flatMap((id) => {
    const salt = manifest.environments[id]?.salt;
    return salt ? [{ id, salt }] : [];
  });
  const reading = loadLine(context, "salts", saltsKey(manifest), t("Deciding the salts…"));
  return html`<div class="field">
    <span class="flabel">${t("Salt")}</span>
    ${
      decided.length > 0
        ? html`<div class="value">
              <code>${decided.map((one) => one.salt.value).join(" · ")}</code>
            </div>
            <span class="help"
              >${decided.map(
                ({ id, salt }, index) =>
                  html`${index > 0 ? " " : ""}${t(
                    "{0}: {1}.",
                    environmentSpellings[id].title,
                    sourceText(salt.source, salt.from),
                  )}`,
              )}
              ${t("Decided once, then kept in the manifest.")}</span
            >`
        : nothing
    }
    ${
      decided.length === 0 && reading === nothing
        ? html`<div class="value muted">${t("Decided when connected.")}</div>`
        : nothing
    }
    ${reading}
  </div>`;
}

function names(context: PageContext): TemplateResult {
  const { manifest } = context.state.draft;
  const advanced = html`<div class="fields">
    ${factoryText(context, "projectPrefix", t("Project prefix"), t("Ends with a dash."))}
    ${factoryText(context, "projectSuffix", t("Project suffix"))}
    ${factoryText(context, "commonResourceGroupBase", t("Common resource group"))}
    ${factoryText(context, "vnetNameBase", t("Virtual network"))}
    ${factoryText(
      context,
      "commonResourceSuffix",
      t("Suffix of common resources"),
      t("A dash and three digits."),
    )}
    ${factoryText(
      context,
      "projectResourceSuffix",
      t("Suffix of project resources"),
      t("A dash and three digits."),
    )}
  </div>`;
  return section(
    { id: "s-name", title: t("Names") },
    html`<div class="fields">
        ${numberField(context)}
        ${factoryText(context, "prefix", t("Factory prefix"), t("Ends with a dash."))}
        ${regionField(context)}
        ${text(context, {
          path: "location.shortCode",
          label: t("Region short code"),
          help: t("2 or 3 characters. 4 do not fit once Stage or Prod is used."),
          value: manifest.location.shortCode,
          maxLength: 4,
          onInput: (value) => {
            edit(context, withShortCode(manifest, value), "location.shortCode");
          },
        })}
        ${factoryText(context, "suffix", t("Factory suffix"), t("A dash and three digits."))}
        ${saltField(context)}
      </div>
      ${fold(
        t("Advanced names"),
        t("Resource suffixes, project affixes, base names"),
        context.state.options.open.includes("advanced"),
        advanced,
        () => {
          toggle(context, "open", "advanced");
        },
      )}`,
  );
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
        ${names(context)}
      </div>
      <div class="stick">${namePreview(context)}</div>
    </div>`;
}
