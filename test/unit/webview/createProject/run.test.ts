import { describe, expect, it } from "vitest";
import {
  allResources,
  countResources,
  failedResource,
  replayRun,
  waitsFor,
  type RunEvent,
} from "../../../../webview/createProject/run";

const resource = (name: string, dependsOn: readonly string[] = []) => ({
  id: `/subscriptions/s/${name}`,
  name,
  kind: "Resource",
  detail: "",
  resourceGroup: "rg",
  dependsOn: dependsOn.map((one) => `/subscriptions/s/${one}`),
});
const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 14, 6, second)).toISOString();

const started: RunEvent = {
  kind: "runStarted",
  runId: "2026-11-23-1406-003",
  at: at(0),
  by: "you@acme.example",
  environments: [
    {
      environment: "dev",
      title: "Dev",
      subscriptionName: "acme-ai-dev",
      location: "westeurope",
      deploymentName: "esml-abcde-prj003-dev",
      resources: [resource("vnet"), resource("aks", ["vnet"])],
    },
  ],
};
const changed = (
  name: string,
  state: "running" | "created" | "failed",
  second: number,
): RunEvent => ({
  kind: "resourceChanged",
  environment: "dev",
  resourceId: `/SUBSCRIPTIONS/s/${name}`,
  state,
  at: at(second),
});
const failure = {
  environment: "dev",
  resourceId: "/subscriptions/S/aks",
  code: "QuotaExceeded",
  message: "24 vCPUs are needed, 18 are left.",
  nextStep: "Ask for quota.",
  at: at(9),
};

describe("replayRun", () => {
  it("has no run before one started", () => {
    expect(replayRun([changed("vnet", "created", 1)])).toBeUndefined();
  });

  it("follows a resource by its id in any case, with its times", () => {
    const run = replayRun([started, changed("vnet", "running", 2), changed("vnet", "created", 5)]);
    expect(run && allResources(run)[0]).toMatchObject({
      state: "created",
      startedAt: at(2),
      finishedAt: at(5),
    });
  });

  it("says what a resource waits for until that is there", () => {
    const waiting = replayRun([started, changed("vnet", "running", 2)])?.environments[0];
    const aks = waiting?.resources[1];
    expect(waiting && aks && waitsFor(aks, waiting)?.name).toBe("vnet");
    const done = replayRun([started, changed("vnet", "created", 3)])?.environments[0];
    const free = done?.resources[1];
    expect(done && free && waitsFor(free, done)).toBeUndefined();
  });

  it("keeps the failure, its resource and what was done", () => {
    const run = replayRun([
      started,
      { kind: "environmentStarted", environment: "dev", at: at(1) },
      changed("vnet", "created", 3),
      changed("aks", "failed", 9),
      { kind: "environmentFinished", environment: "dev", outcome: "failed", at: at(9) },
      { kind: "runFinished", outcome: "failed", at: at(9), failure },
    ]);
    expect(run?.outcome).toBe("failed");
    expect(run && failedResource(run)?.name).toBe("aks");
    expect(run && countResources(allResources(run))).toEqual({
      all: 2,
      done: 1,
      failed: 1,
      notStarted: 0,
    });
  });

  it("begins anew when the run is continued", () => {
    const run = replayRun([
      started,
      changed("aks", "failed", 9),
      { kind: "runFinished", outcome: "failed", at: at(9), failure },
      { ...started, at: at(20) },
    ]);
    expect(run).toMatchObject({ startedAt: at(20) });
    expect(run?.outcome).toBeUndefined();
    expect(run?.failure).toBeUndefined();
  });
});
