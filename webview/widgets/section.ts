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

export interface FoldOptions {
  readonly heading: string;
  readonly description: string;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** A folded part of a section. */
export function fold(options: FoldOptions, content: unknown): TemplateResult {
  const { isOpen, onToggle } = options;
  return html`<details
    class="fold"
    ?open=${isOpen}
    @toggle=${(event: Event) => {
      if ((event.currentTarget as HTMLDetailsElement).open !== isOpen) onToggle();
    }}
  >
    <summary>
      <span class="codicon codicon-chevron-right" aria-hidden="true"></span
      ><span class="heading">${options.heading}</span>
      <span class="description">${options.description}</span>
    </summary>
    <div class="fold-body">${content}</div>
  </details>`;
}
