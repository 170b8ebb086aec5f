import { buildBundles } from "../steps/buildBundles.mts";
import { countFailure, freshReport, readReport, reportCounts } from "../steps/counts.mts";
import { runTask } from "../steps/runTask.mts";
import { runTool } from "../steps/tool.mts";

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}

const [kind = "unit", ...args] = process.argv.slice(2);

await runTask(async () => {
  // Integration tests start the sandbox and the command line as a person would.
  if (kind === "integration") await buildBundles(["sandbox", "cli"]);
  const file = freshReport(`${kind}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const { code } = await runTool("vitest", ["run", `test/${kind}/`, ...reporters, ...args]);
  const report = readReport(file) as VitestReport | undefined;
  const counts = {
    passed: report?.numPassedTests ?? 0,
    failed: report?.numFailedTests ?? 1,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  };
  return reportCounts(countFailure(counts, code));
});
