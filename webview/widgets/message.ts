import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { Problem } from "../../src/project/problems";
import { hidden, icon } from "./icon";

export type Severity = Problem["severity"] | "pass";

/** Said before the message where only an icon shows it. */
export function severityWord(severity: Severity): string {
  switch (severity) {
    case "error":
      return t("Error: ");
    case "warning":
      return t("Warning: ");
    case "info":
      return t("Information: ");
    case "pass":
      return t("Passed: ");
  }
}

/** One message below a field or a section. */
export function message(severity: Severity, text: unknown, id?: string): TemplateResult {
  return html`<span class="msg" id=${id ?? nothing}
    >${icon(severity, severity)}<span>${hidden(severityWord(severity))}${text}</span></span
  >`;
}

/** The sentence of a problem, with its way out as a link in place. */
export function problemText(problem: Problem, onFix: (problem: Problem) => void): unknown {
  const { fix } = problem;
  const at = fix ? problem.message.lastIndexOf(fix.label) : -1;
  if (!fix || at < 0) return problem.message;
  return html`${problem.message.slice(0, at)}<button
      type="button"
      class="link"
      @click=${() => {
        onFix(problem);
      }}
    >
      ${fix.label}</button
    >${problem.message.slice(at + fix.label.length)}`;
}

/** A section or cell that waits for an answer. */
export function readingLine(text: string): TemplateResult {
  return html`<span class="msg">${icon("sync", "run")}<span>${text}</span></span>`;
}
