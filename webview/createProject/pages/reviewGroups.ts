import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { environmentSpellings } from "../../../src/project/environments";
import type { ReviewGroup, ReviewModel } from "../../../src/wizards/contracts/createProject";
import { link } from "../../widgets/button";
import { toggle, type PageContext } from "../context";
import { planTable, type PlanRow } from "./planTable";

type Row = ReviewGroup["rows"][number];
type Change = Row["change"];

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

function planRow({ change, name, kind, detail }: Row): PlanRow {
  return { change, name, text: detail === "" ? kind : `${kind} · ${detail}` };
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
      ${planTable(t("Changes in {0}", group.resourceGroup), shown.map(planRow))}
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
