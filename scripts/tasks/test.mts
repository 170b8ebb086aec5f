import { countsEnvironment, freshReport, readCounts } from "../steps/counts.mts";
import type { Counts } from "../steps/counts.mts";
import { runTask } from "../steps/runTask.mts";
import { runNode } from "../steps/tool.mts";

const parts: readonly (readonly [name: string, task: string, ...args: string[]])[] = [
  ["check", "check"],
  ["unit", "vitest", "unit"],
  ["integration", "vitest", "integration"],
  ["contract", "vitest", "contract"],
  ["extension", "testExtension"],
  ["ui", "testUi"],
];

const seconds = (startMs: number) => `${((Date.now() - startMs) / 1000).toFixed(1)} s`;

await runTask(async () => {
  const summary: string[] = [];
  let total: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const [name, task, ...args] of parts) {
    console.log(`\n== ${name}`);
    const startMs = Date.now();
    const file = freshReport(`${name}.counts.json`);
    await runNode([`scripts/tasks/${task}.mts`, ...args], { environment: countsEnvironment(file) });
    const counts = readCounts(file);
    summary.push(`${name.padEnd(12)} ${seconds(startMs).padStart(8)}  ${textOf(counts)}`);
    total = {
      passed: total.passed + counts.passed,
      failed: total.failed + counts.failed,
      skipped: total.skipped + counts.skipped,
    };
  }
  console.log(`\n${summary.join("\n")}`);
  console.log(`tests: ${textOf(total)}`);
  return total.failed === 0 ? 0 : 1;
});

function textOf({ passed, failed, skipped }: Counts): string {
  return `${String(passed)} passed, ${String(failed)} failed, ${String(skipped)} skipped`;
}
