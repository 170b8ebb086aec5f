import { html, nothing, type TemplateResult } from "lit";

export interface SectionOptions {
  readonly id: string;
  readonly title: string;
  /** Muted text beside the title. */
  readonly aside?: unknown;
  /** Acts at the end of the line. */
  readonly end?: unknown;
}

export function section(options: SectionOptions, content: unknown): TemplateResult {
  const { id, aside, end } = options;
  return html`<section class="sec" aria-labelledby=${id}>
    <div class="sec-head">
      <h2 id=${id}>${options.title}</h2>
      ${aside === undefined ? nothing : html`<span class="muted">${aside}</span>`}
      ${end === undefined ? nothing : html`<span class="end">${end}</span>`}
    </div>
    ${content}
  </section>`;
}

export function pageHeader(title: string, lead: string, more?: unknown): TemplateResult {
  return html`<header>
    <h1 tabindex="-1">${title}</h1>
    <p class="lead">${lead}</p>
    ${more ?? nothing}
  </header>`;
}

/** A folded part of a section. */
export function fold(
  heading: string,
  description: string,
  isOpen: boolean,
  content: unknown,
  onToggle: (open: boolean) => void,
): TemplateResult {
  return html`<details
    class="fold"
    ?open=${isOpen}
    @toggle=${(event: Event) => {
      const { open } = event.currentTarget as HTMLDetailsElement;
      if (open !== isOpen) onToggle(open);
    }}
  >
    <summary>
      <span class="codicon codicon-chevron-right" aria-hidden="true"></span
      ><span class="heading">${heading}</span> <span class="description">${description}</span>
    </summary>
    <div class="fold-body">${content}</div>
  </details>`;
}
