import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSandbox } from "../../../sandbox/server";
import { fuzzRequests } from "../../support/fuzzRequests";
import { call, type RawAnswer, type RawRequest } from "../../support/sandbox";
import { startCalledSandbox, type CalledSandbox } from "../../support/calledSandbox";

const runs = Number(process.env["ESML_FUZZ_RUNS"] ?? 1500);
const seed = Number(process.env["ESML_FUZZ_SEED"] ?? 1);
const bug = "SandboxInternalError";

let sandbox: CalledSandbox;
beforeAll(async () => {
  // Damaged requests that happen to be taken are no contract: they are not recorded.
  const unrecorded = { ESML_SANDBOX_RECORD: "" };
  sandbox = await startCalledSandbox(["--time-scale", "0", "--graph-lag", "0"], unrecorded);
});
afterAll(() => sandbox.stop());

/** The record of the sample factory, which the program starts with as well. */
async function sampleRecords() {
  const sample = await startSandbox({ timeScale: 0 });
  const records = sample.store.list();
  await sample.close();
  return records;
}

/** Where the answer leads to the end of what goes on, if it does. */
function pollOf({ headers }: RawAnswer): RawRequest | undefined {
  const address = headers["azure-asyncoperation"] ?? headers["location"];
  return typeof address === "string"
    ? { method: "GET", path: address.slice(sandbox.endpoint.length) }
    : undefined;
}

function check(request: RawRequest, { status, body }: RawAnswer): void {
  expect(status, JSON.stringify(body)).not.toBe(500);
  expect(JSON.stringify(body ?? null)).not.toContain(bug);
  if (status >= 400 && request.method !== "HEAD") {
    const text = expect.any(String) as string;
    expect(body).toMatchObject({ error: { code: text, message: text } });
  }
}

describe("a sandbox under fire", () => {
  it("answers every request, and is alive at the end without a word of a bug", async () => {
    const samples = await sampleRecords();
    const property = fc.asyncProperty(fuzzRequests(samples), async (request) => {
      const answer = await call(sandbox, request);
      check(request, answer);
      const poll = pollOf(answer);
      if (poll) check(poll, await call(sandbox, poll));
    });
    await fc.assert(property, { numRuns: runs, seed, interruptAfterTimeLimit: 25_000 });
    const about = await call(sandbox, { method: "GET", path: "/_sandbox/about" });
    expect(about).toMatchObject({ status: 200, body: { simulated: true } });
    expect(sandbox.exitCode()).toBeUndefined();
    expect(sandbox.errors()).toBe("");
  });
});
