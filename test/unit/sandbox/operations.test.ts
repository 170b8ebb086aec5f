import { beforeEach, describe, expect, it } from "vitest";
import { SimulatedClock } from "../../../sandbox/clock";
import { Operations, type Operation } from "../../../sandbox/operations";

let clock: SimulatedClock;
let operations: Operations;

beforeEach(() => {
  clock = new SimulatedClock(Infinity);
  operations = new Operations(clock);
});

let count = 0;
function start(resourceId: string, durationMs = 1000): Operation {
  count += 1;
  const record = { id: resourceId, type: "T", name: "n", properties: {} };
  const body = { properties: { size: 1 } };
  return operations.start({
    id: `operation-${String(count)}`,
    request: { method: "PUT", resourceId, apiVersion: "2024-01-01", body, before: record },
    location: "westeurope",
    durationMs,
    complete: () => Promise.resolve(undefined),
  });
}

async function finish(started: readonly Operation[]): Promise<void> {
  const ends = started.map((operation) => operations.ended(operation));
  clock.advance(1000);
  await Promise.all(ends);
}

describe("Operations", () => {
  it("finds the latest one under way on a resource, in any case", async () => {
    const first = start("/a/One");
    const second = start("/A/one", 5000);
    expect(operations.running("/a/one")).toBe(second);
    operations.cancel(second, { code: "Canceled", message: "" });
    expect(operations.running("/a/one")).toBe(first);
    await finish([first]);
    expect(operations.running("/a/one")).toBeUndefined();
  });

  it("keeps of an ended one what a poll asks for, and nothing more", async () => {
    const operation = start("/a/One");
    expect(operation.request.before).toBeDefined();
    await finish([operation]);
    expect(operations.get(operation.id)).toMatchObject({ status: "Succeeded" });
    expect(operation.request).toEqual({
      method: "PUT",
      resourceId: "/a/One",
      apiVersion: "2024-01-01",
      body: {},
    });
  });

  it("forgets the ones that ended first, and none that is under way", async () => {
    const long = start("/a/long", 60_000);
    const all = Array.from({ length: 2001 }, (_, index) => start(`/a/${String(index)}`));
    await finish(all);
    expect(operations.get(all[0]?.id ?? "")).toBeUndefined();
    expect(operations.get(all[1]?.id ?? "")).toBeDefined();
    expect(operations.get(long.id)).toBe(long);
    expect(operations.remaining()).toEqual({ [long.id]: 59_000 });
  });
});
