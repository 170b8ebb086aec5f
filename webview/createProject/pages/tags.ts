import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { button, iconButton } from "../../widgets/button";
import { describedBy, field, textControl } from "../../widgets/field";
import { message } from "../../widgets/message";
import { section } from "../../widgets/section";
import { edit, formText, isInvalid, messagesAt, setForms, type PageContext } from "../context";
import { withTags } from "../edits";

/** Azure's limits for tags: 50 on a resource, four of which the project sets itself; storage accounts take names of 128 characters, the smallest of all. */
const limits = { count: 46, name: 128, value: 256 } as const;
const forbidden = /[<>%&\\?/]/;

function nameProblem(context: PageContext): string | undefined {
  const name = formText(context, "tag.name").trim();
  const tags = Object.keys(context.state.draft.manifest.team.tags);
  if (name === "") return undefined;
  if (forbidden.test(name)) return t("A tag name cannot hold any of {0}.", "< > % & \\ ? /");
  if (tags.some((one) => one.toLowerCase() === name.toLowerCase())) {
    return t("The tag “{0}” is on the list already. Change its value there.", name);
  }
  if (tags.length >= limits.count) {
    return t("There is room for {0} tags of your own. Remove one first.", limits.count);
  }
  return undefined;
}

function addTag(context: PageContext): void {
  const name = formText(context, "tag.name").trim();
  if (name === "" || nameProblem(context) !== undefined) return;
  const { manifest } = context.state.draft;
  const value = formText(context, "tag.value");
  const tags = [...Object.entries(manifest.team.tags), [name, value] as const];
  edit(context, withTags(manifest, tags), "team.tags");
  setForms(context, { "tag.name": "", "tag.value": "" });
}

function row(context: PageContext, name: string, value: string): TemplateResult {
  const { manifest } = context.state.draft;
  const path = `team.tags.${name}`;
  const entries = Object.entries(manifest.team.tags);
  const messages = messagesAt(context, path);
  return html`<tr>
    <th scope="row"><code>${name}</code></th>
    <td>
      ${textControl({
        path,
        label: t("Value of the tag {0}", name),
        value,
        maxLength: limits.value,
        invalid: isInvalid(context, path),
        describedBy: describedBy(path, messages.length > 0),
        onInput: (text) => {
          const next = entries.map(([key, old]) => [key, key === name ? text : old] as const);
          edit(context, withTags(manifest, next), path);
        },
      })}${
        messages.length > 0
          ? html`<span class="messages" id=${describedBy(path, true)}>${messages}</span>`
          : nothing
      }
    </td>
    <td class="r">
      ${iconButton("trash", t("Remove the tag {0}", name), () => {
        const next = entries.filter(([key]) => key !== name);
        edit(context, withTags(manifest, next), path);
      })}
    </td>
  </tr>`;
}

function form(context: PageContext): TemplateResult {
  const problem = nameProblem(context);
  const path = "form.tag.name";
  return html`<div class="fields">
    ${field(
      {
        path,
        label: t("Tag name"),
        help: t("Up to {0} characters.", limits.name),
        messages: problem === undefined ? [] : [message("error", problem)],
      },
      textControl({
        path,
        label: t("Tag name"),
        value: formText(context, "tag.name"),
        maxLength: limits.name,
        invalid: problem !== undefined,
        describedBy: describedBy(path, problem !== undefined),
        onInput: (text) => {
          setForms(context, { "tag.name": text });
        },
      }),
    )}
    ${field(
      {
        path: "form.tag.value",
        label: t("Tag value"),
        help: t("Up to {0} characters.", limits.value),
      },
      html`<div class="with-btn">
        ${textControl({
          path: "form.tag.value",
          label: t("Tag value"),
          value: formText(context, "tag.value"),
          maxLength: limits.value,
          onInput: (text) => {
            setForms(context, { "tag.value": text });
          },
        })}
        ${button(
          t("Add tag"),
          () => {
            addTag(context);
          },
          { secondary: true },
        )}
      </div>`,
    )}
  </div>`;
}

/** Tags that every resource of the project gets. */
export function tagSection(context: PageContext): TemplateResult {
  const entries = Object.entries(context.state.draft.manifest.team.tags);
  const table = html`<table class="grid mid tags">
    <thead>
      <tr>
        <th scope="col">${t("Name")}</th>
        <th scope="col">${t("Value")}</th>
        <th scope="col"><span class="sr">${t("Actions")}</span></th>
      </tr>
    </thead>
    <tbody>
      ${entries.map(([name, value]) => row(context, name, value))}
    </tbody>
  </table>`;
  const empty = html`<p class="muted">${t("No tags. Add one below.")}</p>`;
  return section(
    { id: "s-tags", title: t("Tags"), aside: t("{0} of {1}", entries.length, limits.count) },
    html`${entries.length > 0 ? table : empty}${messagesAt(context, "team.tags")}${form(context)}`,
  );
}
