import fs from "node:fs";
import path from "node:path";
import { downloadAndUnzipVSCode, runTests } from "@vscode/test-electron";
import { root, toolsFolder } from "../setup/places.mjs";
import { buildBundles } from "../steps/buildBundles.mts";
import { freshReport, reportCounts } from "../steps/counts.mts";
import { readMochaReport } from "../steps/mochaReport.mts";
import { runTask, TaskFailure } from "../steps/runTask.mts";

await runTask(async () => {
  const vscodeExecutablePath = await desktopVSCode();
  await buildBundles(["extension", "webview", "sandbox", "extensionTests"]);
  const folder = path.join(toolsFolder, "desktop-tests");
  const workspace = path.join(folder, "workspace");
  fs.mkdirSync(workspace, { recursive: true });
  const report = freshReport("desktop.json");
  const flags = ["--user-data-dir", "--extensions-dir"].flatMap((flag) => [
    flag,
    path.join(folder, flag.slice(2)),
  ]);
  const code = await runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: root,
    extensionTestsPath: path.join(root, "out", "extension-tests", "index.js"),
    extensionTestsEnv: { ESML_TEST_REPORT: report },
    launchArgs: [workspace, ...flags],
  }).catch(() => 1);
  return reportCounts(readMochaReport(report, code));
});

async function desktopVSCode(): Promise<string> {
  try {
    const cachePath = path.join(toolsFolder, "desktop");
    return await downloadAndUnzipVSCode({ cachePath, version: "stable" });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TaskFailure(
      `VS Code could not be downloaded (${reason}): run this where update.code.visualstudio.com is reachable, or use npm run test:extension.`,
    );
  }
}
