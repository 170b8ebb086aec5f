import { html, type TemplateResult } from "lit";

export type IconTone = "error" | "warning" | "info" | "pass" | "muted" | "run" | "none";

/** An icon that repeats the text beside it; its meaning is never in the icon alone. */
export function icon(name: string, tone: IconTone = "none"): TemplateResult {
  const turning = name === "sync" ? "rotate" : "";
  const colour = tone === "none" ? "" : `i-${tone}`;
  return html`<span
    class="codicon codicon-${name} ${turning} ${colour}"
    aria-hidden="true"
  ></span>`;
}

/** Text for screen readers where the icon alone says it on the screen. */
export const hidden = (text: string): TemplateResult => html`<span class="sr">${text}</span>`;
