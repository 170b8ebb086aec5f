import { html, nothing, type TemplateResult } from "lit";
import { icon } from "./icon";

/** A secondary act inside a section. */
export function link(text: string, onPress: () => void, iconName?: string): TemplateResult {
  return html`<button type="button" class="link" @click=${onPress}>
    ${iconName === undefined ? nothing : icon(iconName)}${text}
  </button>`;
}

/** An act that is an icon with its name as tooltip. */
export function iconButton(
  name: string,
  label: string,
  onPress: () => void,
  tooltip = label,
): TemplateResult {
  return html`<button
    type="button"
    class="iconbtn"
    title=${tooltip}
    aria-label=${label}
    @click=${onPress}
  >
    ${icon(name)}
  </button>`;
}

export interface ButtonOptions {
  readonly secondary?: boolean;
  /** Stays focusable and can be pressed: it then leads to what blocks it. */
  readonly blocked?: boolean;
}

export function button(
  text: string,
  onPress: () => void,
  options: ButtonOptions = {},
): TemplateResult {
  return html`<vscode-button
    ?secondary=${options.secondary ?? false}
    class=${options.blocked ? "is-disabled" : ""}
    aria-disabled=${options.blocked ? "true" : nothing}
    @click=${onPress}
    >${text}</vscode-button
  >`;
}
