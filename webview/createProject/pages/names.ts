import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { nextFreeNumber } from "../../../src/project/projectNumbers";
import { button } from "../../widgets/button";
import { describedBy, field, selectControl, textControl } from "../../widgets/field";
import { fold, section } from "../../widgets/section";
import { edit, isInvalid, loadLine, messagesAt, toggle, type PageContext } from "../context";
import {
  withFactory,
  withProjectNumber,
  withRegion,
  withShortCode,
  type FactoryField,
} from "../edits";
import { factoryKey, regionsSubscription } from "../loads";
import { factsOf } from "../problems";
import { saltField } from "./salts";

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
    value: manifest.factory[name],
    onInput: (value) => {
      edit(context, withFactory(manifest, name, value), path);
    },
  });
}

/** Number, affixes, region and salts: what the names are made of. */
export function namesSection(context: PageContext): TemplateResult {
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
        {
          heading: t("Advanced names"),
          description: t("Resource suffixes, project affixes, base names"),
          isOpen: context.state.options.open.includes("advanced"),
          onToggle: () => {
            toggle(context, "open", "advanced");
          },
        },
        advanced,
      )}`,
  );
}
