import { html, type TemplateResult } from "lit";

export type BarLevel = "fits" | "full" | "bad";

/** How much of something is used; the numbers stand beside it. */
export function bar(part: number, level: BarLevel = "fits"): TemplateResult {
  const width = Math.round(Math.min(1, Math.max(0, part)) * 100);
  return html`<svg class="bar" preserveAspectRatio="none" viewBox="0 0 100 4" aria-hidden="true">
    <rect class="track" width="100" height="4"></rect>
    <rect class="fill ${level}" width=${width} height="4"></rect>
  </svg>`;
}
