import { afterEach, describe, expect, it } from "vitest";
import type { DeploymentOperationState } from "../../../src/azure/deployments";
import { cancelDeployment, getDeployment } from "../../../src/azure/deploymentState";
import { openSession } from "../../../src/azure/openSession";
import { runDeployment, watchDeployment } from "../../../src/azure/runDeployment";
import type { Clock } from "../../../src/shared/Clock";
import { silentLogger } from "../../../src/shared/Logger";
import { startArmServer, subscriptionId, tenantId, token } from "./armServer";
import type { Answer, SeenRequest } from "./armServer";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) {
    await close();
  }
});

const target = { subscriptionId, name: "esml-abcde-prj001-dev", location: "swedencentral" };
const root = `/subscriptions/${subscriptionId}/providers/Microsoft.Resources/deployments/${target.name}`;
const group = `/subscriptions/${subscriptionId}/resourceGroups/rg`;
const nested = `${group}/providers/Microsoft.Resources/deployments/network`;
const vault = `${group}/providers/Microsoft.KeyVault/vaults/kv`;

async function open(answer: (request: SeenRequest, polls: number) => Answer) {
  let polls = 0;
  const server = await startArmServer((request) => {
    polls += request.method === "GET" && request.path === root ? 1 : 0;
    return answer(request, polls);
  });
  closers.push(() => server.close());
  const session = await openSession({
    cloud: "sandbox",
    connection: { ...server, token, tenantId, pid: 1, simulated: true },
    logger: silentLogger,
    version: "0.1.0",
    retry: { maxRetries: 0 },
  });
  closers.push(() => {
    session.close();
  });
  return { session, seen: server.seen };
}

function deployment(provisioningState: string, more: object = {}): Answer {
  const properties = { provisioningState, correlationId: "c1", ...more };
  return { status: 200, body: { id: root, name: target.name, properties } };
}

function operation(id: string, resourceType: string, state: string, more: object = {}) {
  const properties = {
    provisioningOperation: "Create",
    provisioningState: state,
    timestamp: "2026-01-01T00:00:00.000Z",
    targetResource: { id, resourceType, resourceName: "n" },
    ...more,
  };
  return { id, operationId: id, properties };
}

function operations(request: SeenRequest, vaultState: string, error?: object): Answer | undefined {
  if (request.path === `${root}/operations`) {
    const row = operation(nested, "Microsoft.Resources/deployments", vaultState);
    return { status: 200, body: { value: [operation(group, "g", "Succeeded"), row] } };
  }
  const message = error && { statusMessage: { status: "Failed", error } };
  return request.path === `${nested}/operations`
    ? { status: 200, body: { value: [operation(vault, "v", vaultState, message)] } }
    : undefined;
}

function instantClock(): Clock & { waits: number[] } {
  const waits: number[] = [];
  return {
    waits,
    now: () => 0,
    delay: (ms, signal) => {
      waits.push(ms);
      return signal?.aborted ? Promise.reject(signal.reason as Error) : Promise.resolve();
    },
  };
}

describe("runDeployment", () => {
  it("puts the template, reports flattened operations and gives the outputs", async () => {
    const { session, seen } = await open((request, polls) => {
      if (request.method === "PUT") {
        return { ...deployment("Accepted"), status: 201 };
      }
      const state = polls < 2 ? "Running" : "Succeeded";
      const outputs = { endpoint: { type: "String", value: "e" } };
      return operations(request, state) ?? deployment(state, { outputs });
    });
    const reports: (readonly DeploymentOperationState[])[] = [];
    const clock = instantClock();
    const result = await runDeployment(
      session,
      target,
      { resources: [] },
      {
        clock,
        pollIntervalMs: 5000,
        onOperations: (list) => reports.push(list),
      },
    );
    expect(result).toEqual({ id: root, correlationId: "c1", outputs: { endpoint: "e" } });
    const brief = reports.map((list) => list.map((o) => [o.resourceId, o.state]));
    expect(brief).toEqual([
      [
        [group, "Succeeded"],
        [vault, "Running"],
      ],
      [
        [group, "Succeeded"],
        [vault, "Succeeded"],
      ],
    ]);
    expect(clock.waits).toEqual([5000]);
    const put = seen.find(({ method }) => method === "PUT");
    expect(put?.query.get("api-version")).toBe("2025-04-01");
    expect(JSON.parse(put?.body ?? "")).toEqual({
      location: "swedencentral",
      properties: { mode: "Incremental", template: { resources: [] } },
    });
  });

  it("throws the innermost cause and names the resource", async () => {
    const cause = { code: "VaultAlreadyExists", message: "The vault name is taken." };
    const { session } = await open((request) => {
      const error = {
        code: "DeploymentFailed",
        message: "At least one resource deployment operation failed.",
        details: [{ code: "Conflict", message: JSON.stringify({ error: cause }) }],
      };
      return operations(request, "Failed", cause) ?? deployment("Failed", { error });
    });
    const watched = watchDeployment(session, target, { clock: instantClock(), pollIntervalMs: 1 });
    await expect(watched).rejects.toMatchObject({
      name: "ArmError",
      ...cause,
      target: vault,
      correlationId: "c1",
    });
  });

  it("refuses a template as ARM does", async () => {
    const error = { code: "DeploymentActive", message: "Another run is active." };
    const { session } = await open(() => ({ status: 409, body: { error } }));
    const run = runDeployment(session, target, {}, { clock: instantClock(), pollIntervalMs: 1 });
    await expect(run).rejects.toMatchObject({ name: "ArmError", status: 409, ...error });
  });

  it("tolerates some failed polls, then says that the deployment goes on", async () => {
    const { session: flaky } = await open((request, polls) =>
      polls < 3 ? { status: 503 } : (operations(request, "Succeeded") ?? deployment("Succeeded")),
    );
    const options = { clock: instantClock(), pollIntervalMs: 1 };
    await expect(watchDeployment(flaky, target, options)).resolves.toMatchObject({ id: root });
    const { session: dead, seen } = await open(() => ({ status: 503 }));
    const watched = watchDeployment(dead, target, options);
    await expect(watched).rejects.toMatchObject({ code: "DeploymentOutOfSight" });
    expect(seen).toHaveLength(5);
  });

  it("stops watching on abort and leaves the deployment alone", async () => {
    const { session, seen } = await open(
      (request) => operations(request, "Running") ?? deployment("Running"),
    );
    const controller = new AbortController();
    const watched = watchDeployment(session, target, {
      clock: instantClock(),
      signal: controller.signal,
      pollIntervalMs: 1,
      onOperations: () => {
        controller.abort();
      },
    });
    await expect(watched).rejects.toMatchObject({ name: "AbortError" });
    expect(seen.some(({ method }) => method !== "GET")).toBe(false);
  });

  it("reads and cancels at group scope; absent is undefined", async () => {
    const { session, seen } = await open(({ method }) =>
      method === "POST" ? { status: 204 } : { status: 404, body: { error: { code: "X" } } },
    );
    const inGroup = { ...target, resourceGroup: "rg" };
    await expect(getDeployment(session, inGroup)).resolves.toBeUndefined();
    await cancelDeployment(session, inGroup);
    const expected = `${group}/providers/Microsoft.Resources/deployments/${target.name}`;
    expect(seen.map(({ path }) => path.toLowerCase())).toEqual(
      [expected, `${expected}/cancel`].map((path) => path.toLowerCase()),
    );
  });
});
