import { describe, expect, it } from "vitest";
import {
  all,
  errorOf,
  group,
  links,
  mlClient,
  send,
  startMlSandbox,
  subscriptionId,
  untilSettled,
  workspace,
} from "../../../support/machineLearning";
import { call } from "../../../support/sandbox";
import { useSandbox } from "../../../support/useSandbox";

const used = useSandbox(startMlSandbox);

const put = (name: string, properties: object) =>
  send(used.sandbox, "PUT", `datastores/${name}`, { properties });

describe("the datastores of a workspace", () => {
  it("come up with it, on containers and shares of its storage account", async () => {
    const { datastores } = mlClient(used.sandbox);
    const listed = await all(datastores.list(group, workspace));
    expect(listed.map(({ name, properties }) => [name, properties.isDefault])).toEqual([
      ["workspaceartifactstore", false],
      ["workspaceblobstore", true],
      ["workspacefilestore", false],
      ["workspaceworkingdirectory", false],
    ]);
    const { body } = await send(used.sandbox, "GET", "datastores/workspaceblobstore");
    const { properties } = body as { properties: Record<string, string> };
    expect(properties).toMatchObject({
      datastoreType: "AzureBlob",
      accountName: "mltest",
      subscriptionId,
      resourceGroup: group,
      credentials: { credentialsType: "AccountKey" },
    });
    const account = await call(used.sandbox, {
      method: "GET",
      path: `${links.storageAccount}?api-version=2025-01-01`,
    });
    const { protocol = "", endpoint = "", accountName = "", containerName = "" } = properties;
    expect(account.body).toMatchObject({
      properties: { primaryEndpoints: { blob: `${protocol}://${endpoint}/${accountName}/` } },
    });
    const container = `${links.storageAccount}/blobServices/default/containers/${containerName}`;
    expect(used.sandbox.store.has(container)).toBe(true);
    const { body: files } = await send(used.sandbox, "GET", "datastores/workspacefilestore");
    const share = (files as { properties: { fileShareName: string } }).properties.fileShareName;
    expect(share).toMatch(/^azureml-filestore-/u);
    const shares = `${links.storageAccount}/fileServices/default/shares`;
    expect(used.sandbox.store.has(`${shares}/${share}`)).toBe(true);
  });

  it("are found by name, text and default mark", async () => {
    const { datastores } = mlClient(used.sandbox);
    const names = async (options: Parameters<typeof datastores.list>[2]) =>
      (await all(datastores.list(group, workspace, options))).map(({ name }) => name);
    expect(await names({ isDefault: true })).toEqual(["workspaceblobstore"]);
    expect(await names({ names: ["workspacefilestore"] })).toEqual(["workspacefilestore"]);
    expect(await names({ searchText: "FILE" })).toEqual(["workspacefilestore"]);
    expect(await names({ count: 1, orderBy: "name", orderByAsc: true })).toEqual([
      "workspaceartifactstore",
    ]);
  });

  it("give the account's key, unless the account forbids it or access goes by identity", async () => {
    const { datastores } = mlClient(used.sandbox);
    const secrets = await datastores.listSecrets(group, workspace, "workspaceblobstore");
    const { body: keys } = await call(used.sandbox, {
      method: "POST",
      path: `${links.storageAccount}/listKeys?api-version=2025-01-01`,
    });
    expect(secrets).toMatchObject({ secretsType: "AccountKey" });
    expect(keys).toMatchObject({ keys: [{ value: (secrets as { key?: string }).key }, {}] });
    const record = used.sandbox.store.get(links.storageAccount);
    if (record) {
      record.properties["allowSharedKeyAccess"] = false;
      used.sandbox.store.put(record);
    }
    const listSecrets = () => datastores.listSecrets(group, workspace, "workspaceblobstore");
    await expect(listSecrets()).rejects.toMatchObject({
      statusCode: 403,
      code: "KeyBasedAuthenticationNotPermitted",
    });
    await send(used.sandbox, "PATCH", "", { properties: { systemDatastoresAuthMode: "Identity" } });
    await untilSettled(used.sandbox, "");
    const { properties } = await datastores.get(group, workspace, "workspaceblobstore");
    expect(properties).toMatchObject({ credentials: { credentialsType: "None" } });
    await expect(listSecrets()).rejects.toMatchObject({ statusCode: 400, code: "UserError" });
  });

  it("take others beside them and keep their secrets to themselves", async () => {
    const { datastores } = mlClient(used.sandbox);
    const created = await datastores.createOrUpdate(group, workspace, "lake", {
      properties: {
        datastoreType: "AzureDataLakeGen2",
        accountName: "lakeaccount",
        filesystem: "raw",
        credentials: {
          credentialsType: "ServicePrincipal",
          clientId: "11111111-2222-4333-8444-555555555555",
          tenantId: "21111111-2222-4333-8444-555555555555",
          secrets: { secretsType: "ServicePrincipal", clientSecret: "abc" },
        },
      },
    });
    expect(created.properties).toMatchObject({ filesystem: "raw", isDefault: false });
    const { body: shown } = await send(used.sandbox, "GET", "datastores/lake");
    expect(JSON.stringify(shown)).not.toContain("abc");
    expect(await datastores.listSecrets(group, workspace, "lake")).toMatchObject({
      secretsType: "ServicePrincipal",
      clientSecret: "abc",
    });
    await datastores.delete(group, workspace, "lake");
    await expect(datastores.get(group, workspace, "lake")).rejects.toMatchObject({
      statusCode: 404,
    });
    await expect(datastores.delete(group, workspace, "workspaceblobstore")).rejects.toMatchObject({
      statusCode: 400,
      code: "UserError",
    });
  });

  it("are refused without what their type needs", async () => {
    const none = { credentials: { credentialsType: "None" } };
    expect(errorOf(await put("files", { datastoreType: "AzureFile", ...none }))).toMatchObject({
      code: "UserError",
      target: "properties.accountName",
    });
    expect(errorOf(await put("files", { datastoreType: "AzureBlob" }))).toMatchObject({
      target: "properties.credentials",
    });
    const keyless = { credentials: { credentialsType: "AccountKey" } };
    const lacking = await put("files", { datastoreType: "AzureBlob", ...keyless });
    expect(errorOf(lacking)).toMatchObject({ target: "properties.credentials.secrets" });
    expect(errorOf(await put("files", { datastoreType: "Tape", ...none }))).toMatchObject({
      target: "properties.datastoreType",
    });
  });
});
