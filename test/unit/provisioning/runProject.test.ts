import { describe, expect, it } from "vitest";
import { ArmError } from "../../../src/azure/ArmError";
import type { AzureSession } from "../../../src/azure/AzureSession";
import type { DeploymentOperationState, RunDeployment } from "../../../src/azure/deployments";
import { emptyObservation } from "../../../src/provisioning/observed";
import { planEnvironment } from "../../../src/provisioning/planEnvironment";
import { RunFailedError } from "../../../src/provisioning/run/RunFailedError";
import type { RunOptions } from "../../../src/provisioning/run/RunOptions";
import { runProject } from "../../../src/provisioning/run/runProject";
import type { RunEvent } from "../../../src/runs/events";
import { reduceRun, type RunSnapshot } from "../../../src/runs/snapshot";
import { sampleManifest } from "../../support/sampleManifest";

const manifest = sampleManifest();
const plans = (["dev", "stage"] as const).map((id) =>
  planEnvironment(manifest, id, emptyObservation),
);
const session = (cloud: string, simulated: boolean) => ({ cloud, simulated }) as AzureSession;

function operation(resourceId: string, state: string): DeploymentOperationState {
  return { resourceId, resourceType: "", state, timestamp: "2026-11-23T14:00:00Z" };
}

function run(
  runDeployment: RunDeployment,
  events: RunEvent[],
  more: Partial<RunOptions> = {},
): Promise<void> {
  const options: RunOptions = {
    manifest,
    plans,
    sessionOf: () => session("sandbox", true),
    runDeployment,
    clock: { now: () => 0, delay: () => Promise.resolve() },
    report: (event) => events.push(event),
    runId: "run-1",
    by: "you@acme.example",
    ...more,
  };
  return runProject(options);
}

const snapshotOf = (events: readonly RunEvent[]) =>
  events.reduce<RunSnapshot | undefined>(reduceRun, undefined);
const succeed: RunDeployment = () => Promise.resolve({ id: "", correlationId: "", outputs: {} });

describe("runProject", () => {
  it("runs one deployment per environment and ends with everything created", async () => {
    const events: RunEvent[] = [];
    const names: string[] = [];
    await run((...args) => (names.push(args[1].name), succeed(...args)), events);
    expect(names).toEqual(plans.map((plan) => plan.deploymentName));
    const snapshot = snapshotOf(events);
    expect(snapshot?.state).toBe("succeeded");
    expect(snapshot?.counts.done).toBe(snapshot?.counts.total);
  });

  it("explains a failure, keeps what was made and does not start the next environment", async () => {
    const events: RunEvent[] = [];
    const aks = plans[0]?.resources.find((one) => one.kind === "AKS cluster")?.id ?? "";
    const vault = plans[0]?.resources.find((one) => one.kind === "Key vault")?.id ?? "";
    const failing = run((_session, _target, _template, { onOperations }) => {
      onOperations?.([operation(vault, "Succeeded"), operation(aks.toUpperCase(), "Failed")]);
      const code = "ErrCode_InsufficientVCPUQuota";
      const message = "18 vCPUs are left.";
      return Promise.reject(
        new ArmError({
          status: 0,
          code,
          message,
          target: aks,
          correlationId: "c-1",
          body: { code },
        }),
      );
    }, events);
    const error = await failing.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RunFailedError);
    expect((error as RunFailedError).failure).toMatchObject({
      environment: "dev",
      resourceId: aks,
      code: "ErrCode_InsufficientVCPUQuota",
      message:
        "AKS cluster aks001-weu-dev was not created in Dev: not enough quota in westeurope. 18 vCPUs are left.",
      correlationId: "c-1",
    });
    const [dev, stage] = snapshotOf(events)?.environments ?? [];
    expect(dev?.counts).toMatchObject({ done: 1, failed: 1, running: 0 });
    expect([dev?.state, stage?.state]).toEqual(["failed", "waiting"]);
  });

  it("never sends a sandbox manifest to Azure", async () => {
    const events: RunEvent[] = [];
    const azure = { sessionOf: () => session("azure", false) };
    const sent = run(() => Promise.reject(new Error("sent")), events, azure);
    await expect(sent).rejects.toMatchObject({ code: "CLOUD_MISMATCH" });
    expect(events).toEqual([]);
  });

  it("refuses what Azure cannot do, before anything is sent", async () => {
    const [dev] = plans;
    if (!dev) throw new Error("no plan");
    const problem = {
      severity: "error",
      code: "CHANGE_REFUSED",
      path: "",
      page: "compute",
      message: "It cannot go back. Use 1.34.1 or newer.",
      resourceId: "/x",
      property: "properties.kubernetesVersion",
    } as const;
    const events: RunEvent[] = [];
    const none = () => Promise.reject(new Error("sent"));
    const refused = run(none, events, { plans: [{ ...dev, problems: [problem] }] });
    await expect(refused).rejects.toMatchObject({ code: "PLAN_REFUSED", message: problem.message });
    const info = { ...problem, severity: "info" as const };
    await run(succeed, events, { plans: [{ ...dev, problems: [info] }] });
    expect(events.at(-1)).toMatchObject({ outcome: "succeeded" });
  });

  it("ends as canceled when aborted", async () => {
    const events: RunEvent[] = [];
    const abort = new DOMException("stop", "AbortError");
    await expect(run(() => Promise.reject(abort), events)).rejects.toBe(abort);
    expect(events.at(-1)).toMatchObject({ kind: "environmentFinished", outcome: "canceled" });
  });
});
