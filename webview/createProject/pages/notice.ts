import { html, nothing } from "lit";
import { icon } from "../../widgets/icon";
import type { PageContext } from "../context";

/** Why the last press on a button of this page did not lead on. */
export function said(context: PageContext) {
  const { notice } = context.state;
  if (!notice) return nothing;
  return html`<div class="note-box error" role="alert">
    ${icon("error", "error")}
    <div><p>${notice.message}</p></div>
  </div>`;
}
