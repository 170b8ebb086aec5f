import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, chromium } from "@playwright/test";
import { root } from "../../../scripts/setup/places.mjs";
import { chromiumFlags, ensureChromium } from "../../../scripts/vscode-server/chromium.mts";
import { installVsix, startServer } from "../../../scripts/vscode-server/startServer.mts";
import { startSandbox } from "../../../scripts/steps/startSandbox.mts";
import { Workbench } from "./Workbench.mts";

export interface ThemeOptions {
  readonly theme: "light" | "dark";
}

export interface OpenWorkbench {
  readonly workbench: Workbench;
  /** The folder that is open, empty at first. */
  readonly folder: string;
}

const colourThemes = { light: "Default Light Modern", dark: "Default Dark Modern" } as const;

/** Long enough that nothing which the tree shows of a new project can come from Resource Graph. */
const graphLagMs = 30_000;
const timeScale = 0.002;

/** One VS Code with the packaged extension and a sandbox of its own, for all tests of a theme. */
export const test = base.extend<object, ThemeOptions & { vscode: OpenWorkbench }>({
  theme: ["dark", { option: true, scope: "worker" }],
  vscode: [
    async ({ theme }, use) => {
      const run = mkdtempSync(join(tmpdir(), "esml-ui-"));
      const folder = join(run, "workspace");
      mkdirSync(folder);
      const sandbox = await startSandbox(join(run, "sandbox"), [
        "--time-scale",
        String(timeScale),
        "--graph-lag",
        String(graphLagMs),
      ]);
      installVsix(run, join(root, "out", "esml.vsix"));
      const server = await startServer({
        folder: run,
        settings: { "workbench.colorTheme": colourThemes[theme] },
        machineSettings: { "esml.sandbox.connectionFile": sandbox.connectionFile },
      });
      const browser = await chromium.launchPersistentContext(join(run, "browser"), {
        executablePath: ensureChromium(),
        args: [...chromiumFlags],
        viewport: { width: 1280, height: 800 },
      });
      try {
        const page = browser.pages()[0] ?? (await browser.newPage());
        const screens = join(root, "test-results", "screens", theme);
        const workbench = new Workbench(page, screens);
        await workbench.open(server.url(folder));
        await use({ workbench, folder });
      } finally {
        await browser.close();
        await server.stop();
        await sandbox.stop();
        rmSync(run, { recursive: true, force: true, maxRetries: 3 });
      }
    },
    { scope: "worker", timeout: 180_000 },
  ],
});

export { expect } from "@playwright/test";
