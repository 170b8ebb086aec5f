import { html, type TemplateResult } from "lit";

/** Puts templates into the `{0}` places of a translated sentence, which `t` can do with text only. */
export function rich(sentence: string, ...parts: readonly unknown[]): TemplateResult {
  const pieces = sentence.split(/\{(\d+)\}/);
  return html`${pieces.map((piece, index) => (index % 2 === 0 ? piece : parts[Number(piece)]))}`;
}
