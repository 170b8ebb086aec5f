import { join } from "node:path";
import { expect, type FrameLocator, type Locator, type Page } from "@playwright/test";

const attempts = 10;
const stepTimeoutMs = 3000;

/** The text alone: labels hold highlight spans, so an exact text match does not see them. */
const exactly = (text: string) => new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);

/** The workbench as a person uses it. Selectors: VS Code 1.139. */
export class Workbench {
  constructor(
    readonly page: Page,
    private readonly screens: string,
  ) {}

  async open(address: string): Promise<void> {
    await this.page.goto(address);
    await this.ready();
  }

  /** The workbench is there, also after a reload. */
  async ready(): Promise<void> {
    await this.page.locator(".monaco-workbench .part.statusbar").waitFor();
    await this.page.locator(".activitybar .action-item").first().waitFor();
  }

  /** Reloads the window by its command: VS Code then saves which editors are open, as a reload of the page may not. */
  async reload(): Promise<void> {
    const reloaded = this.page.waitForEvent("load");
    await this.runCommand("Developer: Reload Window");
    await reloaded;
    await this.ready();
  }

  /** Runs a command by its line in the palette, for example `ESML: Create Project`. */
  async runCommand(label: string): Promise<void> {
    const input = this.quickInput.locator('input[type="text"]').first();
    const rows = this.page.locator(".quick-input-list .monaco-list-row");
    const named = this.page.locator(".label-name", { hasText: exactly(label) });
    const row = rows.filter({ has: named }).first();
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.page.keyboard.press("F1");
        await input.waitFor({ timeout: stepTimeoutMs });
        await input.fill(`>${label}`);
        await row.click({ timeout: stepTimeoutMs });
        return;
      } catch (error) {
        // The list is made when the text changes: extensions that come later are not in it.
        if (attempt === attempts) throw error;
        await this.page.keyboard.press("Escape");
      }
    }
  }

  get quickInput(): Locator {
    return this.page.locator(".quick-input-widget:visible");
  }

  /** Types a folder into the open dialog and takes it. */
  async chooseFolder(folder: string): Promise<void> {
    const input = this.quickInput.locator('input[type="text"]').first();
    const entries = this.quickInput.locator(".monaco-list-row");
    // The dialog first shows the home folder, which takes the place of what was typed before it.
    await entries.first().waitFor();
    await expect(async () => {
      await input.fill(`${folder}/`);
      await expect(input).toHaveValue(`${folder}/`, { timeout: 500 });
      await this.quickInput.getByRole("button", { name: "Create Here" }).click();
      await expect(this.quickInput).toBeHidden({ timeout: stepTimeoutMs });
    }).toPass();
  }

  async closeEditors(): Promise<void> {
    await this.runCommand("View: Close All Editors");
  }

  /** Shows a view container by the title of its entry in the activity bar; it stays when it is shown. */
  async showView(title: string): Promise<void> {
    const tab = this.page.locator(".activitybar").getByRole("tab", { name: title, exact: true });
    if ((await tab.getAttribute("aria-selected")) !== "true") await tab.click();
  }

  async hideSideBar(): Promise<void> {
    const sideBar = this.page.locator(".part.sidebar");
    if (await sideBar.isVisible()) {
      await this.runCommand("View: Toggle Primary Side Bar Visibility");
    }
  }

  /** The rows of the side bar's trees whose label is this text. */
  treeItem(label: string): Locator {
    const named = this.page.locator(".label-name", { hasText: exactly(label) });
    return this.page.locator(".part.sidebar .monaco-list-row").filter({ has: named }).first();
  }

  /** The row whose accessible name has these parts, for example `AKS cluster` for the only one in sight. */
  treeItemOf(...parts: readonly string[]): Locator {
    const named = parts.map((part) => `[aria-label*=${JSON.stringify(part)}]`).join("");
    return this.page.locator(`.part.sidebar .monaco-list-row${named}`).first();
  }

  /** What the hover of a row says. */
  async tooltipOf(row: Locator): Promise<string> {
    await row.hover();
    const hover = this.page.locator(".workbench-hover, .monaco-hover").last();
    await hover.waitFor();
    const text = await hover.innerText();
    await this.page.mouse.move(0, 0);
    return text;
  }

  async expand(row: Locator): Promise<void> {
    await row.waitFor();
    if ((await row.getAttribute("aria-expanded")) === "false") {
      await row.locator(".monaco-tl-twistie").click();
    }
  }

  /** The document of the webview in sight. */
  get webview(): FrameLocator {
    return this.page.frameLocator("iframe.webview.ready:visible").frameLocator("#active-frame");
  }

  /** Notifications of something that went wrong. */
  get errors(): Locator {
    return this.page.locator(".notification-toast .codicon-error");
  }

  notification(text: string): Locator {
    return this.page
      .locator(".notification-toast .notification-list-item", { hasText: text })
      .first();
  }

  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({
      path: join(this.screens, `${name}.png`),
      animations: "disabled",
    });
  }
}
