import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, chromium } from "@playwright/test";
import { root } from "../../../scripts/setup/places.mjs";
import { chromiumFlags, ensureChromium } from "../../../scripts/vscode-server/chromium.mts";
import { installVsix, startServer } from "../../../scripts/vscode-server/startServer.mts";
import { startSandbox } from "../../../scripts/steps/startSandbox.mts";
import { listenForHandlers } from "./listenForHandlers.mts";
import { readConnection, setFaults } from "./sandboxControl.mts";
import { Workbench } from "./Workbench.mts";

export interface ThemeOptions {
  readonly theme: "light" | "dark" | "hc";
}

export interface StoryOptions {
  /** Specs with another story get a VS Code and a sandbox of their own. */
  readonly story: string;
}

export interface OpenWorkbench {
  readonly workbench: Workbench;
  /** The folder that is open, empty at first. */
  readonly folder: string;
  readonly sandboxOrigin: string;
  /** Of VS Code itself. */
  readonly origin: string;
  /** What the extension has written to its log channel so far. */
  log(): string;
  /** Declares what goes wrong in the sandbox; an empty list ends it. */
  setFaults(faults: readonly object[]): Promise<void>;
}

const colourThemes = {
  light: "Default Light Modern",
  dark: "Default Dark Modern",
  hc: "Default High Contrast",
} as const;

/** Long enough that nothing which the tree shows of a new project can come from Resource Graph. */
const graphLagMs = 30_000;
const timeScale = 0.002;

/** One VS Code with the packaged extension and a sandbox of its own, for all tests of a theme and story. */
export const test = base.extend<object, ThemeOptions & StoryOptions & { vscode: OpenWorkbench }>({
  theme: ["dark", { option: true, scope: "worker" }],
  story: ["create", { option: true, scope: "worker" }],
  vscode: [
    async ({ theme, story }, use) => {
      const run = mkdtempSync(join(tmpdir(), `esml-ui-${story}-`));
      const folder = join(run, "workspace");
      mkdirSync(folder);
      const sandbox = await startSandbox(join(run, "sandbox"), [
        "--time-scale",
        String(timeScale),
        "--graph-lag",
        String(graphLagMs),
        // No person asks as often as a test in which time runs so fast.
        "--throttle",
        "off",
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
      await browser.addInitScript({ content: listenForHandlers });
      try {
        const page = browser.pages()[0] ?? (await browser.newPage());
        const screens = join(root, "test-results", "screens", theme);
        const workbench = new Workbench(page, screens);
        await workbench.open(server.url(folder));
        const { connectionFile } = sandbox;
        await use({
          workbench,
          folder,
          origin: new URL(server.url(folder)).origin,
          sandboxOrigin: readConnection(connectionFile).endpoint,
          log: () => readLog(run),
          setFaults: (faults) => setFaults(connectionFile, faults),
        });
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

/** What a person would want to see of a test that failed. */
test.afterEach(async ({ vscode }, info) => {
  if (info.status === info.expectedStatus) return;
  await vscode.workbench.screenshot(`failed-${info.title.replaceAll(/\W+/g, "-").slice(0, 60)}`);
  await info.attach("ESML.log", { body: vscode.log(), contentType: "text/plain" });
  console.log(vscode.log().split("\n").slice(-40).join("\n"));
});

function readLog(run: string): string {
  const files = globSync(join(run, "{user,data}/**/exthost*/esml.esml/*.log"));
  return files.map((file) => readFileSync(file, "utf8")).join("\n");
}

export { expect } from "@playwright/test";
