import { expect, type FrameLocator, type Locator } from "@playwright/test";

/** Elements that are wider than their place, outside areas that are meant to scroll. Runs in the page. */
function overflowingElements(): string[] {
  const scrolls = (element: Element) =>
    ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
  const hiddenText = (element: Element) => element.closest(".sr") !== null;
  return [...document.querySelectorAll("body *")]
    .filter((element) => element.clientWidth > 0 && element.scrollWidth > element.clientWidth)
    .filter((element) => !scrolls(element) && !hiddenText(element))
    .filter((element) => getComputedStyle(element).display !== "inline")
    .map((element) => `${element.tagName.toLowerCase()}.${element.className}`);
}

/** Buttons and links that nothing listens to. Runs in the page. */
function deafButtons(): string[] {
  const buttons = [...document.querySelectorAll("button, vscode-button, a, [role=button]")];
  return buttons
    .filter((element) => element.getClientRects().length > 0)
    .filter((element) => !element.hasAttribute("data-pressable"))
    .map((element) => `${element.tagName.toLowerCase()}: ${element.textContent.trim()}`);
}

/** The wizard's page, by what a person sees on it. */
export class CreateProjectPage {
  constructor(private readonly frame: FrameLocator) {}

  heading(title: string): Locator {
    return this.frame.getByRole("heading", { level: 1, name: title });
  }

  /** Opens a page by its step. */
  async goTo(step: string): Promise<void> {
    await this.frame.locator("nav.steps a", { hasText: step }).first().click();
    await this.heading(step).waitFor();
  }

  /** A control of the compute matrix, for example `dev`, `aksNodeCount`. */
  compute(environment: string, setting: string): Locator {
    return this.frame.locator(`#f-environments-${environment}-compute-${setting}`);
  }

  /** The table cell that holds a control. */
  cell(control: Locator): Locator {
    return this.frame.getByRole("cell").filter({ has: control });
  }

  async type(control: Locator, text: string): Promise<void> {
    await control.locator("input").fill(text);
  }

  /** Chooses from a filtered list as a person does: types, then takes the line. */
  async choose(control: Locator, value: string): Promise<void> {
    await control.locator("input").click();
    await control.locator("input").fill(value);
    await control.getByRole("option", { name: value, exact: true }).click();
  }

  /** A field of a form, by the path of its value with dashes. */
  field(path: string): Locator {
    return this.frame.locator(`#f-${path}`);
  }

  /** A section of the page, by its heading. */
  part(title: string): Locator {
    return this.frame.getByRole("heading", { level: 2, name: title });
  }

  button(name: string): Locator {
    return this.frame.locator("vscode-button", { hasText: name });
  }

  text(text: string | RegExp): Locator {
    return this.frame.getByText(text).first();
  }

  /** Nothing is being read any more. */
  async settled(): Promise<void> {
    await expect(this.frame.locator("main .codicon-sync")).toHaveCount(0);
    await expect(this.frame.getByText("Keeping the draft…")).toHaveCount(0);
  }

  deafButtons(): Promise<string[]> {
    return this.frame.locator("html").evaluate(deafButtons);
  }

  /** A check box by its label. */
  tick(label: string): Locator {
    return this.frame.locator("vscode-checkbox").filter({ hasText: label });
  }

  environment(title: string): Locator {
    return this.frame.locator("table.subscriptions vscode-checkbox").filter({ hasText: title });
  }

  overflowing(): Promise<string[]> {
    return this.frame.locator("html").evaluate(overflowingElements);
  }
}
