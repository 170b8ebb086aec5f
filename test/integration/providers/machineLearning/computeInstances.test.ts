import { describe, expect, it } from "vitest";

import {
  all,
  errorOf,
  group,
  mlClient,
  pollAtOnce,
  send,
  startMlSandbox,
  untilSettled,
  workspace,
} from "../../../support/machineLearning";
import { instanceBody } from "../../../support/mlBodies";
import { useSandbox } from "../../../support/useSandbox";

const used = useSandbox(startMlSandbox);

const put = (name: string, body: object) => send(used.sandbox, "PUT", `computes/${name}`, body);

describe("a compute instance", () => {
  it("starts, stops and restarts through its states", async () => {
    await used.restart(() => startMlSandbox({ timeScale: Infinity }));
    const state = async () => {
      const { body } = await send(used.sandbox, "GET", "computes/ci-a");
      return (body as { properties: { properties: { state: string } } }).properties.properties
        .state;
    };
    const settle = async (ms: number) => {
      used.sandbox.clock.advance(ms);
      await new Promise((resolve) => setImmediate(resolve));
    };
    await put("ci-a", instanceBody());
    expect(await state()).toBe("Creating");
    await settle(180_000);
    expect(await state()).toBe("Running");
    const seen: string[] = [];
    for (const [action, ms] of [
      ["stop", 60_000],
      ["start", 90_000],
      ["restart", 75_000],
    ] as const) {
      const answer = await send(used.sandbox, "POST", `computes/ci-a/${action}`);
      expect(answer).toMatchObject({ status: 202, body: undefined });
      seen.push(await state());
      await settle(ms);
      seen.push(await state());
    }
    expect(seen).toEqual(["Stopping", "Stopped", "Starting", "Running", "Restarting", "Running"]);
    const wrong = await send(used.sandbox, "POST", "computes/ci-a/start");
    expect(errorOf(wrong)).toMatchObject({ status: 409, code: "InvalidComputeState" });
  });

  it("is driven by the SDK as well", async () => {
    const { computeOperations } = mlClient(used.sandbox);
    const created = await computeOperations.beginCreateOrUpdateAndWait(
      group,
      workspace,
      "ci-a",
      instanceBody(),
      pollAtOnce,
    );
    const { objectId, tenantId } = used.sandbox.context.caller;
    expect(created.properties).toMatchObject({
      properties: {
        state: "Running",
        personalComputeInstanceSettings: { assignedUser: { objectId, tenantId } },
      },
    });
    await computeOperations.beginStopAndWait(group, workspace, "ci-a", pollAtOnce);
    await computeOperations.beginStartAndWait(group, workspace, "ci-a", pollAtOnce);
    await computeOperations.beginRestartAndWait(group, workspace, "ci-a", pollAtOnce);
    await computeOperations.beginDeleteAndWait(group, workspace, "ci-a", "Delete", pollAtOnce);
    expect(await all(computeOperations.list(group, workspace))).toEqual([]);
  });

  it("stays as it is when it is deployed again, and refuses changes", async () => {
    const schedules = {
      computeStartStop: [
        {
          action: "Stop",
          triggerType: "Cron",
          cron: { expression: "0 18 * * *" },
          status: "Enabled",
        },
      ],
    };
    const body = instanceBody({ schedules });
    expect(await put("ci-a", body)).toMatchObject({ status: 201 });
    await untilSettled(used.sandbox, "computes/ci-a");
    const { computeOperations } = mlClient(used.sandbox);
    await computeOperations.beginStopAndWait(group, workspace, "ci-a", pollAtOnce);
    expect(await put("ci-a", body)).toMatchObject({ status: 200 });
    expect(await untilSettled(used.sandbox, "computes/ci-a")).toMatchObject({
      provisioningState: "Succeeded",
      properties: {
        state: "Stopped",
        schedules: { computeStartStop: [{ provisioningStatus: "Completed" }] },
      },
    });
    const refused = await put("ci-a", instanceBody({ vmSize: "Standard_DS3_v2", schedules }));
    expect(errorOf(refused)).toMatchObject({ status: 400, code: "BadRequest", target: "vmSize" });
    const shared = await put("ci-a", instanceBody({ applicationSharingPolicy: "Shared" }));
    expect(errorOf(shared)).toMatchObject({ target: "applicationSharingPolicy" });
  });

  it("shows why it failed, and has to go before it is created anew", async () => {
    const code = "AllocationFailed";
    used.sandbox.faults.set([
      {
        match: { method: "PUT", path: "computes/ci-a" },
        action: { failOperation: { code, message: "No room." } },
      },
    ]);
    const { computeOperations } = mlClient(used.sandbox);
    const creating = computeOperations.beginCreateOrUpdateAndWait(
      group,
      workspace,
      "ci-a",
      instanceBody(),
      pollAtOnce,
    );
    await expect(creating).rejects.toThrow("No room.");
    const { properties } = await computeOperations.get(group, workspace, "ci-a");
    expect(properties).toMatchObject({
      provisioningState: "Failed",
      provisioningErrors: [{ error: { code } }],
      properties: { state: "CreateFailed", errors: [{ error: { code } }] },
    });
    used.sandbox.faults.set([]);
    const again = await put("ci-a", instanceBody());
    expect(errorOf(again)).toMatchObject({ status: 400, code: "BadRequest" });
  });

  it("has no nodes and no keys", async () => {
    await put("ci-a", instanceBody());
    for (const action of ["listNodes", "listKeys"]) {
      const answer = await send(used.sandbox, "POST", `computes/ci-a/${action}`);
      expect(errorOf(answer)).toMatchObject({ status: 400, code: "BadRequest" });
    }
  });
});
