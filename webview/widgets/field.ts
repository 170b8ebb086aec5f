import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import {
  applySelect,
  syncSelect,
  withValue,
  type SelectElement,
  type SelectOption,
} from "./syncSelect";

/** Id of the control that edits a value of the manifest. */
export const fieldId = (path: string) => `f-${path.replaceAll(/[^A-Za-z0-9]+/g, "-")}`;
const messagesId = (path: string) => `${fieldId(path)}-m`;
const helpId = (path: string) => `${fieldId(path)}-h`;

export interface ControlOptions {
  /** Path of the value in the manifest. */
  readonly path: string;
  /** Name for assistive technology, for example "Cluster SKU, Prod". */
  readonly label: string;
  readonly value: string;
  readonly invalid?: boolean;
  readonly describedBy?: string;
}

export interface TextOptions extends ControlOptions {
  readonly onInput: (text: string) => void;
  readonly maxLength?: number;
  readonly placeholder?: string;
  readonly range?: { readonly min: number; readonly max: number };
}

export function textControl(options: TextOptions): TemplateResult {
  return html`<vscode-textfield
    id=${fieldId(options.path)}
    .label=${options.label}
    .value=${live(options.value)}
    ?invalid=${options.invalid ?? false}
    aria-describedby=${options.describedBy ?? nothing}
    maxlength=${options.maxLength ?? nothing}
    placeholder=${options.placeholder ?? nothing}
    type=${options.range ? "number" : "text"}
    min=${options.range?.min ?? nothing}
    max=${options.range?.max ?? nothing}
    @input=${(event: Event) => {
      options.onInput((event.currentTarget as HTMLInputElement).value);
    }}
  ></vscode-textfield>`;
}

export interface SelectOptions extends ControlOptions {
  readonly options: readonly SelectOption[];
  readonly onChange: (value: string) => void;
  /** The list is filtered by typing, and what was typed is a value too. */
  readonly combobox?: boolean;
}

function typedText(event: Event): string | undefined {
  const [inner] = event.composedPath();
  return inner instanceof HTMLInputElement ? inner.value : undefined;
}

function combobox(options: SelectOptions): TemplateResult {
  const { value, onChange } = options;
  const all = withValue(options.options, value);
  return html`<vscode-single-select
    combobox
    filter="contains"
    id=${fieldId(options.path)}
    label=${options.label}
    ?invalid=${options.invalid ?? false}
    aria-describedby=${options.describedBy ?? nothing}
    ${syncSelect(all, value)}
    @input=${(event: Event) => {
      const text = typedText(event);
      if (text !== undefined) onChange(text.trim());
    }}
    @change=${(event: Event) => {
      const element = event.currentTarget as SelectElement;
      if (element.value === "") applySelect(element, all, value);
      else onChange(element.value);
    }}
    @focusout=${(event: Event) => {
      // The list stays open when the focus leaves by key, and an open list keeps its own text.
      const element = event.currentTarget as SelectElement;
      element.open = false;
      applySelect(element, all, value);
    }}
  ></vscode-single-select>`;
}

export function selectControl(options: SelectOptions): TemplateResult {
  if (options.combobox) return combobox(options);
  return html`<vscode-single-select
    id=${fieldId(options.path)}
    label=${options.label}
    ?invalid=${options.invalid ?? false}
    aria-describedby=${options.describedBy ?? nothing}
    ${syncSelect(withValue(options.options, options.value), options.value)}
    @change=${(event: Event) => {
      options.onChange((event.currentTarget as SelectElement).value);
    }}
  ></vscode-single-select>`;
}

export function checkControl(
  label: string,
  checked: boolean,
  onChange: (checked: boolean) => void,
  id?: string,
): TemplateResult {
  return html`<vscode-checkbox
    id=${id ?? nothing}
    label=${label}
    .checked=${live(checked)}
    @change=${(event: Event) => {
      onChange((event.currentTarget as HTMLInputElement).checked);
    }}
  ></vscode-checkbox>`;
}

export interface FieldOptions {
  readonly path: string;
  readonly label: string;
  readonly help?: unknown;
  readonly messages?: readonly TemplateResult[];
  readonly wide?: boolean;
}

/** Label above, help and messages below. */
export function field(options: FieldOptions, control: TemplateResult): TemplateResult {
  const { path, messages = [] } = options;
  return html`<div class="field ${options.wide ? "wide" : ""}">
    <label for=${fieldId(path)}>${options.label}</label>
    ${control}
    ${
      options.help === undefined
        ? nothing
        : html`<span class="help" id=${helpId(path)}>${options.help}</span>`
    }
    ${
      messages.length > 0
        ? html`<span class="messages" id=${messagesId(path)}>${messages}</span>`
        : nothing
    }
  </div>`;
}

/** What a control is described by: its message where it has one, else its help. */
export const describedBy = (path: string, hasMessages: boolean) =>
  hasMessages ? messagesId(path) : helpId(path);

export const messageBox = (path: string, messages: readonly TemplateResult[]) =>
  messages.length > 0
    ? html`<span class="messages" id=${messagesId(path)}>${messages}</span>`
    : nothing;
