import { mkdtemp, rm } from "node:fs/promises";
import { Agent } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startSandbox, type Sandbox } from "../../sandbox/server";
import { runMixedRequests } from "../support/mixedRequests";
import { firstSubscription } from "../support/sandbox";
import { report, reportVerdict } from "./figures";

const area = "soak of 10,000 mixed requests";
const count = 10_000;
const clients = 4;
const sampleEvery = 1000;
/** By then the log of requests and the list of ended operations are as long as they may get. */
const settledAt = 6000;
/** A record takes about this much more memory than its JSON has characters. */
const heapPerCharacter = 4;
const allowedGrowthMB = 4;

interface Sample {
  readonly done: number;
  readonly heapMB: number;
  readonly storeMB: number;
  readonly records: number;
}

function takeSample(done: number, { store }: Sandbox): Sample {
  if (!globalThis.gc) throw new Error("Start Node with --expose-gc.");
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  const storeMB = JSON.stringify(store.list()).length / 1e6;
  return { done, heapMB: (heapUsed + external) / 1e6, storeMB, records: store.size };
}

/** Heap beyond what the store holds. */
const rest = ({ heapMB, storeMB }: Sample) => heapMB - heapPerCharacter * storeMB;

describe("a long life", () => {
  it("leaves no more memory in use than the store needs", async () => {
    const folder = await mkdtemp(join(tmpdir(), "esml-bench-"));
    const options = { timeScale: 0, graphLagMs: 0, stateFolder: folder };
    const sandbox = await startSandbox(options);
    const samples = [takeSample(0, sandbox)];
    const agent = new Agent({ ca: sandbox.ca, keepAlive: true, maxSockets: clients });
    const mixed = await runMixedRequests({
      callee: { ...sandbox, agent },
      subscriptionId: firstSubscription(),
      requests: count,
      clients,
      seed: 1,
      onProgress: (asked) => {
        if (asked % sampleEvery === 0) samples.push(takeSample(asked, sandbox));
      },
    });
    agent.destroy();
    await sandbox.close();
    await rm(folder, { recursive: true });

    for (const { done, heapMB, storeMB, records } of samples) {
      const after = `after ${done.toLocaleString("en")} requests`;
      report({ area, what: `memory in use ${after}`, value: heapMB, unit: "MB" });
      report({ area, what: `store ${after}`, value: storeMB, unit: "MB" });
      report({ area, what: `records ${after}`, value: records, unit: "records" });
    }
    for (const [status, value] of Object.entries(mixed.byStatus)) {
      report({ area, what: `answers with status ${status}`, value, unit: "answers" });
    }
    const settled = samples.find(({ done }) => done === settledAt);
    const last = samples.at(-1);
    if (!settled || !last) throw new Error("There are too few samples.");
    const growthMB = rest(last) - rest(settled);
    const isBounded = growthMB <= allowedGrowthMB;
    reportVerdict(
      `Soak: ${isBounded ? "no growth" : "GROWTH"} beyond the store: ${growthMB.toFixed(2)} MB from ` +
        `request ${settledAt.toLocaleString("en")} to ${count.toLocaleString("en")}, ` +
        `${allowedGrowthMB} MB allowed.`,
    );
    expect(mixed.unexpected).toEqual([]);
    expect(mixed.different).toEqual([]);
    expect(isBounded).toBe(true);
  });
});
