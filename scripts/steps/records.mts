import fs from "node:fs";
import path from "node:path";
import { root } from "../setup/places.mjs";

/** Suites whose requests and answers the contract tests look at. */
export type RecordedSuite = "integration" | "extension";

const folder = path.join(root, "out", "records");

export const recordsOf = (suite: RecordedSuite) => path.join(folder, suite);

/** Environment in which every sandbox of a suite leaves its record, the one of an earlier run removed. */
export function recordingEnvironment(suite: RecordedSuite): Readonly<Record<string, string>> {
  fs.rmSync(recordsOf(suite), { recursive: true, force: true });
  return { ESML_SANDBOX_RECORD: recordsOf(suite) };
}
