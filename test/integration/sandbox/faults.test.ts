import { get } from "node:https";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startFaultyRegistry, type FaultyRegistry } from "../../support/faultyRegistry";

let faulty: FaultyRegistry;

beforeEach(async () => {
  faulty = await startFaultyRegistry();
});
afterEach(() => faulty.close());

describe("a declared fault", () => {
  it("keeps its promise of a length when it cuts an answer", async () => {
    await faulty.rawPut();
    const whole = JSON.stringify((await faulty.rawGet()).body);
    await faulty.declare({ action: { truncate: true } });
    const { endpoint, ca, token } = faulty.sandbox;
    const headers = { Authorization: `Bearer ${token}` };
    const got = await new Promise<{ length: string | undefined; text: string; error: unknown }>(
      (resolve) => {
        get(`${endpoint}${faulty.path}`, { ca, headers, agent: false }, (answer) => {
          let text = "";
          answer.setEncoding("utf8").on("data", (part: string) => (text += part));
          answer.once("error", (error) => {
            resolve({ length: answer.headers["content-length"], text, error });
          });
        });
      },
    );
    expect(got.length).toBe(String(Buffer.byteLength(whole)));
    expect(whole.startsWith(got.text)).toBe(true);
    expect(got.text.length).toBe(Math.floor(whole.length / 2));
    expect(got.error).toMatchObject({ code: "ECONNRESET" });
  });

  it("ends when the time of a fault is over", async () => {
    const action = { status: 429, code: "TooManyRequests", message: "Slow." };
    await faulty.declare({ forMs: 60_000, action });
    expect(await faulty.rawPut()).toMatchObject({ status: 429 });
    await expect(faulty.create()).rejects.toMatchObject({ name: "ArmError", status: 429 });
    faulty.sandbox.clock.advance(60_000);
    await expect(faulty.create()).resolves.toMatchObject({ name: "faulty1" });
  });

  it("is a lost connection for a raw call of the product, too", async () => {
    await faulty.rawPut();
    await faulty.declare({ action: { truncate: true } });
    await expect(faulty.get()).rejects.toMatchObject({ code: "ConnectionLost" });
  });

  it("hits the same share of the requests in every run", async () => {
    const share = (seed: number) => ({ rate: { share: 0.4, seed }, action: { status: 400 } });
    const run = async (seed: number): Promise<string> => {
      await faulty.declare(share(seed));
      const statuses: unknown[] = [];
      for (let turn = 0; turn < 30; turn += 1) {
        statuses.push((await faulty.rawGet()).status);
      }
      return statuses.map((status) => (status === 400 ? "x" : ".")).join("");
    };
    const [first, again, other] = [await run(7), await run(7), await run(8)];
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    expect(first.split("x").length - 1).toBeGreaterThan(5);
    expect(first.split("x").length - 1).toBeLessThan(20);
  });

  it("lets the product turn away from a delay", async () => {
    await faulty.declare({ action: { delayMs: 600_000 } });
    const controller = new AbortController();
    const sent = faulty.get(controller.signal);
    await expect.poll(() => faulty.counters()).toMatchObject([{ hits: 1 }]);
    controller.abort();
    await expect(sent).rejects.toMatchObject({ name: "AbortError" });
  });

  it("counts what it has seen and hit", async () => {
    await faulty.declare(
      { match: { method: "GET" }, times: 1, after: 1, action: { status: 400 } },
      { match: { method: "PUT" }, action: { status: 400 } },
    );
    for (const ask of ["rawGet", "rawGet", "rawGet", "rawPut"] as const) {
      await faulty[ask]();
    }
    expect(await faulty.counters()).toEqual([
      { seen: 3, hits: 1, isOver: true },
      { seen: 1, hits: 1, isOver: false },
    ]);
  });

  it("names in the record the fault that hit", async () => {
    await faulty.declare({ times: 1, action: { dropAfter: true } });
    await faulty.rawPut();
    await faulty.rawGet();
    const [cut, fine] = faulty.sandbox.requests.all();
    expect(cut).toMatchObject({ status: 201, fault: "dropAfter" });
    expect(fine).not.toHaveProperty("fault");
  });
});
