import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { environmentSpellings } from "../../../src/project/environments";
import type { ReviewGroup, ReviewModel } from "../../../src/wizards/contracts/createProject";
import { link } from "../../widgets/button";
import { icon } from "../../widgets/icon";
import { toggle, type PageContext } from "../context";

type Row = ReviewGroup["rows"][number];
type Change = Row["change"];

export function changeIcon(change: Change): TemplateResult {
  switch (change) {
    case "create":
      return icon("diff-added", "pass");
    case "modify":
    case "replace":
      return icon("diff-modified", "warning");
    case "delete":
      return icon("diff-removed", "error");
    case "unchanged":
      return icon("dash", "muted");
    case "referenced":
      return icon("link", "muted");
  }
}

export function changeWord(change: Change): string {
  switch (change) {
    case "create":
      return t("Create");
    case "modify":
      return t("Modify");
    case "replace":
      return t("Replace");
    case "delete":
      return t("Delete");
    case "unchanged":
      return t("Unchanged");
    case "referenced":
      return t("Use as is");
  }
}

function summary(group: ReviewGroup): string {
  const count = (change: Change) => group.rows.filter((one) => one.change === change).length;
  const parts: string[] = [];
  if (count("create") > 0) parts.push(t("{0} to create", count("create")));
  if (count("modify") > 0) parts.push(t("{0} to modify", count("modify")));
  if (count("replace") > 0) parts.push(t("{0} to replace", count("replace")));
  if (count("unchanged") > 0) parts.push(t("{0} unchanged", count("unchanged")));
  if (count("referenced") > 0) parts.push(t("{0} used as they are", count("referenced")));
  return parts.join(", ");
}

const order: readonly Change[] = [
  "replace",
  "delete",
  "create",
  "modify",
  "unchanged",
  "referenced",
];
const shownRows = 8;

function row(one: Row): TemplateResult {
  const text = one.detail === "" ? one.kind : `${one.kind} · ${one.detail}`;
  return html`<tr>
    <td class="nowrap">${changeIcon(one.change)}${changeWord(one.change)}</td>
    <th scope="row"><code>${one.name}</code></th>
    <td class="muted">${text}</td>
  </tr>`;
}

function groupView(context: PageContext, group: ReviewGroup): TemplateResult {
  const id = `review ${group.environment} ${group.resourceGroup}`;
  const { options } = context.state;
  const isOpen = !options.closed.includes(id);
  const isLong = options.open.includes(`${id} all`);
  const rows = [...group.rows].sort((a, b) => order.indexOf(a.change) - order.indexOf(b.change));
  const shown = isLong ? rows : rows.slice(0, shownRows);
  const { title } = environmentSpellings[group.environment];
  return html`<details
    class="rg"
    ?open=${isOpen}
    @toggle=${(event: Event) => {
      if ((event.currentTarget as HTMLDetailsElement).open !== isOpen)
        toggle(context, "closed", id);
    }}
  >
    <summary>
      <span class="codicon codicon-chevron-right" aria-hidden="true"></span
      ><code>${group.resourceGroup}</code>
      <span class="tag">${group.shared ? t("{0}, shared", title) : title}</span
      ><span class="end">${summary(group)}</span>
    </summary>
    <div class="in">
      <table class="grid plan">
        <colgroup>
          <col class="c-ch" />
          <col class="c-nm" />
          <col />
        </colgroup>
        <caption class="sr">
          ${t("Changes in {0}", group.resourceGroup)}
        </caption>
        <tbody>
          ${shown.map(row)}
        </tbody>
      </table>
      ${
        rows.length > shown.length
          ? html`<p>
              ${link(t("Show {0} more", rows.length - shown.length), () => {
                toggle(context, "open", `${id} all`);
              })}
            </p>`
          : nothing
      }
    </div>
  </details>`;
}

export function reviewGroups(context: PageContext, review: ReviewModel): TemplateResult {
  if (review.groups.length === 0) {
    return html`<p class="muted">${t("Nothing to plan. Choose at least one environment.")}</p>`;
  }
  return html`<div>${review.groups.map((group) => groupView(context, group))}</div>`;
}
