import { countsEnvironment, freshReport, readCounts } from "../steps/counts.mts";
import type { Counts } from "../steps/counts.mts";
import { recordingEnvironment } from "../steps/records.mts";
import type { RecordedSuite } from "../steps/records.mts";
import { runTask } from "../steps/runTask.mts";
import { runNode } from "../steps/tool.mts";

interface Part {
  readonly name: string;
  /** Task with its arguments. */
  readonly run: readonly [task: string, ...args: string[]];
  /** What its sandboxes are asked is recorded under this name. */
  readonly records?: RecordedSuite;
}

/** The contract is judged by what the suites before it have recorded. */
const parts: readonly Part[] = [
  { name: "check", run: ["check"] },
  { name: "unit", run: ["vitest", "unit"] },
  { name: "integration", run: ["vitest", "integration"], records: "integration" },
  { name: "extension", run: ["testExtension"], records: "extension" },
  { name: "contract", run: ["testContract", "--recorded"] },
  { name: "ui", run: ["testUi"] },
];

const seconds = (startMs: number) => `${((Date.now() - startMs) / 1000).toFixed(1)} s`;

await runTask(async () => {
  const summary: string[] = [];
  let total: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { name, run, records } of parts) {
    const [task, ...args] = run;
    console.log(`\n== ${name}`);
    const startMs = Date.now();
    const file = freshReport(`${name}.counts.json`);
    const environment = {
      ...countsEnvironment(file),
      ...(records && recordingEnvironment(records)),
    };
    await runNode([`scripts/tasks/${task}.mts`, ...args], { environment });
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
