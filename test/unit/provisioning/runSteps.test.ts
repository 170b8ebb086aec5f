import { describe, expect, it } from "vitest";
import type { ArmRequest, AzureSession } from "../../../src/azure/AzureSession";
import type { RunDeployment } from "../../../src/azure/deployments";
import { emptyObservation } from "../../../src/provisioning/observed";
import { planEnvironment } from "../../../src/provisioning/planEnvironment";
import { RunFailedError } from "../../../src/provisioning/run/RunFailedError";
import { runProject } from "../../../src/provisioning/run/runProject";
import { deleteComputeClusterStep } from "../../../src/provisioning/steps/deleteComputeCluster";
import type { PlannedStep } from "../../../src/provisioning/steps/PlannedStep";
import { registerProviderStep } from "../../../src/provisioning/steps/registerProvider";
import type { RunEvent } from "../../../src/runs/events";
import { reduceRun, type RunSnapshot } from "../../../src/runs/snapshot";
import { sampleManifest } from "../../support/sampleManifest";
import { armError, fakeSession } from "../azure/fakeSession";

const manifest = sampleManifest();
const plan = planEnvironment(manifest, "dev", emptyObservation);
const clusterId = plan.resources.find(({ kind }) => kind === "Compute cluster")?.id ?? "";
const provider = (namespace: string, phase: "before" | "after") => {
  const place = { environment: "dev", subscriptionId: plan.subscriptionId, namespace };
  return { ...registerProviderStep(place), phase };
};
const first = provider("Microsoft.First", "before");
const last = provider("Microsoft.Last", "after");
const replace = deleteComputeClusterStep({
  environment: "dev",
  spec: {
    id: clusterId,
    type: "Microsoft.MachineLearningServices/workspaces/computes",
    name: "w/c",
    group: "g",
    body: {},
    kind: "",
    detail: "",
    shared: false,
    dependsOn: [],
  },
  wanted: { "properties.a": 1 },
  detail: "",
  isGoing: false,
});

interface Setup {
  readonly before: readonly PlannedStep[];
  readonly after?: readonly PlannedStep[];
  readonly registered?: readonly PlannedStep[];
  readonly confirmed?: readonly string[];
  readonly onSend?: (request: ArmRequest) => void;
  readonly signal?: AbortSignal;
}

/** A run of Dev with these steps; a provider is registered by being asked to. */
function run({ before, after = [], registered = [], confirmed = [], onSend, signal }: Setup) {
  const events: RunEvent[] = [];
  const log: string[] = [];
  const states: Record<string, unknown> = Object.fromEntries(
    [first, last].map(({ resourceId }) => [resourceId, { registrationState: "NotRegistered" }]),
  );
  for (const { resourceId } of registered) {
    states[resourceId] = { registrationState: "Registered" };
  }
  const { session } = fakeSession(states);
  const send = <T>(request: ArmRequest): Promise<T> => {
    if (request.method === "GET") return session.send<T>(request);
    log.push(`${request.method} ${request.path.split("/").slice(-2).join("/")}`);
    try {
      onSend?.(request);
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
    states[request.path.replace(/\/register$/, "")] = { registrationState: "Registered" };
    return Promise.resolve(undefined as T);
  };
  const connected: AzureSession = { ...session, send };
  const runDeployment: RunDeployment = () => {
    log.push("deployment");
    return Promise.resolve({ id: "", correlationId: "", outputs: {} });
  };
  const done = runProject({
    manifest,
    plans: [{ ...plan, before, after }],
    confirmed: new Set(confirmed),
    sessionOf: () => connected,
    runDeployment,
    clock: { now: () => 0, delay: () => Promise.resolve() },
    report: (event) => events.push(event),
    runId: "run-1",
    by: "you@acme.example",
    ...(signal ? { signal } : {}),
  });
  const snapshot = () => events.reduce<RunSnapshot | undefined>(reduceRun, undefined);
  const stateOf = (id: string) =>
    snapshot()?.environments[0]?.resources.find((one) => one.id === id)?.state;
  return { done, events, log, snapshot, stateOf };
}

describe("a run with steps", () => {
  it("runs those before, the deployment and those after, each a row of its own", async () => {
    const { done, log, snapshot } = run({ before: [first], after: [last] });
    await done;
    expect(log).toEqual([
      "POST Microsoft.First/register",
      "deployment",
      "POST Microsoft.Last/register",
    ]);
    const rows = snapshot()?.environments[0]?.resources ?? [];
    expect(rows[0]).toMatchObject({
      id: first.id,
      name: "Microsoft.First",
      kind: "Register resource provider",
      resourceId: first.resourceId,
      change: "create",
      state: "created",
    });
    expect(rows.at(-1)).toMatchObject({ id: last.id, state: "created" });
    expect(snapshot()?.counts.done).toBe(plan.resources.length + 2);
  });

  it("skips what is done already", async () => {
    const { done, log, stateOf } = run({ before: [first], after: [last], registered: [first] });
    await done;
    expect(log).toEqual(["deployment", "POST Microsoft.Last/register"]);
    expect(stateOf(first.id)).toBe("unchanged");
  });

  it("lets a resource wait for the step that makes room for it", async () => {
    const { done, snapshot } = run({ before: [replace], confirmed: [replace.id] });
    await done;
    const row = snapshot()?.environments[0]?.resources.find(({ id }) => id === clusterId);
    expect(row?.dependsOn).toContain(replace.id);
  });

  it("stops at a step that fails, with resource, reason and way on", async () => {
    const { done, log, events, stateOf } = run({
      before: [first],
      after: [last],
      onSend: () => {
        throw armError(429, "TooManyRequests");
      },
    });
    const error = await done.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RunFailedError);
    expect((error as RunFailedError).failure).toMatchObject({
      environment: "dev",
      resourceId: first.id,
      code: "TooManyRequests",
      message:
        "Register resource provider Microsoft.First did not succeed in Dev. TooManyRequests.",
      nextStep: "Wait a few minutes, then continue the run.",
    });
    expect(log).toEqual(["POST Microsoft.First/register"]);
    expect([stateOf(first.id), stateOf(last.id), stateOf(clusterId)]).toEqual([
      "failed",
      "notStarted",
      "notStarted",
    ]);
    expect(events.at(-1)).toMatchObject({ kind: "environmentFinished", outcome: "failed" });
  });

  it("does not start the next step once it is stopped", async () => {
    const controller = new AbortController();
    const { done, log, events } = run({
      before: [first],
      after: [last],
      signal: controller.signal,
      onSend: () => {
        controller.abort();
      },
    });
    await expect(done).rejects.toMatchObject({ name: "AbortError" });
    expect(log).toEqual(["POST Microsoft.First/register"]);
    expect(events.at(-1)).toMatchObject({ outcome: "canceled" });
  });

  it("loses nothing that was not agreed to: nothing is sent, and each loss is named", async () => {
    const { done, log, events } = run({ before: [first, replace] });
    await expect(done).rejects.toMatchObject({
      code: "REPLACEMENT_NOT_CONFIRMED",
      message: expect.stringMatching(
        /^Nothing was changed\. Confirm on Review what is lost: Replace compute cluster c: Jobs that run or wait on it are stopped\./,
      ) as string,
    });
    expect([log, events]).toEqual([[], []]);
  });
});
