import { describe, expect, it } from "vitest";
import type { RunEvent, RunFailure, RunResource } from "../../../src/runs/events";
import { reduceRun, type RunSnapshot } from "../../../src/runs/snapshot";

const at = (minute: number) => `2026-11-23T14:${String(minute).padStart(2, "0")}:00Z`;
const resource = (id: string): RunResource => ({
  id,
  name: id,
  kind: "Key vault",
  detail: "",
  resourceGroup: "rg",
  dependsOn: [],
});
const started: RunEvent = {
  kind: "runStarted",
  runId: "run-1",
  at: at(0),
  by: "you@acme.example",
  environments: ["dev", "stage"].map((environment) => ({
    environment,
    title: environment,
    subscriptionName: "acme",
    location: "westeurope",
    deploymentName: `esml-${environment}`,
    resources: [resource("/A"), resource("/B")],
  })),
};
type Changed = Extract<RunEvent, { kind: "resourceChanged" }>;
const changed = (id: string, state: Changed["state"], minute: number): Changed => ({
  kind: "resourceChanged",
  environment: "dev",
  resourceId: id,
  state,
  at: at(minute),
});
const failure: RunFailure = {
  environment: "dev",
  code: "QuotaExceeded",
  message: "No quota.",
  nextStep: "Ask for quota.",
  at: at(9),
};

function after(...events: readonly RunEvent[]): RunSnapshot {
  const snapshot = [started, ...events].reduce<RunSnapshot | undefined>(reduceRun, undefined);
  if (!snapshot) throw new Error("no snapshot");
  return snapshot;
}
const counts = (...[total, done, running, failed, open]: readonly number[]) => ({
  total,
  done,
  running,
  failed,
  open,
});

describe("reduceRun", () => {
  it("starts with everything waiting", () => {
    const snapshot = after();
    expect(snapshot).toMatchObject({
      runId: "run-1",
      by: "you@acme.example",
      state: "running",
      startedAt: at(0),
      counts: counts(4, 0, 0, 0, 4),
    });
    expect(snapshot.environments.map((one) => one.state)).toEqual(["waiting", "waiting"]);
    expect(snapshot).not.toHaveProperty("endedAt");
  });

  it("changes one environment's resource, whatever the case of its id", () => {
    const snapshot = after(
      { kind: "environmentStarted", environment: "dev", at: at(1) },
      changed("/a", "running", 2),
    );
    const [dev, stage] = snapshot.environments;
    expect(dev).toMatchObject({ state: "running", startedAt: at(1) });
    expect(dev?.resources[0]).toMatchObject({ state: "running", startedAt: at(2) });
    expect(dev?.counts).toEqual(counts(2, 0, 1, 0, 1));
    expect(stage?.resources[0]?.state).toBe("waiting");
    expect(snapshot.counts).toEqual(counts(4, 0, 1, 0, 3));
  });

  it("keeps the first start and the end of a resource", () => {
    const snapshot = after(changed("/A", "running", 2), changed("/A", "created", 5));
    expect(snapshot.environments[0]?.resources[0]).toMatchObject({
      state: "created",
      startedAt: at(2),
      endedAt: at(5),
    });
    const [fast] = after(changed("/B", "created", 4)).environments;
    expect(fast?.resources[1]).toMatchObject({ startedAt: at(4), endedAt: at(4) });
  });

  it("gives no times to what was not started", () => {
    const [dev] = after(changed("/B", "notStarted", 6)).environments;
    expect(dev?.resources[1]).toEqual({ ...resource("/B"), state: "notStarted" });
    expect(dev?.counts).toEqual(counts(2, 0, 0, 0, 2));
  });

  it("counts created and unchanged as done and keeps the failure where it happened", () => {
    const snapshot = after(
      changed("/A", "unchanged", 1),
      { ...changed("/B", "failed", 9), failure },
      { kind: "environmentFinished", environment: "dev", outcome: "failed", at: at(9) },
      { kind: "runFinished", outcome: "failed", at: at(10), failure },
    );
    const [dev, stage] = snapshot.environments;
    expect(dev).toMatchObject({ state: "failed", endedAt: at(9), counts: counts(2, 1, 0, 1, 0) });
    expect(dev?.resources[1]).toMatchObject({ state: "failed", endedAt: at(9), failure });
    expect(stage?.state).toBe("waiting");
    expect(snapshot).toMatchObject({ state: "failed", endedAt: at(10), failure });
  });

  it.each(["succeeded", "canceled"] as const)("ends as %s without a failure", (outcome) => {
    const snapshot = after({ kind: "runFinished", outcome, at: at(3) });
    expect(snapshot.state).toBe(outcome);
    expect(snapshot).not.toHaveProperty("failure");
  });

  it("passes over what it does not know", () => {
    const snapshot = after();
    expect(reduceRun(snapshot, changed("/other", "running", 2))).toEqual(snapshot);
    const elsewhere = { ...changed("/A", "running", 2), environment: "prod" };
    expect(reduceRun(snapshot, elsewhere)).toEqual(snapshot);
    expect(reduceRun(undefined, changed("/A", "running", 2))).toBeUndefined();
  });

  it("leaves the snapshot before as it was and starts anew with another run", () => {
    const before = after(changed("/A", "running", 2));
    const copy = structuredClone(before);
    reduceRun(before, changed("/A", "created", 3));
    expect(before).toEqual(copy);
    expect(reduceRun(before, { ...started, runId: "run-2" })).toMatchObject({
      runId: "run-2",
      counts: counts(4, 0, 0, 0, 4),
    });
  });
});
