import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { firstSubscription } from "../support/sandbox";
import { benchClient, type BenchClient, type BenchRequest } from "./benchClient";
import { elapsedMs, report } from "./figures";
import { useBenchSandbox } from "./useBenchSandbox";

const count = 2000;
const resources = 100;
const group = `/subscriptions/${firstSubscription()}/resourceGroups/bench`;

const identity = (index: number) =>
  `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-${String(index % resources)}?api-version=2024-11-30`;

function put(index: number): BenchRequest {
  const tags = { round: String(Math.floor(index / resources)) };
  return { method: "PUT", path: identity(index), body: { location: "westeurope", tags } };
}

const get = (index: number): BenchRequest => ({ method: "GET", path: identity(index) });

describe.each(["none", "scale:250"])("requests over --seed %s", (seed) => {
  const started = useBenchSandbox(seed);
  let client: BenchClient;
  beforeAll(async () => {
    client = benchClient(started().sandbox.connection);
    const path = `${group}?api-version=2025-04-01`;
    await client.send({ method: "PUT", path, body: { location: "westeurope" } });
  });
  afterAll(() => {
    client.close();
  });

  /** So many workers take the requests one after the other. */
  async function sendAll(request: (index: number) => BenchRequest, workers: number): Promise<void> {
    let next = 0;
    const work = async (): Promise<void> => {
      while (next < count) {
        const index = next;
        next += 1;
        expect(await client.send(request(index))).toBeLessThan(300);
      }
    };
    await Promise.all(Array.from({ length: workers }, work));
  }

  it.each([1, 16])("with %i at a time", async (workers) => {
    const area = `requests, --seed ${seed}, ${String(workers)} at a time`;
    for (const [what, request] of [
      ["PUT of an identity", put],
      ["GET of an identity", get],
    ] as const) {
      const time = await elapsedMs(() => sendAll(request, workers));
      report({ area, what, value: (count / time) * 1000, unit: "per s" });
    }
  });
});
