import { afterEach, describe, expect, it } from "vitest";
import { cancelDeployment, getDeployment } from "../../../src/azure/deploymentState";
import { watchDeployment } from "../../../src/azure/runDeployment";
import { RunFailedError } from "../../../src/provisioning/run/RunFailedError";
import type { RunEvent } from "../../../src/runs/events";
import { reduceRun } from "../../../src/runs/snapshot";
import { systemClock, type Clock } from "../../../src/shared/Clock";
import { plan, project, run, startFactory, type Factory } from "./factory";

let factory: Factory;
afterEach(() => factory.close());

/** Every wait of the product moves the sandbox by a quarter of a minute. */
const clock: Clock = {
  now: () => factory.sandbox.clock.now(),
  delay: (_ms, signal) => {
    signal?.throwIfAborted();
    factory.sandbox.clock.advance(15_000);
    return Promise.resolve();
  },
};

function statesOf(events: readonly RunEvent[], id: string): readonly string[] {
  return events.flatMap((event) =>
    event.kind === "resourceChanged" && event.resourceId === id ? [event.state] : [],
  );
}

async function startSlowFactory() {
  factory = await startFactory({ timeScale: Infinity });
  const manifest = await project(factory.session);
  const planned = await plan(factory.session, manifest);
  const { subscriptionId, deploymentName: name, location } = planned;
  return { manifest, planned, target: { subscriptionId, name, location } };
}

/** Aborts as soon as the cluster is reported as running, as a closed window does. */
async function runUntilClusterStarts(manifest: Parameters<typeof run>[1]) {
  const controller = new AbortController();
  const events: RunEvent[] = [];
  const onEvent = (event: RunEvent) => {
    const isCluster =
      event.kind === "resourceChanged" && event.resourceId.includes("/managedClusters/");
    if (isCluster && event.state === "running") controller.abort();
  };
  const { signal } = controller;
  const error = await run(factory.session, manifest, events, { clock, signal, onEvent }).catch(
    (thrown: unknown) => thrown,
  );
  return { error, events };
}

describe("watching a run", () => {
  it("shows each resource go up, the cluster for minutes after what it needs", async () => {
    const { manifest, planned } = await startSlowFactory();
    const events: RunEvent[] = [];
    await run(factory.session, manifest, events, { clock });
    for (const { id } of planned.resources) {
      expect([id, ["created", "running,created"].includes(statesOf(events, id).join())]).toEqual([
        id,
        true,
      ]);
    }
    const cluster = planned.resources.find(({ kind }) => kind === "AKS cluster");
    expect(statesOf(events, cluster?.id ?? "")).toEqual(["running", "created"]);
    const at = (id: string, state: string) =>
      events.findIndex(
        (event) =>
          event.kind === "resourceChanged" && event.resourceId === id && event.state === state,
      );
    for (const id of cluster?.dependsOn ?? []) {
      expect(at(id, "created")).toBeGreaterThan(0);
      expect(at(id, "created")).toBeLessThan(at(cluster?.id ?? "", "created"));
    }
    const shown = events.reduce(reduceRun, undefined);
    expect(shown).toMatchObject({ state: "succeeded", counts: { failed: 0, open: 0, running: 0 } });
    const ended = shown?.environments[0]?.resources.find(({ id }) => id === cluster?.id);
    const tookMs = Date.parse(ended?.endedAt ?? "") - Date.parse(ended?.startedAt ?? "");
    expect(tookMs).toBeGreaterThan(60_000);
  });
});

describe("a window that is closed during a run", () => {
  it("leaves the deployment going, refuses a second one meanwhile, and finds all done later", async () => {
    const { manifest, target } = await startSlowFactory();
    const { error, events } = await runUntilClusterStarts(manifest);
    expect(error).toMatchObject({ name: "AbortError" });
    expect(events.at(-1)).toMatchObject({ kind: "environmentFinished", outcome: "canceled" });
    const { session, sandbox } = factory;
    expect(await getDeployment(session, target)).toMatchObject({ state: "Running" });

    const second = await run(session, manifest, [], { clock }).catch((thrown: unknown) => thrown);
    expect(second).toBeInstanceOf(RunFailedError);
    expect(second).toMatchObject({
      message:
        "A deployment of this project is already running in Dev. Wait until it has ended, then continue the run.",
    });

    sandbox.clock.timeScale = 0;
    await watchDeployment(session, target, { clock: systemClock, pollIntervalMs: 5 });
    const { plans } = await run(session, manifest);
    expect(plans[0]?.template.resources).toEqual([]);
  });

  it("can be continued after the deployment was cancelled", async () => {
    const { manifest, target } = await startSlowFactory();
    await runUntilClusterStarts(manifest);
    const { session, sandbox } = factory;
    await cancelDeployment(session, target);
    expect(await getDeployment(session, target)).toMatchObject({ state: "Canceled" });
    sandbox.clock.timeScale = 0;
    const { events } = await run(session, manifest);
    expect(events.at(-1)).toMatchObject({ kind: "runFinished", outcome: "succeeded" });
    const { template } = await plan(session, manifest);
    expect(template.resources).toEqual([]);
  });
});
