import { countFailure, readReport } from "./counts.mts";
import type { Counts } from "./counts.mts";

/** What test/extension/index.ts writes. */
interface MochaReport {
  readonly tests: readonly {
    readonly title: string;
    readonly state: "passed" | "failed" | "pending";
    readonly error?: string;
  }[];
}

/** Prints the tests of the extension suite and counts them; a missing report is a failure. */
export function readMochaReport(file: string, code: number): Counts {
  const report = readReport(file) as MochaReport | undefined;
  if (!report) {
    console.log("The extension host left no report.");
    return { passed: 0, failed: 1, skipped: 0 };
  }
  for (const { title, state, error } of report.tests) {
    console.log(`${state === "passed" ? "ok" : state}  ${title}${error ? `\n${error}` : ""}`);
  }
  const count = (state: string) => report.tests.filter((test) => test.state === state).length;
  const counts = { passed: count("passed"), failed: count("failed"), skipped: count("pending") };
  return countFailure(counts, code);
}
