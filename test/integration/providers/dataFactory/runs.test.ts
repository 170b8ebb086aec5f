import type { PipelineResource } from "@azure/arm-datafactory";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startSandbox, type Sandbox } from "../../../../sandbox/server";
import { ArmCalls } from "../../../support/armCalls";
import { dataFactoryClient, refusalOf, sample, samplePath } from "../../../support/sdkClients";

const { group, dataFactory } = sample;
const factory = `${samplePath}/Microsoft.DataFactory/factories/${dataFactory}`;
const pipelineName = "IN_2_GOLD_TRAIN";

let sandbox: Sandbox;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sandbox-"));
  sandbox = await startSandbox({ timeScale: Infinity, stateFolder: folder });
});

afterEach(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});

const wait = (name: string, seconds: number) => ({
  name,
  type: "Wait" as const,
  waitTimeInSeconds: seconds,
});

const after = (activity: string) => ({
  dependsOn: [{ activity, dependencyConditions: ["Succeeded"] }],
});

type Activities = NonNullable<PipelineResource["activities"]>;

async function start(activities: Activities, options: object = {}): Promise<string> {
  const { pipelines } = dataFactoryClient(sandbox);
  await pipelines.createOrUpdate(group, dataFactory, pipelineName, {
    activities,
    parameters: { settings: { type: "Object" } },
  });
  const parameters = { settings: { date: "2026-01-01" } };
  const { runId } = await pipelines.createRun(group, dataFactory, pipelineName, {
    parameters,
    ...options,
  });
  return runId;
}

const window = () => ({
  lastUpdatedAfter: new Date(sandbox.clock.now() - 3_600_000),
  lastUpdatedBefore: new Date(sandbox.clock.now() + 3_600_000),
});

const runs = () => dataFactoryClient(sandbox).pipelineRuns;
const read = (runId: string) => runs().get(group, dataFactory, runId);

async function activitiesOf(runId: string) {
  const { activityRuns } = dataFactoryClient(sandbox);
  const { value } = await activityRuns.queryByPipelineRun(group, dataFactory, runId, window());
  return value.map(({ activityName, status }) => [activityName, status]);
}

describe("a pipeline run", () => {
  it("takes the time of its activities and succeeds", async () => {
    const runId = await start([wait("short", 10), wait("long", 50)]);
    expect(await read(runId)).toMatchObject({
      status: "InProgress",
      pipelineName,
      parameters: { settings: '{"date":"2026-01-01"}' },
    });
    sandbox.clock.advance(59_000);
    expect((await read(runId)).status).toBe("InProgress");
    expect(await activitiesOf(runId)).toEqual([
      ["short", "InProgress"],
      ["long", "InProgress"],
    ]);
    sandbox.clock.advance(1000);
    expect((await read(runId)).status).toBe("Succeeded");
    expect(await activitiesOf(runId)).toEqual([
      ["short", "Succeeded"],
      ["long", "Succeeded"],
    ]);
  });

  it("fails with what its activity says, and what waits for that is not run", async () => {
    const fail = {
      name: "gate",
      type: "Fail" as const,
      message: "No better model.",
      errorCode: "500",
    };
    const runId = await start([wait("score", 1), fail, { ...wait("deploy", 1), ...after("gate") }]);
    sandbox.clock.advance(120_000);
    expect(await read(runId)).toMatchObject({
      status: "Failed",
      message: "Operation on target gate failed: No better model.",
    });
    expect(await activitiesOf(runId)).toEqual([
      ["score", "Succeeded"],
      ["gate", "Failed"],
    ]);
  });

  it("can be cancelled, and stays so", async () => {
    const runId = await start([wait("long", 600)]);
    await runs().cancel(group, dataFactory, runId);
    sandbox.clock.advance(600_000);
    expect(await read(runId)).toMatchObject({ status: "Cancelled" });
  });

  it("goes on after a restart", async () => {
    const runId = await start([wait("long", 600)]);
    await sandbox.close();
    sandbox = await startSandbox({ timeScale: Infinity, stateFolder: folder });
    expect((await read(runId)).status).toBe("InProgress");
    sandbox.clock.advance(600_000);
    expect((await read(runId)).status).toBe("Succeeded");
  });

  it("is found by name, state and group", async () => {
    const first = await start([wait("short", 1)]);
    sandbox.clock.advance(1000);
    const second = await start([wait("short", 1)], { referencePipelineRunId: first });
    const query = async (operand: string, values: string[]) => {
      const filters = [{ operand, operator: "In", values }];
      const { value } = await runs().queryByFactory(group, dataFactory, { ...window(), filters });
      return value.map(({ runId }) => runId).sort();
    };
    expect(await query("PipelineName", [pipelineName])).toEqual([first, second].sort());
    expect(await query("Status", ["InProgress"])).toEqual([second]);
    expect(await query("RunGroupId", [first])).toEqual([first, second].sort());
    expect(await query("PipelineName", ["other"])).toEqual([]);
    expect(await refusalOf(query("Color", ["red"]))).toMatchObject({ status: 400 });
    expect(await refusalOf(read("none"))).toMatchObject({ status: 404 });
  });

  it("is started by createRun only", async () => {
    const arm = new ArmCalls(sandbox, "2018-06-01");
    const path = `${factory}/pipelineruns/00000000-0000-4000-8000-000000000001`;
    expect((await arm.send("PUT", path, { properties: {} })).status).toBe(400);
  });
});

describe("a trigger", () => {
  it("is changed only while it is stopped, and keeps its pipeline", async () => {
    await start([wait("short", 1)]);
    const { triggers, triggerRuns, pipelines } = dataFactoryClient(sandbox);
    const body = {
      properties: {
        type: "TumblingWindowTrigger" as const,
        frequency: "Hour",
        interval: 24,
        startTime: new Date("2026-01-01T00:00:00Z"),
        maxConcurrency: 1,
        pipeline: {
          pipelineReference: { type: "PipelineReference" as const, referenceName: pipelineName },
        },
      },
    };
    await triggers.createOrUpdate(group, dataFactory, "daily", body);
    await triggers.beginStartAndWait(group, dataFactory, "daily", { updateIntervalInMs: 5 });
    const { properties } = await triggers.get(group, dataFactory, "daily");
    expect(properties.runtimeState).toBe("Started");
    const refused = { status: 400, code: "TriggerEnabledCannotUpdate" };
    const change = triggers.createOrUpdate(group, dataFactory, "daily", body);
    expect(await refusalOf(change)).toMatchObject(refused);
    expect(await refusalOf(triggers.delete(group, dataFactory, "daily"))).toMatchObject(refused);
    await triggers.beginStopAndWait(group, dataFactory, "daily", { updateIntervalInMs: 5 });
    const inUse = pipelines.delete(group, dataFactory, pipelineName);
    expect((await refusalOf(inUse)).message).toContain("it is referenced by daily.");
    const { value } = await triggers.queryByFactory(group, dataFactory, {});
    expect(value.map(({ name }) => name)).toEqual(["daily"]);
    const fired = await triggerRuns.queryByFactory(group, dataFactory, window());
    expect(fired.value).toEqual([]);
    await triggers.delete(group, dataFactory, "daily");
    await pipelines.delete(group, dataFactory, pipelineName);
  });
});
