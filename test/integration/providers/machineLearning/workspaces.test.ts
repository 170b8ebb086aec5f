import { describe, expect, it } from "vitest";
import {
  all,
  errorOf,
  group,
  groupId,
  links,
  location,
  mlClient,
  pollAtOnce,
  send,
  startMlSandbox,
  untilDone,
  untilGone,
  workspace,
  workspaceId,
} from "../../../support/machineLearning";
import { call } from "../../../support/sandbox";
import { useSandbox } from "../../../support/useSandbox";

const used = useSandbox(startMlSandbox);

const body = { location, identity: { type: "SystemAssigned" as const }, ...links };
const other = workspaceId.replace(workspace, "aml-other");
const raw = { location, identity: { type: "SystemAssigned" }, properties: links };

describe("a workspace", () => {
  it("is created by the SDK with addresses and an identity of its own", async () => {
    const { workspaces } = mlClient(used.sandbox);
    const created = await workspaces.beginCreateOrUpdateAndWait(
      group,
      "aml-other",
      { ...body, description: "For tests" },
      pollAtOnce,
    );
    expect(created).toMatchObject({
      name: "aml-other",
      provisioningState: "Succeeded",
      description: "For tests",
      privateLinkCount: 0,
    });
    expect(created.workspaceId).toMatch(/^[0-9a-f-]{36}$/u);
    expect(created.identity?.principalId).toMatch(/^[0-9a-f-]{36}$/u);
    const names = (await all(workspaces.listByResourceGroup(group))).map(({ name }) => name);
    expect(names).toEqual(["aml-other", workspace]);
    expect(await all(workspaces.listBySubscription())).toHaveLength(2);
  });

  it("answers a create with 202, Location, Retry-After and no body", async () => {
    const answer = await send(used.sandbox, "PUT", other, raw);
    expect(answer).toMatchObject({ status: 202, body: undefined });
    expect(answer.headers["location"]).toContain("/operationResults/");
    expect(answer.headers["retry-after"]).toBe("0");
    expect(answer.headers["azure-asyncoperation"]).toBeUndefined();
  });

  it("takes changes by PATCH of what may change", async () => {
    const { workspaces } = mlClient(used.sandbox);
    const before = await workspaces.get(group, workspace);
    const update = { tags: { team: "a" }, friendlyName: "Tests", publicNetworkAccess: "Disabled" };
    const changed = await workspaces.beginUpdateAndWait(group, workspace, update, pollAtOnce);
    expect(changed).toMatchObject({ ...update, workspaceId: before.workspaceId });
    const answer = await send(used.sandbox, "PATCH", "", { tags: { team: "b" } });
    expect(answer).toMatchObject({ status: 202, body: undefined });
    expect(answer.headers["location"]).toContain("/operationResults/");
  });

  it("needs what it hangs on, in Azure's words, and known values", async () => {
    const { storageAccount: _, ...lacking } = links;
    const missing = await send(used.sandbox, "PUT", other, { ...raw, properties: lacking });
    expect(errorOf(missing)).toMatchObject({
      status: 400,
      code: "ValidationError",
      message: "Missing dependent resources in workspace json",
      target: "workspace",
    });
    const lost = { ...links, keyVault: `${links.keyVault}x` };
    const gone = await send(used.sandbox, "PUT", other, { ...raw, properties: lost });
    expect(errorOf(gone)).toMatchObject({ code: "ValidationError", target: "keyVault" });
    const mode = { ...links, systemDatastoresAuthMode: "password" };
    const wrong = await send(used.sandbox, "PUT", other, { ...raw, properties: mode });
    expect(errorOf(wrong)).toMatchObject({
      code: "ValidationError",
      target: "properties.systemDatastoresAuthMode",
    });
  });

  it("fails at the end of the operation when its account is to change", async () => {
    const second = links.storageAccount.replace("mltest", "mltest2");
    const account = { location, kind: "StorageV2", sku: { name: "Standard_LRS" } };
    await used.sandbox.context.put(second, account);
    const changed = { ...raw, properties: { ...links, storageAccount: second } };
    const answer = await send(used.sandbox, "PUT", workspaceId, changed);
    expect(answer.status).toBe(202);
    const poll = new URL(String(answer.headers["location"]));
    const path = `${poll.pathname}${poll.search}`;
    const end = await untilDone(() => call(used.sandbox, { method: "GET", path }));
    expect(errorOf(end)).toMatchObject({
      code: "BadRequest",
      message: "Storage Account update is not supported yet",
    });
    const { body: now } = await send(used.sandbox, "GET", "");
    expect(now).toMatchObject({ properties: { storageAccount: links.storageAccount } });
  });
});

describe("deleting a workspace", () => {
  it("keeps its name: a PUT ends in failure until the deleted one is purged", async () => {
    const { workspaces } = mlClient(used.sandbox);
    await workspaces.beginDeleteAndWait(group, workspace, pollAtOnce);
    await expect(workspaces.get(group, workspace)).rejects.toMatchObject({ statusCode: 404 });
    const again = workspaces.beginCreateOrUpdateAndWait(group, workspace, body, pollAtOnce);
    await expect(again).rejects.toThrow(
      "Soft-deleted workspace exists. Please purge or recover it. https://aka.ms/wsoftdelete",
    );
    expect(await send(used.sandbox, "GET", "")).toMatchObject({ status: 404 });
    expect(await send(used.sandbox, "DELETE", "?forceToPurge=true")).toMatchObject({ status: 204 });
    const created = workspaces.beginCreateOrUpdateAndWait(group, workspace, body, pollAtOnce);
    await expect(created).resolves.toMatchObject({ provisioningState: "Succeeded" });
  });

  it("frees the name at once with forceToPurge, and else after 14 days", async () => {
    const { workspaces } = mlClient(used.sandbox);
    const deleted = await send(used.sandbox, "DELETE", "?forceToPurge=true");
    expect(deleted.status).toBe(202);
    expect(deleted.headers["location"]).toContain("/operationResults/");
    await untilGone(used.sandbox, `${workspaceId}?api-version=2025-09-01`);
    await workspaces.beginCreateOrUpdateAndWait(group, workspace, body, pollAtOnce);
    await workspaces.beginDeleteAndWait(group, workspace, pollAtOnce);
    used.sandbox.clock.advance(15 * 86_400_000);
    await workspaces.beginCreateOrUpdateAndWait(group, workspace, body, pollAtOnce);
  });

  it("keeps the name also when its group goes", async () => {
    const path = `${groupId}?api-version=2025-04-01`;
    await call(used.sandbox, { method: "DELETE", path });
    await untilGone(used.sandbox, path);
    const kept = used.sandbox.store.list({
      type: "Microsoft.MachineLearningServices/deletedWorkspaces",
    });
    expect(kept.map(({ name }) => name)).toEqual([workspace]);
  });
});
