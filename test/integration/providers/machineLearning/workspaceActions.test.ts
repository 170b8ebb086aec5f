import { describe, expect, it } from "vitest";
import {
  all,
  errorOf,
  group,
  links,
  location,
  mlClient,
  pollAtOnce,
  send,
  startMlSandbox,
  untilDone,
  workspace,
  workspaceId,
} from "../../../support/machineLearning";
import { call } from "../../../support/sandbox";
import { useSandbox } from "../../../support/useSandbox";

const used = useSandbox(startMlSandbox);

const other = workspaceId.replace(workspace, "aml-other");
const raw = { location, identity: { type: "SystemAssigned" }, properties: links };

describe("the actions of a workspace", () => {
  it("diagnose as a long operation that ends in results", async () => {
    const frozen = await startMlSandbox({ timeScale: Infinity });
    try {
      const first = await send(frozen, "POST", "diagnose", { value: {} });
      expect(first).toMatchObject({ status: 202, body: undefined });
      expect(first.headers["retry-after"]).toMatch(/^\d+$/u);
      const poll = new URL(String(first.headers["location"]));
      const path = `${poll.pathname}${poll.search}`;
      expect((await call(frozen, { method: "GET", path })).status).toBe(202);
      frozen.clock.advance(20_000);
      const end = await untilDone(() => call(frozen, { method: "GET", path }));
      expect(end).toMatchObject({ status: 200, body: { value: { keyVaultResults: [] } } });
    } finally {
      await frozen.close();
    }
  });

  it("name in a diagnosis what is gone", async () => {
    const { workspaces } = mlClient(used.sandbox);
    used.sandbox.store.delete(links.keyVault);
    const found = await workspaces.beginDiagnoseAndWait(group, workspace, pollAtOnce);
    expect(found.value?.keyVaultResults).toMatchObject([
      { code: "ResourceNotFound", level: "Error" },
    ]);
    expect(found.value?.storageAccountResults).toEqual([]);
    const wrong = await send(used.sandbox, "POST", "diagnose", { value: { udr: "all" } });
    expect(errorOf(wrong)).toMatchObject({ code: "ValidationError", target: "value.udr" });
  });

  it("list keys, and no account key where the account forbids it", async () => {
    const { workspaces } = mlClient(used.sandbox);
    const keys = await workspaces.listKeys(group, workspace);
    const { body: account } = await call(used.sandbox, {
      method: "POST",
      path: `${links.storageAccount}/listKeys?api-version=2025-01-01`,
    });
    expect(account).toMatchObject({ keys: [{ value: keys.userStorageKey }, {}] });
    expect(keys).toMatchObject({ userStorageResourceId: links.storageAccount });
    expect(keys.notebookAccessKeys?.primaryAccessKey).toBeTruthy();
    const record = used.sandbox.store.get(links.storageAccount);
    if (record) {
      record.properties["allowSharedKeyAccess"] = false;
      used.sandbox.store.put(record);
    }
    expect((await workspaces.listKeys(group, workspace)).userStorageKey).toBeUndefined();
  });

  it("resync keys, prepare notebooks and give tokens for them", async () => {
    const { workspaces } = mlClient(used.sandbox);
    await workspaces.beginResyncKeysAndWait(group, workspace, pollAtOnce);
    const prepared = await workspaces.beginPrepareNotebookAndWait(group, workspace, pollAtOnce);
    expect(prepared.fqdn).toContain(".notebooks.azure.net");
    const token = await workspaces.listNotebookAccessToken(group, workspace);
    expect(token).toMatchObject({ hostName: prepared.fqdn, tokenType: "Bearer" });
    const keys = await workspaces.listNotebookKeys(group, workspace);
    expect(keys.primaryAccessKey).not.toBe(keys.secondaryAccessKey);
    const { userStorageKey } = await workspaces.listStorageAccountKeys(group, workspace);
    expect(userStorageKey).toBeTruthy();
  });

  it("read its features, outbound endpoints and private link resources", async () => {
    const ml = mlClient(used.sandbox);
    expect(await all(ml.workspaceFeatures.list(group, workspace))).toEqual([]);
    const outbound = await ml.workspaces.listOutboundNetworkDependenciesEndpoints(group, workspace);
    const domains = outbound.value?.flatMap(({ properties }) =>
      properties?.endpoints?.map(({ domainName }) => domainName),
    );
    expect(domains).toContain("mltest.blob.core.windows.net");
    const linked = await ml.privateLinkResources.list(group, workspace);
    expect(linked.value).toMatchObject([{ groupId: "amlworkspace" }]);
    await expect(ml.workspaceFeatures.list(group, "none").next()).rejects.toMatchObject({
      statusCode: 404,
      code: "ResourceNotFound",
    });
  });

  it("are refused loudly where the sandbox has none", async () => {
    const answer = await send(used.sandbox, "POST", "provisionManagedNetwork", {});
    expect(errorOf(answer)).toMatchObject({ status: 501, code: "SandboxNotImplemented" });
    const hub = await send(used.sandbox, "PUT", other, { ...raw, kind: "Hub" });
    expect(errorOf(hub).message).toContain("workspaces of kind 'Hub'");
  });
});

describe("a region", () => {
  it("has usages, quotas and VM sizes", async () => {
    const ml = mlClient(used.sandbox);
    const usages = await all(ml.usages.list(location));
    expect(usages.find(({ name }) => name?.value === "standardDSv2Family")).toMatchObject({
      currentValue: 0,
      limit: 100,
      unit: "Count",
    });
    const quotas = await all(ml.quotas.list(location));
    expect(quotas).toHaveLength(usages.length);
    const { value } = await ml.virtualMachineSizes.list(location);
    expect(value?.find(({ name }) => name === "Standard_NC4as_T4_v3")).toMatchObject({ gpus: 1 });
  });
});

describe("connections of a workspace", () => {
  it("keep their credentials for who asks for secrets", async () => {
    const { workspaceConnections } = mlClient(used.sandbox);
    const git = { category: "Git", target: "https://git.example", authType: "PAT" };
    const properties = { ...git, credentials: { pat: "abc" } };
    const answer = await send(used.sandbox, "PUT", "connections/code", { properties });
    expect(answer.status).toBe(200);
    const created = await workspaceConnections.get(group, workspace, "code");
    expect(created.properties).toMatchObject(git);
    const { body: shown } = await send(used.sandbox, "GET", "connections/code");
    expect(JSON.stringify(shown)).not.toContain("abc");
    const secrets = await send(used.sandbox, "POST", "connections/code/listsecrets");
    expect(secrets.body).toMatchObject({ properties: { credentials: { pat: "abc" } } });
    const other = await all(
      workspaceConnections.list(group, workspace, { category: "PythonFeed" }),
    );
    expect(other).toEqual([]);
    await workspaceConnections.delete(group, workspace, "code");
    const lacking = await send(used.sandbox, "PUT", "connections/code", {
      properties: { target: "x" },
    });
    expect(errorOf(lacking)).toMatchObject({ target: "properties.authType" });
  });
});
