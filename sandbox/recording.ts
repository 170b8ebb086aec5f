import { randomUUID } from "node:crypto";
import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { RecordedRequest } from "./requestLog";

/** Names the folder in which every sandbox of this environment leaves a record of what it was asked. */
export const recordVariable = "ESML_SANDBOX_RECORD";

/** Writes each exchange as a line of JSON to a file of its own in the folder; readable by the user alone. */
export function recordInto(folder: string): (request: RecordedRequest) => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${String(process.pid)}-${randomUUID()}.ndjson`);
  return (request) => {
    appendFileSync(file, `${JSON.stringify(request)}\n`, { mode: 0o600 });
  };
}
