import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";

interface TestResult {
  readonly title: string;
  readonly state: "passed" | "failed" | "pending";
  readonly error?: string;
}

const timeoutMs = 30_000;

/** VS Code calls this in the extension host; the report is what the runner trusts. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: "bdd", timeout: timeoutMs, color: false });
  const files = readdirSync(__dirname).filter((file) => file.endsWith(".test.js"));
  for (const file of files.sort()) {
    mocha.addFile(join(__dirname, file));
  }
  const tests: TestResult[] = [];
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on("pass", (test) => tests.push({ title: test.fullTitle(), state: "passed" }));
    runner.on("pending", (test) => tests.push({ title: test.fullTitle(), state: "pending" }));
    runner.on("fail", (test, error: Error) => {
      tests.push({ title: test.fullTitle(), state: "failed", error: error.stack ?? error.message });
    });
  });
  const { ESML_TEST_REPORT: report } = process.env;
  if (report !== undefined) {
    writeFileSync(report, JSON.stringify({ tests }, undefined, 2));
  }
  if (failures > 0) {
    throw new Error(`${String(failures)} failed`);
  }
}
