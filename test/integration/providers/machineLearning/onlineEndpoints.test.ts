import { describe, expect, it } from "vitest";
import {
  all,
  errorOf,
  group,
  location,
  mlClient,
  pollAtOnce,
  send,
  startMlSandbox,
  untilSettled,
  workspace,
  workspaceId,
} from "../../../support/machineLearning";
import { endpointBody, putEndpoint } from "../../../support/mlBodies";
import { useSandbox } from "../../../support/useSandbox";

const used = useSandbox(startMlSandbox);

const put = (path: string, body: object) => send(used.sandbox, "PUT", path, body);

describe("an online endpoint", () => {
  it("is created, changed and deleted by the SDK with its addresses on the sandbox", async () => {
    const { onlineEndpoints } = mlClient(used.sandbox);
    const created = await onlineEndpoints.beginCreateOrUpdateAndWait(
      group,
      workspace,
      "churn",
      endpointBody(),
      pollAtOnce,
    );
    expect(created.properties).toMatchObject({
      provisioningState: "Succeeded",
      scoringUri: `${used.sandbox.endpoint}/inference/westeurope/churn/score`,
    });
    const tags = { team: "a" };
    const changed = await onlineEndpoints.beginUpdateAndWait(
      group,
      workspace,
      "churn",
      { tags },
      pollAtOnce,
    );
    expect(changed.tags).toEqual(tags);
    expect(await all(onlineEndpoints.list(group, workspace, { tags: "team=a" }))).toHaveLength(1);
    expect(await all(onlineEndpoints.list(group, workspace, { tags: "team=b" }))).toEqual([]);
    const kubernetes = { computeType: "Kubernetes" };
    expect(await all(onlineEndpoints.list(group, workspace, kubernetes))).toEqual([]);
    await onlineEndpoints.beginDeleteAndWait(group, workspace, "churn", pollAtOnce);
    expect(await all(onlineEndpoints.list(group, workspace))).toEqual([]);
  });

  it("reports its long operations as the specification says", async () => {
    const create = await put("onlineEndpoints/churn", endpointBody());
    expect(create.status).toBe(201);
    expect(create.headers["azure-asyncoperation"]).toContain("/operationStatuses/");
    expect(create.headers["x-ms-async-operation-timeout"]).toBe("PT1H");
    await untilSettled(used.sandbox, "onlineEndpoints/churn");
    const patch = await send(used.sandbox, "PATCH", "onlineEndpoints/churn", { tags: {} });
    expect(patch).toMatchObject({ status: 202, body: undefined });
    expect(patch.headers["location"]).toContain("/operationResults/");
    expect(patch.headers["x-ms-async-operation-timeout"]).toBe("PT1H");
    await untilSettled(used.sandbox, "onlineEndpoints/churn");
    const remove = await send(used.sandbox, "DELETE", "onlineEndpoints/churn");
    expect(remove.status).toBe(202);
    expect(remove.headers["location"]).toContain("/operationResults/");
    expect(remove.headers["x-ms-async-operation-timeout"]).toBe("PT1H");
  });

  it("comes in pages as large as the caller wants them", async () => {
    const { onlineEndpoints } = mlClient(used.sandbox);
    for (const name of ["one", "two", "three"]) {
      await put(`onlineEndpoints/end-${name}`, endpointBody());
    }
    const pages = onlineEndpoints.list(group, workspace, { count: 2 }).byPage();
    const sizes: number[] = [];
    for await (const page of pages) {
      sizes.push(page.length);
    }
    expect(sizes).toEqual([2, 1]);
    const first = await send(used.sandbox, "GET", "onlineEndpoints?count=2");
    expect(first.body).toMatchObject({ nextLink: expect.stringMatching(/%24skip=/u) as unknown });
  });

  it("shows its keys, makes new ones and takes those of the caller", async () => {
    const { onlineEndpoints } = mlClient(used.sandbox);
    await putEndpoint(used.sandbox);
    const before = await onlineEndpoints.listKeys(group, workspace, "churn");
    const regenerate = (body: { keyType: string; keyValue?: string }) =>
      onlineEndpoints.beginRegenerateKeysAndWait(group, workspace, "churn", body, pollAtOnce);
    await regenerate({ keyType: "Primary" });
    const after = await onlineEndpoints.listKeys(group, workspace, "churn");
    expect(after.primaryKey).not.toBe(before.primaryKey);
    expect(after.secondaryKey).toBe(before.secondaryKey);
    await regenerate({ keyType: "Secondary", keyValue: "mine" });
    const own = await onlineEndpoints.listKeys(group, workspace, "churn");
    expect(own).toEqual({ primaryKey: after.primaryKey, secondaryKey: "mine" });
    const raw = await send(used.sandbox, "POST", "onlineEndpoints/churn/regenerateKeys", {
      keyType: "Primary",
    });
    expect(raw).toMatchObject({ status: 202, body: undefined });
    expect(raw.headers["location"]).toBeTruthy();
    expect(raw.headers["x-ms-async-operation-timeout"]).toBeUndefined();
    await expect(onlineEndpoints.getToken(group, workspace, "churn")).rejects.toMatchObject({
      code: "UserError",
    });
  });

  it("gives a token where it is called with tokens", async () => {
    const { onlineEndpoints } = mlClient(used.sandbox);
    await put("onlineEndpoints/tokens", endpointBody({ authMode: "AMLToken" }));
    const token = await onlineEndpoints.getToken(group, workspace, "tokens");
    expect(token).toMatchObject({ tokenType: "Bearer" });
    expect(token.accessToken).toBeTruthy();
    await expect(onlineEndpoints.listKeys(group, workspace, "tokens")).rejects.toMatchObject({
      code: "UserError",
    });
  });

  it("is refused without an authMode, with a wrong name and with a name of the region", async () => {
    const lacking = await put("onlineEndpoints/churn", { location, properties: {} });
    expect(errorOf(lacking)).toMatchObject({
      status: 400,
      code: "UserError",
      target: "properties.authMode",
    });
    expect(errorOf(await put("onlineEndpoints/1churn", endpointBody())).code).toBe("UserError");
    const other = workspaceId.replace(workspace, "aml-other");
    await putEndpoint(used.sandbox);
    used.sandbox.store.put({
      id: `${other}/onlineEndpoints/taken`,
      type: "Microsoft.MachineLearningServices/workspaces/onlineEndpoints",
      name: "taken",
      location,
      properties: {},
    });
    expect(errorOf(await put("onlineEndpoints/taken", endpointBody())).message).toContain("in use");
  });
});
