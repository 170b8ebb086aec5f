import fs from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import type { BrowserContext } from "@playwright/test";
import { root, toolsFolder } from "../setup/places.mjs";
import { buildBundles, productBundles } from "../steps/buildBundles.mts";
import { freshReport, reportCounts } from "../steps/counts.mts";
import { readMochaReport } from "../steps/mochaReport.mts";
import { runTask } from "../steps/runTask.mts";
import { chromiumFlags, ensureChromium } from "../vscode-server/chromium.mts";
import { startServer } from "../vscode-server/startServer.mts";
import type { VSCodeServer } from "../vscode-server/startServer.mts";

const timeoutMs = 180_000;

await runTask(async () => {
  const executablePath = ensureChromium();
  await buildBundles([...productBundles.filter((one) => one !== "cli"), "extensionTests"]);
  const folder = path.join(toolsFolder, "extension-tests");
  fs.rmSync(folder, { recursive: true, force: true });
  const workspace = path.join(folder, "workspace");
  fs.mkdirSync(workspace, { recursive: true });
  const report = freshReport("extension.json");
  const server = await startServer({
    folder,
    forExtensionTests: true,
    environment: { ESML_TEST_REPORT: report },
  });
  const options = { executablePath, args: [...chromiumFlags], headless: true };
  const browser = await chromium.launchPersistentContext(path.join(folder, "browser"), options);
  try {
    const code = await runSuite(browser, server, workspace);
    return reportCounts(readMochaReport(report, code));
  } finally {
    await browser.close();
    await server.stop();
  }
});

/** Opens the window that runs the suite; answers with the code that VS Code would exit with. */
async function runSuite(
  browser: BrowserContext,
  server: VSCodeServer,
  workspace: string,
): Promise<number> {
  const page = await browser.newPage();
  const ended = new Promise<number>((resolve, reject) => {
    const end = setTimeout(() => reject(new Error("The suite did not end in time.")), timeoutMs);
    void page.exposeFunction("codeAutomationExit", (code: number) => {
      clearTimeout(end);
      resolve(code);
    });
  });
  // VS Code's console; the suite's own results come from its report.
  await page.exposeFunction("codeAutomationLog", (type: string, args: readonly unknown[]) => {
    if (process.env.VERBOSE !== undefined) console.error(type, ...args);
  });
  const suite = path.join(root, "out", "extension-tests", "index.js");
  await page.goto(
    server.url(workspace, [
      ["extensionDevelopmentPath", server.remote(root)],
      ["extensionTestsPath", server.remote(suite)],
      ["skipWelcome", "true"],
    ]),
  );
  return ended;
}
