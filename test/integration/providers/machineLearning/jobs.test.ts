import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  all,
  errorOf,
  group,
  mlClient,
  pollAtOnce,
  send,
  workspace,
  workspaceId,
} from "../../../support/machineLearning";
import { commandBody, environmentId, startWithEnvironment } from "../../../support/mlBodies";
import { useSandbox } from "../../../support/useSandbox";

const used = useSandbox(startWithEnvironment);

const put = (path: string, properties: object) => send(used.sandbox, "PUT", path, { properties });

async function statusOf(name: string): Promise<unknown> {
  const { body } = await send(used.sandbox, "GET", `jobs/${name}`);
  return (body as { properties: { status: string } }).properties.status;
}

/** Lets simulated time pass, and what falls due come to its end. */
async function pass(seconds: number): Promise<void> {
  used.sandbox.clock.advance(seconds * 1000);
  await new Promise((resolve) => setImmediate(resolve));
}

describe("a command job", () => {
  it("is submitted at once and goes through its states to its outputs", async () => {
    const submitted = await put("jobs/train-1", commandBody({ tags: { model: "churn" } }));
    expect(submitted).toMatchObject({
      status: 201,
      body: {
        properties: {
          status: "NotStarted",
          displayName: "train-1",
          experimentName: "Default",
          services: { Studio: { jobServiceType: "Studio" } },
        },
      },
    });
    expect(submitted.headers["azure-asyncoperation"]).toBeUndefined();
    const seen: unknown[] = [];
    for (const seconds of [5, 15, 70]) {
      await pass(seconds);
      seen.push(await statusOf("train-1"));
    }
    expect(seen).toEqual(["Queued", "Running", "Completed"]);
    const { jobs } = mlClient(used.sandbox);
    const { properties } = await jobs.get(group, workspace, "train-1");
    expect(properties).toMatchObject({
      outputs: {
        default: {
          uri: "azureml://datastores/workspaceartifactstore/ExperimentRun/dcid.train-1",
        },
      },
    });
  });

  it("is submitted, cancelled and deleted by the SDK", async () => {
    used.sandbox.clock.timeScale = 0;
    const { jobs } = mlClient(used.sandbox);
    await jobs.createOrUpdate(group, workspace, "train-1", { properties: commandBody() });
    used.sandbox.clock.timeScale = Infinity;
    await jobs.createOrUpdate(group, workspace, "train-2", { properties: commandBody() });
    await pass(20);
    const answer = await send(used.sandbox, "POST", "jobs/train-2/cancel");
    expect(answer).toMatchObject({ status: 202, body: undefined });
    expect(answer.headers["location"]).toContain("/operationResults/");
    expect(await statusOf("train-2")).toBe("CancelRequested");
    await pass(10);
    expect(await statusOf("train-2")).toBe("Canceled");
    await pass(600);
    expect(await statusOf("train-2")).toBe("Canceled");
    const again = await send(used.sandbox, "POST", "jobs/train-2/cancel");
    expect(errorOf(again)).toMatchObject({ status: 400, code: "UserError" });
    used.sandbox.clock.timeScale = 0;
    await jobs.beginDeleteAndWait(group, workspace, "train-2", pollAtOnce);
    await expect(jobs.get(group, workspace, "train-2")).rejects.toMatchObject({ statusCode: 404 });
  });

  it("fails where a fault is declared", async () => {
    const message = "The run failed.";
    used.sandbox.faults.set([
      {
        match: { method: "PUT", path: "jobs/train-1" },
        action: { failOperation: { code: "UserError", message } },
      },
    ]);
    await put("jobs/train-1", commandBody());
    await pass(20);
    expect(await statusOf("train-1")).toBe("Running");
    await pass(70);
    expect(await statusOf("train-1")).toBe("Failed");
  });

  it("goes on after a restart where it was", async () => {
    const stateFolder = await mkdtemp(join(tmpdir(), "esml-ml-"));
    try {
      await used.restart(() => startWithEnvironment({ stateFolder }));
      await put("jobs/train-1", commandBody());
      await pass(10);
      expect(await statusOf("train-1")).toBe("Queued");
      await used.restart(() => startWithEnvironment({ stateFolder }));
      expect(await statusOf("train-1")).toBe("Queued");
      await pass(10);
      expect(await statusOf("train-1")).toBe("Running");
      await pass(70);
      expect(await statusOf("train-1")).toBe("Completed");
    } finally {
      await used.restart(startWithEnvironment);
      await rm(stateFolder, { recursive: true, force: true });
    }
  });

  it("can be described and archived later, and not be changed", async () => {
    await put("jobs/train-1", commandBody());
    await pass(20);
    const tagged = await put("jobs/train-1", commandBody({ tags: { a: "b" }, isArchived: true }));
    expect(tagged).toMatchObject({
      status: 200,
      body: { properties: { status: "Running", tags: { a: "b" }, isArchived: true } },
    });
    const other = await put("jobs/train-1", commandBody({ command: "python other.py" }));
    expect(errorOf(other)).toMatchObject({ code: "UserError", target: "properties.command" });
    await pass(70);
    expect(await statusOf("train-1")).toBe("Completed");
  });

  it("needs a command, an environment and a compute that are there", async () => {
    const { command: _, ...lacking } = commandBody();
    expect(errorOf(await put("jobs/a", lacking))).toMatchObject({
      status: 400,
      code: "UserError",
      target: "properties.command",
    });
    const lost = await put("jobs/a", commandBody({ environmentId: `${environmentId}x` }));
    expect(errorOf(lost)).toMatchObject({ status: 404, code: "UserError" });
    const computeId = `${workspaceId}/computes/none`;
    expect(errorOf(await put("jobs/a", commandBody({ computeId })))).toMatchObject({ status: 404 });
    expect(errorOf(await put("jobs/a", { jobType: "Sweep" }))).toMatchObject({ status: 501 });
    expect(errorOf(await put("jobs/a", { jobType: "Dance" }))).toMatchObject({
      target: "properties.jobType",
    });
    const input = { data: { jobInputType: "uri_folder" } };
    expect(errorOf(await put("jobs/a", commandBody({ inputs: input })))).toMatchObject({
      target: "properties.inputs.data.uri",
    });
  });
});

describe("a pipeline job", () => {
  const pipeline = {
    jobType: "Pipeline" as const,
    experimentName: "scoring",
    jobs: {
      prepare: { type: "command", command: "python prepare.py", environmentId },
      score: { type: "command", command: "python score.py", environmentId },
    },
  };

  it("starts a job for each step, found by the run that it is part of", async () => {
    const { jobs } = mlClient(used.sandbox);
    await jobs.createOrUpdate(group, workspace, "score-1", { properties: pipeline });
    const listed = await all(jobs.list(group, workspace));
    expect(listed.map(({ name }) => name)).toEqual(["score-1"]);
    const steps = await send(
      used.sandbox,
      "GET",
      "jobs?properties=azureml.pipelinerunid%3Dscore-1",
    );
    const { value } = steps.body as { value: { properties: Record<string, unknown> }[] };
    expect(value.map(({ properties }) => properties["displayName"]).sort()).toEqual([
      "prepare",
      "score",
    ]);
    await pass(150);
    const ended = await jobs.get(group, workspace, "score-1");
    expect(ended.properties).toMatchObject({ status: "Completed", jobs: { score: {} } });
  });

  it("takes its steps along when it is cancelled", async () => {
    await put("jobs/score-1", pipeline);
    await pass(20);
    await send(used.sandbox, "POST", "jobs/score-1/cancel");
    await pass(10);
    const type = "Microsoft.MachineLearningServices/workspaces/jobs";
    const states = used.sandbox.store.list({ type }).map(({ properties }) => properties["status"]);
    expect(states).toEqual(["Canceled", "Canceled", "Canceled"]);
    await pass(600);
    expect(await statusOf("score-1")).toBe("Canceled");
  });
});

describe("the list of jobs", () => {
  it("is filtered by type, tag and state, newest first, page by page", async () => {
    const { jobs } = mlClient(used.sandbox);
    await put("jobs/train-1", commandBody({ tags: { model: "churn" } }));
    await pass(60);
    await put("jobs/score-1", { jobType: "Pipeline", jobs: {} });
    await pass(60);
    await put("jobs/train-2", commandBody({ isArchived: true }));
    const names = async (options: Parameters<typeof jobs.list>[2]) =>
      (await all(jobs.list(group, workspace, options))).map(({ name }) => name);
    expect(await names({})).toEqual(["score-1", "train-1"]);
    expect(await names({ listViewType: "All" })).toEqual(["train-2", "score-1", "train-1"]);
    expect(await names({ jobType: "Pipeline" })).toEqual(["score-1"]);
    expect(await names({ tag: "model" })).toEqual(["train-1"]);
    used.sandbox.settings.pageSize = 1;
    expect(await names({ listViewType: "All" })).toEqual(["train-2", "score-1", "train-1"]);
    const page = await send(used.sandbox, "GET", "jobs");
    expect(page.body).toMatchObject({ nextLink: expect.stringMatching(/%24skip=/u) as unknown });
  });
});
