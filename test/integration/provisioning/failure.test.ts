import { afterEach, describe, expect, it } from "vitest";
import { createCatalogue } from "../../../sandbox/catalogue/catalogue";
import type { FaultRule } from "../../../sandbox/faults";
import type { ProjectManifest } from "../../../src/project/manifest";
import { RunFailedError } from "../../../src/provisioning/run/RunFailedError";
import type { RunEvent, RunFailure } from "../../../src/runs/events";
import { plan, project, run, startFactory, withCompute, type Factory } from "./factory";

let factory: Factory;
afterEach(() => factory.close());

interface FailedRun {
  readonly failure: RunFailure;
  readonly events: readonly RunEvent[];
}

async function runToFailure(manifest: ProjectManifest): Promise<FailedRun> {
  const events: RunEvent[] = [];
  const error = await run(factory.session, manifest, events).catch((thrown: unknown) => thrown);
  if (!(error instanceof RunFailedError)) throw error;
  return { failure: error.failure, events };
}

function stateOf(events: readonly RunEvent[], id: string): string | undefined {
  const states = events.flatMap((event) =>
    event.kind === "resourceChanged" && event.resourceId === id ? [event.state] : [],
  );
  return states.at(-1);
}

/** Runs again and expects that all is there then. */
async function continueRun(manifest: ProjectManifest): Promise<void> {
  factory.sandbox.faults.set([]);
  const { events } = await run(factory.session, manifest);
  expect(events.at(-1)).toMatchObject({ kind: "runFinished", outcome: "succeeded" });
  const { resources, template } = await plan(factory.session, manifest);
  const left = resources.filter(({ change }) => change === "create" || change === "modify");
  expect(left.map(({ id }) => id)).toEqual([]);
  expect(template.resources).toEqual([]);
  for (const { id } of resources) {
    const record = factory.sandbox.store.get(id);
    expect([id, record?.properties["provisioningState"] ?? "Succeeded"]).toEqual([id, "Succeeded"]);
  }
}

const failing = (path: string): FaultRule => ({
  match: { method: "PUT", path: `${path}\\?` },
  action: { failOperation: { code: "InternalServerError", message: "The zone is down." } },
});
const refusing = (path: string): FaultRule => ({
  match: { method: "PUT", path: `${path}\\?` },
  action: { status: 409, code: "RetryableError", message: "A zone is moving." },
});

describe("a deployment whose third resource fails", () => {
  it("names resource, cause and next step, starts nothing that needs it, and can be continued", async () => {
    factory = await startFactory({ faults: [failing("/natGateways/nat-weu-dev-001")] });
    const manifest = await project(factory.session);
    const { resources } = await plan(factory.session, manifest);
    const third = resources.filter(({ type }) => !type.endsWith("/resourceGroups"))[2];
    const { failure, events } = await runToFailure(manifest);
    expect(failure).toMatchObject({
      environment: "dev",
      resourceId: third?.id,
      code: "InternalServerError",
      message: "NAT gateway nat-weu-dev-001 was not created: Azure is busy. The zone is down.",
      nextStep: "Wait a few minutes, then continue the run.",
      correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      raw: expect.stringContaining("The zone is down.") as string,
    });
    expect(stateOf(events, third?.id ?? "")).toBe("failed");
    expect(events.at(-1)).toMatchObject({ kind: "environmentFinished", outcome: "failed" });
    const needing = resources.filter(({ dependsOn }) => dependsOn.includes(third?.id ?? ""));
    expect(needing.length).toBeGreaterThan(2);
    for (const { id } of needing) {
      expect([id, stateOf(events, id)]).toEqual([id, "notStarted"]);
      expect(factory.sandbox.store.has(id)).toBe(false);
    }
    await continueRun(manifest);
  });

  it.each([
    "/subnets/snet-esml-cmn-001",
    "/subnets/snt-prj001-genai",
    "/vaults/kv-[^/]*",
    "/workspaces/aml-[^/]*",
    "/computes/p001-m01weu-dev",
    "/managedClusters/aks001-weu-dev",
    "/registries/acrcommon[^/]*",
    "/privateDnsZones/privatelink.azurecr.io",
    "/roleAssignments/[^/]*",
  ])("can be continued when the fault at %s is over", async (path) => {
    factory = await startFactory({ faults: [refusing(path)] });
    const manifest = await project(factory.session);
    const { failure } = await runToFailure(manifest);
    expect(failure.message).toMatch(/ was not created: Azure is busy\. A zone is moving\.$/);
    await continueRun(manifest);
  });

  it.each([
    "/subnets/snt-prj001-aks",
    "/storageAccounts/saprj001[^/]*",
    "/workspaces/aml-[^/]*",
    "/computes/p001-m01weu-dev",
    "/managedClusters/aks001-weu-dev",
    "/privateEndpoints/kv-[^/]*-pend",
    "/virtualNetworks/vnt-esmlcmn-weu-dev-001",
  ])("can be continued when what %s left behind has failed", async (path) => {
    factory = await startFactory({ faults: [failing(path)] });
    const manifest = await project(factory.session);
    const { failure } = await runToFailure(manifest);
    expect(failure.message).toMatch(/ was not created: Azure is busy\. The zone is down\.$/);
    await continueRun(manifest);
  });
});

describe("a compute instance that failed", () => {
  it("is not taken for done: Azure's refusal is shown until it is deleted", async () => {
    factory = await startFactory({ faults: [failing("/computes/p001-ci01-[^/]*")] });
    const manifest = await project(factory.session);
    const { failure: first } = await runToFailure(manifest);
    factory.sandbox.faults.set([]);
    const { failure } = await runToFailure(manifest);
    expect(failure.resourceId).toBe(first.resourceId);
    expect(failure.message).toMatch(
      /^Compute instance p001-ci01-.* was not created in Dev\. The compute instance .* exists already\./,
    );
    factory.sandbox.store.delete(failure.resourceId ?? "");
    await continueRun(manifest);
  });
});

describe("a deployment that lacks quota", () => {
  it("says which cluster, how much and where, and completes with a smaller size", async () => {
    const all = createCatalogue();
    const computeQuotas = all.computeQuotas.map((quota) =>
      quota.family === "standardBSFamily" ? { ...quota, limit: 2 } : quota,
    );
    factory = await startFactory({ catalogue: { ...all, computeQuotas } });
    const manifest = await project(factory.session);
    const { failure } = await runToFailure(manifest);
    expect(failure).toMatchObject({
      code: "ErrCode_InsufficientVCPUQuota",
      message:
        "AKS cluster aks001-weu-dev was not created in Dev: not enough quota in westeurope. Insufficient vcpu quota requested 4, remaining 2 for family standardBSFamily for region westeurope.",
      nextStep:
        "Choose a smaller size or fewer nodes on Compute, or ask for quota, then continue the run.",
    });
    expect(failure.resourceId).toMatch(/\/managedClusters\/aks001-weu-dev$/);
    await continueRun(withCompute(manifest, "dev", { aksNodeSku: "Standard_D4s_v3" }));
  });
});
