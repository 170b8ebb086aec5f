import { describe, expect, it } from "vitest";
import {
  all,
  errorOf,
  group,
  mlClient,
  send,
  startMlSandbox,
  workspace,
  workspaceId,
} from "../../../support/machineLearning";
import { useSandbox } from "../../../support/useSandbox";

const used = useSandbox(startMlSandbox);

const put = (path: string, properties: object) => send(used.sandbox, "PUT", path, { properties });

const names = async (items: AsyncIterable<{ name?: string }>) =>
  (await all(items)).map(({ name }) => name);

describe("models", () => {
  it("are registered by version, which makes their container and counts on", async () => {
    const { modelContainers, modelVersions } = mlClient(used.sandbox);
    const model = { modelUri: "azureml://jobs/a/outputs/b", modelType: "mlflow_model" };
    const created = await modelVersions.createOrUpdate(group, workspace, "churn", "1", {
      properties: { ...model, description: "First", tags: { stage: "candidate" } },
    });
    expect(created).toMatchObject({
      id: `${workspaceId}/models/churn/versions/1`,
      type: "Microsoft.MachineLearningServices/workspaces/models/versions",
      systemData: { createdBy: used.sandbox.context.caller.username },
      properties: { ...model, isArchived: false, isAnonymous: false },
    });
    await put("models/churn/versions/7", model);
    await put("models/churn/versions/rc-1", model);
    const container = await modelContainers.get(group, workspace, "churn");
    expect(container.properties).toMatchObject({ latestVersion: "rc-1", nextVersion: "8" });
    await modelVersions.delete(group, workspace, "churn", "rc-1");
    const after = await modelContainers.get(group, workspace, "churn");
    expect(after.properties).toMatchObject({ latestVersion: "7", nextVersion: "8" });
    expect(await names(modelVersions.list(group, workspace, "churn"))).toEqual(["1", "7"]);
    await modelContainers.delete(group, workspace, "churn");
    expect(await names(modelContainers.list(group, workspace))).toEqual([]);
    await expect(modelVersions.get(group, workspace, "churn", "7")).rejects.toMatchObject({
      statusCode: 404,
    });
  });

  it("keep what was registered and let tags, description and the archive mark change", async () => {
    const path = "models/churn/versions/1";
    const model = { modelUri: "azureml://jobs/a/outputs/b", modelType: "mlflow_model" };
    expect((await put(path, { ...model, tags: { stage: "candidate" } })).status).toBe(201);
    const changed = await put(path, { ...model, tags: { stage: "champion" }, description: "Best" });
    expect(changed).toMatchObject({
      status: 200,
      body: { properties: { ...model, tags: { stage: "champion" }, description: "Best" } },
    });
    const other = await put(path, { ...model, modelUri: "azureml://jobs/b/outputs/b" });
    expect(errorOf(other)).toMatchObject({ status: 400, code: "UserError" });
    expect(errorOf(other).message).toContain("the existing asset's model uri cannot be changed");
    const { body: kept } = await send(used.sandbox, "GET", path);
    expect(kept).toMatchObject({ properties: { ...model, description: "Best" } });
  });

  it("are listed by state, tag, order and number, page by page", async () => {
    const { modelContainers, modelVersions } = mlClient(used.sandbox);
    for (const version of ["1", "2", "3"]) {
      await put(`models/churn/versions/${version}`, { tags: { parity: String(+version % 2) } });
    }
    await put("models/churn/versions/2", { isArchived: true, tags: { parity: "0" } });
    const list = (options: Parameters<typeof modelVersions.list>[3]) =>
      names(modelVersions.list(group, workspace, "churn", options));
    expect(await list({})).toEqual(["1", "3"]);
    expect(await list({ listViewType: "ArchivedOnly" })).toEqual(["2"]);
    expect(await list({ listViewType: "All" })).toEqual(["1", "2", "3"]);
    expect(await list({ listViewType: "All", orderBy: "createdtime desc", top: 2 })).toEqual([
      "3",
      "2",
    ]);
    expect(await list({ listViewType: "All", tags: "parity=0" })).toEqual(["2"]);
    expect(await list({ version: "3" })).toEqual(["3"]);
    await put("models/old", { isArchived: true });
    expect(await names(modelContainers.list(group, workspace))).toEqual(["churn"]);
    expect(await names(modelContainers.list(group, workspace, { listViewType: "All" }))).toEqual([
      "churn",
      "old",
    ]);
    used.sandbox.settings.pageSize = 1;
    const page = await send(used.sandbox, "GET", "models/churn/versions?listViewType=All");
    expect(page.body).toMatchObject({
      value: [{ name: "1" }],
      nextLink: expect.stringMatching(/%24skip=/u) as unknown,
    });
    expect(await list({ listViewType: "All" })).toEqual(["1", "2", "3"]);
    const wrong = await send(used.sandbox, "GET", "models/churn/versions?listViewType=Some");
    expect(errorOf(wrong)).toMatchObject({ status: 400, code: "UserError" });
    const none = await send(used.sandbox, "GET", "models/churn/versions?$top=0");
    expect(errorOf(none)).toMatchObject({ status: 400, target: "$top" });
  });

  it("are refused with wrong names and wrong fields", async () => {
    expect(errorOf(await put("models/_x/versions/1", {})).code).toBe("UserError");
    const wrong = await put("models/churn/versions/1", { tags: { a: 1 }, isArchived: "no" });
    expect(errorOf(wrong)).toMatchObject({ code: "UserError", target: "properties.tags.a" });
    expect((wrong.body as { error: { details: unknown[] } }).error.details).toHaveLength(2);
    const bare = await send(used.sandbox, "PUT", "models/churn/versions/1", {});
    expect(errorOf(bare)).toMatchObject({ code: "UserError", target: "properties" });
    expect(used.sandbox.store.has(`${workspaceId}/models/churn`)).toBe(false);
    const lost = await send(used.sandbox, "PUT", `${workspaceId}x/models/churn/versions/1`, {
      properties: {},
    });
    expect(errorOf(lost)).toMatchObject({ status: 404, code: "ParentResourceNotFound" });
  });
});
