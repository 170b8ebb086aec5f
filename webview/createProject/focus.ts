import { fieldId } from "../widgets/field";
import type { FocusTarget } from "./state";

/** The field of a path, else of the nearest path above it that has one. */
function findField(path: string): HTMLElement | undefined {
  const parts = path.split(".");
  for (let length = parts.length; length > 0; length--) {
    const found = document.getElementById(fieldId(parts.slice(0, length).join(".")));
    if (found) return found;
  }
  return undefined;
}

/** Moves the focus to where an act leads: a field, or the title of the page. */
export function moveFocus(target: FocusTarget): void {
  const title = document.querySelector<HTMLElement>("main h1");
  const element = target.kind === "field" ? (findField(target.path) ?? title) : title;
  if (!element) return;
  if (target.kind === "title") document.getElementById("main")?.scrollTo({ top: 0 });
  element.scrollIntoView({ block: "nearest" });
  element.focus();
}
