import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { defaultInstanceName, instanceSku, isLargeSize } from "../../../src/project/compute";
import { environmentSpellings, type EnvironmentId } from "../../../src/project/environments";
import type { ComputeInstanceManifest } from "../../../src/project/manifest";
import { button, iconButton, link } from "../../widgets/button";
import { describedBy, field, fieldId, selectControl, textControl } from "../../widgets/field";
import { hidden, icon } from "../../widgets/icon";
import { message } from "../../widgets/message";
import { section } from "../../widgets/section";
import { edit, formText, messagesAt, setForms, toggle, type PageContext } from "../context";
import { withInstances } from "../edits";
import { environmentSegments, manifestEnvironments, shownEnvironment } from "../environments";
import { offerOf } from "../problems";

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function assignee(context: PageContext, instance: ComputeInstanceManifest): TemplateResult {
  const { objectId, displayName } = instance.assignedTo;
  if (objectId === context.state.connection.account?.objectId) return html`${t("You")}`;
  return displayName === undefined
    ? html`${t("Object id")} <code>${objectId}</code>`
    : html`${displayName}`;
}

function row(context: PageContext, id: EnvironmentId, index: number): TemplateResult {
  const { manifest } = context.state.draft;
  const instances = manifest.environments[id]?.computeInstances ?? [];
  const instance = instances[index];
  if (!instance) return html``;
  const sku = instanceSku(manifest, id, instance);
  const needsTick =
    isLargeSize(sku, offerOf(context.state, id)?.value) && instance.confirmedLarge !== true;
  const base = `environments.${id}.computeInstances.${String(index)}`;
  const messages = ["", ".name", ".sku", ".assignedTo", ".confirmedLarge"].flatMap((end) =>
    messagesAt(context, `${base}${end}`),
  );
  const name = instance.name === "" ? t("Named once the salt is decided") : instance.name;
  return html`<tr id=${fieldId(base)} tabindex="-1">
    <th scope="row">
      ${instance.name === "" ? html`<span class="muted">${name}</span>` : html`<code>${name}</code>`}
      ${messages.length > 0 ? html`<span class="messages">${messages}</span>` : nothing}
    </th>
    <td>${environmentSpellings[id].title}</td>
    <td>${assignee(context, instance)}</td>
    <td>
      <code>${sku}</code>${
        needsTick
          ? html` ${icon("warning", "warning")}${hidden(t("Warning, very large, needs your tick"))}`
          : nothing
      }
    </td>
    <td class="r">
      ${iconButton("trash", t("Remove {0}", name), () => {
        const rest = instances.filter((_, at) => at !== index);
        edit(context, withInstances(manifest, id, rest));
      })}
    </td>
  </tr>`;
}

function formProblem(context: PageContext): string | undefined {
  const objectId = formText(context, "instance.objectId").trim();
  return objectId === "" || guid.test(objectId)
    ? undefined
    : t("“{0}” is not an object id. Enter a GUID from Microsoft Entra ID.", objectId);
}

function add(context: PageContext, id: EnvironmentId): void {
  const { manifest } = context.state.draft;
  const typed = formText(context, "instance.objectId").trim();
  const { account } = context.state.connection;
  const objectId = typed === "" ? account?.objectId : typed;
  const tenantId = manifest.environments[id]?.tenantId;
  if (objectId === undefined || tenantId === undefined) return;
  if (formProblem(context) !== undefined) return;
  const displayName = account?.objectId === objectId ? account.username : undefined;
  const instance: ComputeInstanceManifest = {
    name: defaultInstanceName(manifest, id) ?? "",
    assignedTo: { objectId, tenantId, ...(displayName !== undefined && { displayName }) },
  };
  const instances = manifest.environments[id]?.computeInstances ?? [];
  edit(context, withInstances(manifest, id, [...instances, instance]));
  setForms(context, { "instance.objectId": "" });
  toggle(context, "open", "instance");
}

function form(context: PageContext): TemplateResult {
  const wanted = formText(context, "instance.environment");
  const all = environmentSegments(context.state);
  const id = shownEnvironment(
    context.state,
    all.find((one) => one.value === wanted)?.value ?? "dev",
  );
  const problem = formProblem(context);
  const path = "form.instance.objectId";
  return html`<div class="fields">
    ${field(
      { path: "form.instance.environment", label: t("Environment") },
      selectControl({
        path: "form.instance.environment",
        label: t("Environment of the new instance"),
        value: id,
        options: all.map((one) => ({ value: one.value, label: one.title })),
        onChange: (value) => {
          setForms(context, { "instance.environment": value });
        },
      }),
    )}
    ${field(
      {
        path,
        label: t("Object id of the person"),
        help: t("Only this person can use the instance. Empty: you."),
        messages: problem === undefined ? [] : [message("error", problem)],
      },
      html`<div class="with-btn">
        ${textControl({
          path,
          label: t("Object id of the person"),
          value: formText(context, "instance.objectId"),
          invalid: problem !== undefined,
          describedBy: describedBy(path, problem !== undefined),
          onInput: (text) => {
            setForms(context, { "instance.objectId": text });
          },
        })}
        ${button(
          t("Add"),
          () => {
            add(context, id);
          },
          { secondary: true, blocked: problem !== undefined },
        )}
      </div>`,
    )}
  </div>`;
}

/** Compute instances belong to people: a list names each with its person. */
export function instanceSection(context: PageContext): TemplateResult {
  const { manifest } = context.state.draft;
  const rows = manifestEnvironments(context.state).flatMap((id) =>
    (manifest.environments[id]?.computeInstances ?? []).map((_, index) => row(context, id, index)),
  );
  const isOpen = context.state.options.open.includes("instance");
  const end = link(
    isOpen ? t("Close the form") : t("Add instance"),
    () => {
      toggle(context, "open", "instance");
    },
    isOpen ? "close" : "add",
  );
  const table = html`<table class="grid">
    <thead>
      <tr>
        <th scope="col">${t("Name")}</th>
        <th scope="col">${t("Environment")}</th>
        <th scope="col">${t("Assigned to")}</th>
        <th scope="col">${t("SKU")}</th>
        <th scope="col"><span class="sr">${t("Actions")}</span></th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
  return section(
    { id: "s-ci", title: t("Compute instances"), end },
    html`${isOpen ? form(context) : nothing}${
      rows.length > 0
        ? table
        : html`<p class="muted">${t("No instances. People can ask for one later.")}</p>`
    }`,
  );
}
