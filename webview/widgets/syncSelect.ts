import type { ElementPart } from "lit";
import { nothing } from "lit";
import { Directive, directive, PartType, type PartInfo } from "lit/directive.js";

export interface SelectOption {
  readonly value: string;
  readonly label: string;
  /** Shown below the list while the option is the active one. */
  readonly description?: string;
}

/** The part of the select element that the page uses. */
export interface SelectElement extends HTMLElement {
  options: readonly SelectOption[];
  value: string;
  readonly focused: boolean;
  open: boolean;
}

const isSame = (left: readonly SelectOption[], right: readonly SelectOption[]) =>
  left.length === right.length &&
  left.every((one, index) => one.value === right[index]?.value && one.label === right[index].label);

export function applySelect(
  element: SelectElement,
  options: readonly SelectOption[],
  value: string,
): void {
  if (!isSame(element.options, options)) element.options = options;
  if (element.value !== value || value === "") element.value = value;
}

/**
 * Gives a select its options and its value. New options reset the element's filter and selection, so it
 * gets them only when they differ, and never while somebody types in its list.
 */
class SyncSelect extends Directive {
  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error("syncSelect belongs on an element");
  }

  override render(_options: readonly SelectOption[], _value: string) {
    return nothing;
  }

  override update(part: ElementPart, [options, value]: [readonly SelectOption[], string]) {
    const element = part.element as SelectElement;
    if (!element.open) applySelect(element, options, value);
    return nothing;
  }
}

export const syncSelect = directive(SyncSelect);

/** A value that the offer does not have stays in the list, so that it stays in sight. */
export function withValue(
  options: readonly SelectOption[],
  value: string,
): readonly SelectOption[] {
  if (value === "" || options.some((one) => one.value === value)) return options;
  return [{ value, label: value }, ...options];
}
