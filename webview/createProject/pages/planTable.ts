import { t } from "@vscode/l10n";
import { html, type TemplateResult } from "lit";
import type { ReviewGroup } from "../../../src/wizards/contracts/createProject";
import { icon } from "../../widgets/icon";

type Change = ReviewGroup["rows"][number]["change"];

export interface PlanRow {
  readonly change: Change;
  readonly name: string;
  /** What it is; a text or a template. */
  readonly text: unknown;
}

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

function changeWord(change: Change): string {
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

function row({ change, name, text }: PlanRow): TemplateResult {
  return html`<tr>
    <td class="nowrap">${changeIcon(change)}${changeWord(change)}</td>
    <th scope="row"><code>${name}</code></th>
    <td class="muted">${text}</td>
  </tr>`;
}

/** What becomes of what; the caption is for screen readers. */
export function planTable(caption: string, rows: readonly PlanRow[]): TemplateResult {
  return html`<table class="grid plan">
    <colgroup>
      <col class="c-ch" />
      <col class="c-nm" />
      <col />
    </colgroup>
    <caption class="sr">
      ${caption}
    </caption>
    <tbody>
      ${rows.map(row)}
    </tbody>
  </table>`;
}
