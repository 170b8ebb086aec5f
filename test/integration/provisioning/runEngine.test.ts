import { afterEach, describe, expect, it } from "vitest";
import { getDeployment } from "../../../src/azure/deploymentState";
import type { RunEvent } from "../../../src/runs/events";
import type { Clock } from "../../../src/shared/Clock";
import { createRunEngine } from "../../../src/wizards/createProject/runEngine";
import { plan, project, startFactory, type Factory } from "./factory";

let factory: Factory;
afterEach(() => factory.close());

const clock: Clock = {
  now: () => factory.sandbox.clock.now(),
  delay: (_ms, signal) => {
    signal?.throwIfAborted();
    factory.sandbox.clock.advance(15_000);
    return Promise.resolve();
  },
};

async function startSlowFactory() {
  factory = await startFactory({ timeScale: Infinity });
  const { session } = factory;
  const manifest = await project(session);
  const planned = await plan(session, manifest);
  const { subscriptionId, deploymentName: name, location } = planned;
  const request = { runId: "run-1", manifest, environments: ["dev"] as const, by: "you" };
  const engine = createRunEngine(() => () => session, clock);
  const start = (onEvent: (event: RunEvent) => void, signal = new AbortController().signal) =>
    engine({ ...request, manifestUri: "file:///esml.project.json" }, onEvent, signal);
  return { manifest, start, target: { subscriptionId, name, location } };
}

const isClusterStart = (event: RunEvent) =>
  event.kind === "resourceChanged" &&
  event.state === "running" &&
  event.resourceId.includes("/managedClusters/");

describe("a run of the wizard", () => {
  it("names the subscription, and lets a second window join what is under way", async () => {
    const { manifest, start } = await startSlowFactory();
    const first: RunEvent[] = [];
    const second: RunEvent[] = [];
    let joined: Promise<void> | undefined;
    await start((event) => {
      first.push(event);
      if (isClusterStart(event)) joined ??= start((other) => second.push(other));
    });
    await joined;
    expect(first[0]).toMatchObject({ environments: [{ subscriptionName: "acme-ai-dev" }] });
    const success = { kind: "runFinished", outcome: "succeeded" };
    expect([first.at(-1), second.at(-1)]).toMatchObject([success, success]);
    const { template } = await plan(factory.session, manifest);
    expect(template.resources).toEqual([]);
  });

  it("cancels the deployment in Azure when it is cancelled here", async () => {
    const { start, target } = await startSlowFactory();
    const controller = new AbortController();
    const events: RunEvent[] = [];
    const run = start((event) => {
      events.push(event);
      if (isClusterStart(event)) controller.abort();
    }, controller.signal);
    await expect(run).rejects.toMatchObject({ name: "AbortError" });
    expect(events.at(-1)).toMatchObject({ kind: "environmentFinished", outcome: "canceled" });
    expect(await getDeployment(factory.session, target)).toMatchObject({ state: "Canceled" });
  });
});
