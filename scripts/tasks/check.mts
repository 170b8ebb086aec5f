import { reportCounts } from "../steps/counts.mts";
import { runTask } from "../steps/runTask.mts";
import { runTool } from "../steps/tool.mts";

const checks: readonly (readonly [name: string, tool: string, args: readonly string[]])[] = [
  ["types", "typescript", ["-p", "."]],
  ["types of the pages", "typescript", ["-p", "webview"]],
  ["types of the UI suite", "typescript", ["-p", "test/ui"]],
  ["lint", "eslint", ["."]],
  ["format", "prettier", ["--check", "--log-level", "warn", "."]],
  [
    "import rules",
    "dependency-cruiser",
    ["--config", ".dependency-cruiser.cjs", "src", "sandbox", "webview", "test", "scripts"],
  ],
  ["dead code", "knip", []],
];

await runTask(async () => {
  let failed = 0;
  for (const [name, tool, args] of checks) {
    const { code, output } = await runTool(tool, args, { output: "collect" });
    console.log(`${code === 0 ? "ok    " : "FAILED"} ${name}`);
    if (code !== 0) {
      failed += 1;
      console.log(output.trim());
    }
  }
  return reportCounts({ passed: 0, failed, skipped: 0 });
});
