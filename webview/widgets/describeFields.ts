interface Control extends HTMLElement {
  readonly updateComplete: Promise<unknown>;
}

function set(element: Element, name: string, value: string | undefined): void {
  if (value === undefined || value === "") element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/**
 * The elements do not pass `aria-*` from the host to their inner input. This does, after each render:
 * the message and whether the value is invalid.
 */
export async function describeFields(root: ParentNode): Promise<void> {
  const controls = [...root.querySelectorAll<Control>("vscode-textfield, vscode-single-select")];
  await Promise.all(controls.map((control) => control.updateComplete));
  for (const control of controls) {
    const inner = control.shadowRoot?.querySelector('input, [role="combobox"]');
    if (!inner) continue;
    const described = control.getAttribute("aria-describedby");
    const message = described === null ? null : document.getElementById(described);
    const text = message?.textContent.replaceAll(/\s+/g, " ").trim();
    set(inner, "aria-description", text);
    set(inner, "aria-invalid", control.hasAttribute("invalid") ? "true" : undefined);
  }
}
