import { html, type TemplateResult } from "lit";

export interface Segment<T extends string> {
  readonly value: T;
  readonly title: string;
}

/** One choice of a few that are all in sight. */
export function segments<T extends string>(
  label: string,
  all: readonly Segment<T>[],
  current: T,
  onChoose: (value: T) => void,
): TemplateResult {
  return html`<span class="seg" role="group" aria-label=${label}
    >${all.map(
      (one) =>
        html`<button
          type="button"
          aria-pressed=${one.value === current ? "true" : "false"}
          @click=${() => {
            onChoose(one.value);
          }}
        >
          ${one.title}
        </button>`,
    )}</span
  >`;
}
