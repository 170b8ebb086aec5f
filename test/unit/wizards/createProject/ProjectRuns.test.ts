import { appendFile, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RunEvent } from "../../../../src/runs/events";
import type { RunSnapshot } from "../../../../src/runs/snapshot";
import { systemClock } from "../../../../src/shared/Clock";
import { UserError } from "../../../../src/shared/errors";
import { newDraft } from "../../../../src/wizards/createProject/newDraft";
import { ProjectRuns, type RunEngine } from "../../../../src/wizards/createProject/ProjectRuns";
import { RunLog, type RunRequest } from "../../../../src/wizards/createProject/RunLog";
import { connected } from "./connected";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "esml-runs-"));
});
afterEach(() => rm(folder, { recursive: true }));

const request: RunRequest = {
  runId: "202611240100-ab12",
  manifest: newDraft("sandbox", connected).manifest,
  environments: ["dev"],
  manifestUri: "file:///acme/esml.project.json",
  by: "you@acme.example",
};
const at = "2026-11-24T01:00:00.000Z";
const startedEvent: RunEvent = {
  kind: "runStarted",
  runId: request.runId,
  at,
  by: request.by,
  environments: [],
};
const succeeded: RunEvent = { kind: "runFinished", outcome: "succeeded", at };

function setUp(run: RunEngine) {
  const events: RunEvent[] = [];
  let end: (result: { snapshot: RunSnapshot; error?: unknown }) => void = () => undefined;
  const ended = new Promise<{ snapshot: RunSnapshot; error?: unknown }>((resolve) => {
    end = resolve;
  });
  const log = new RunLog(folder, "workspace");
  const runs = new ProjectRuns({
    log,
    run,
    clock: systemClock,
    onEvent: (event) => events.push(event),
    onEnd: (snapshot, _request, error) => {
      end({ snapshot, error });
    },
  });
  return { runs, log, events, ended };
}

const untilAborted: RunEngine = (_request, report, signal) => {
  report(startedEvent);
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => {
      reject(signal.reason as Error);
    });
  });
};

describe("ProjectRuns", () => {
  it("keeps every event and tells the end once", async () => {
    const { runs, events, ended } = setUp((_request, report) => {
      report(startedEvent);
      report(succeeded);
      return Promise.resolve();
    });
    await runs.start(request);
    expect((await ended).snapshot.state).toBe("succeeded");
    expect(events).toEqual([startedEvent, succeeded]);
    expect(await runs.loadEvents()).toEqual(events);
    expect(runs.isRunning()).toBe(false);
  });

  it("turns a thrown failure into the end of the run", async () => {
    const { runs, ended } = setUp((_request, report) => {
      report(startedEvent);
      return Promise.reject(new UserError("NotConnected", "Not connected. Connect."));
    });
    await runs.start(request);
    const { snapshot } = await ended;
    expect(snapshot).toMatchObject({ state: "failed", failure: { code: "NotConnected" } });
  });

  it("shows a run that failed before it began", async () => {
    const { runs, ended } = setUp(() => Promise.reject(new Error("no plan")));
    await runs.start(request);
    await ended;
    const kinds = (await runs.loadEvents()).map((event) => event.kind);
    expect(kinds).toEqual(["runStarted", "runFinished"]);
  });

  it("ends as canceled when it is canceled", async () => {
    const { runs, ended } = setUp(untilAborted);
    await runs.start(request);
    runs.cancel();
    expect((await ended).snapshot.state).toBe("canceled");
  });

  it("refuses a second run while one is under way", async () => {
    const { runs, ended } = setUp(untilAborted);
    await runs.start(request);
    await expect(runs.start(request)).rejects.toMatchObject({ code: "RunActive" });
    runs.cancel();
    await ended;
  });

  it("tells an interrupted run to the next process, and continues it", async () => {
    const first = new RunLog(folder, "workspace");
    await first.start(request);
    await first.append(startedEvent);
    const [name = ""] = await readdir(folder);
    await appendFile(join(folder, name), '{"kind":"resourceCha');
    const asked: RunRequest[] = [];
    const { runs, ended } = setUp((one, report) => {
      asked.push(one);
      report({ ...startedEvent, runId: one.runId });
      report(succeeded);
      return Promise.resolve();
    });
    const events = await runs.loadEvents();
    expect(events).toHaveLength(2);
    expect(events[1]).toMatchObject({ failure: { code: "RunInterrupted" } });
    await runs.continue("202611240200-cd34");
    await ended;
    expect(asked).toEqual([{ ...request, runId: "202611240200-cd34" }]);
  });

  it("leaves a run whose window has closed as interrupted, not as failed", async () => {
    let close: (error: Error) => void = () => undefined;
    const closed = new Promise<never>((_resolve, reject) => {
      close = reject;
    });
    const { runs, events, log } = setUp((_one, report) => {
      report(startedEvent);
      return closed;
    });
    await runs.start(request);
    close(new Error("Channel has been closed"));
    await closed.catch(() => undefined);
    await Promise.resolve();
    expect(events).toEqual([startedEvent]);
    await log.append({ ...startedEvent });
    const next = setUp(untilAborted);
    const told = await next.runs.loadEvents();
    expect(told.at(-1)).toMatchObject({ failure: { code: "RunInterrupted" } });
  });

  it("has nothing to continue in a new workspace", async () => {
    const { runs } = setUp(untilAborted);
    expect(await runs.loadEvents()).toEqual([]);
    await expect(runs.continue("x")).rejects.toMatchObject({ code: "RunUnknown" });
  });
});
