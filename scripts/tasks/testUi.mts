import fs from "node:fs";
import path from "node:path";
import { root } from "../setup/places.mjs";
import { countFailure, freshReport, readReport, reportCounts } from "../steps/counts.mts";
import { packageVsix } from "../steps/packageVsix.mts";
import { runTask } from "../steps/runTask.mts";
import { runTool } from "../steps/tool.mts";
import { ensureChromium } from "../vscode-server/chromium.mts";
import { ensureServer } from "../vscode-server/install.mts";

interface PlaywrightReport {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
}

await runTask(async () => {
  ensureChromium();
  ensureServer();
  await packageVsix();
  const report = freshReport("ui.json");
  fs.rmSync(path.join(root, "test-results"), { recursive: true, force: true });
  const { code } = await runTool("@playwright/test", ["test", ...process.argv.slice(2)], {
    environment: { ESML_UI_REPORT: report },
  });
  const stats = (readReport(report) as PlaywrightReport | undefined)?.stats;
  const counts = {
    passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
    failed: stats?.unexpected ?? 1,
    skipped: stats?.skipped ?? 0,
  };
  return reportCounts(countFailure(counts, code));
});
