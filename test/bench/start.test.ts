import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "vitest";
import { call, firstSubscription } from "../support/sandbox";
import { fileMB, startBenchSandbox, type BenchSandbox } from "./benchSandbox";
import { report } from "./figures";

const path = `/subscriptions/${firstSubscription()}/resourcegroups/bench?api-version=2025-04-01`;

function reportStart(area: string, sandbox: BenchSandbox): void {
  report({ area, what: "start", value: sandbox.startMs, unit: "ms" });
  const rss = sandbox.rssMB();
  const what = "resident memory when ready";
  if (rss !== undefined) report({ area, what, value: rss, unit: "MB" });
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "esml-bench-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("the start of the sandbox", () => {
  it.each(["none", "sample", "scale:250"])("with --seed %s, new and kept", async (seed) => {
    const fresh = `start, --seed ${seed}, new folder`;
    const first = await startBenchSandbox(seed, folder);
    reportStart(fresh, first);
    const body = { location: "westeurope" };
    await call(first.connection, { method: "PUT", path, body });
    report({ area: fresh, what: "end", value: await first.stop(), unit: "ms" });
    const kept = `start, --seed ${seed}, kept state`;
    const second = await startBenchSandbox(seed, folder);
    reportStart(kept, second);
    const value = await fileMB(join(folder, "state.jsonl"));
    report({ area: kept, what: "state file", value, unit: "MB" });
    report({ area: kept, what: "end", value: await second.stop(), unit: "ms" });
  });
});
