import { describe, expect, it } from "vitest";
import {
  all,
  errorOf,
  group,
  links,
  mlClient,
  send,
  startMlSandbox,
  workspace,
} from "../../../support/machineLearning";
import { useSandbox } from "../../../support/useSandbox";

const used = useSandbox(startMlSandbox);

const put = (path: string, properties: object) => send(used.sandbox, "PUT", path, { properties });

const names = async (items: AsyncIterable<{ name?: string }>) =>
  (await all(items)).map(({ name }) => name);

describe("data", () => {
  it("have one type and an address that stays, in Azure's words", async () => {
    const { dataContainers, dataVersions } = mlClient(used.sandbox);
    const dataUri = "azureml://datastores/workspaceblobstore/paths/orders/";
    const created = await dataVersions.createOrUpdate(group, workspace, "orders", "1", {
      properties: { dataType: "uri_folder", dataUri },
    });
    expect(created.properties).toMatchObject({ dataType: "uri_folder", dataUri });
    const container = await dataContainers.get(group, workspace, "orders");
    expect(container.properties).toMatchObject({ dataType: "uri_folder", latestVersion: "1" });
    const path = "data/orders/versions";
    const moved = await put(`${path}/1`, { dataType: "uri_folder", dataUri: `${dataUri}x` });
    expect(errorOf(moved)).toMatchObject({
      code: "UserError",
      message:
        "A data version with this name and version already exists. If you are trying to create a new data version, use a different name or version. If you are trying to update an existing data version, the existing asset's data uri cannot be changed. Only tags, description, and isArchived can be updated.",
    });
    const other = await put(`${path}/2`, { dataType: "mltable", dataUri });
    expect(errorOf(other)).toMatchObject({ target: "properties.dataType" });
    expect(errorOf(await put(`${path}/2`, { dataType: "uri_folder" }))).toMatchObject({
      target: "properties.dataUri",
    });
    const retyped = await put("data/orders", { dataType: "uri_file" });
    expect(errorOf(retyped)).toMatchObject({ target: "properties.dataType" });
    await dataContainers.createOrUpdate(group, workspace, "orders", {
      properties: { dataType: "uri_folder", description: "All orders" },
    });
    expect(await names(dataContainers.list(group, workspace))).toEqual(["orders"]);
    await dataVersions.delete(group, workspace, "orders", "1");
    expect(await names(dataVersions.list(group, workspace, "orders"))).toEqual([]);
    await dataContainers.delete(group, workspace, "orders");
  });
});

describe("environments", () => {
  it("are an image or a build context, for good", async () => {
    const { environmentContainers, environmentVersions } = mlClient(used.sandbox);
    const created = await environmentVersions.createOrUpdate(group, workspace, "sklearn", "1", {
      properties: { image: "mcr.microsoft.com/azureml/base:1", condaFile: "name: a" },
    });
    expect(created.properties).toMatchObject({
      osType: "Linux",
      environmentType: "UserCreated",
      image: "mcr.microsoft.com/azureml/base:1",
    });
    const path = "environments/sklearn/versions";
    const changed = await put(`${path}/1`, { image: "mcr.microsoft.com/azureml/base:2" });
    expect(errorOf(changed)).toMatchObject({
      code: "UserError",
      message: "Environment sklearn with version 1 is already registered and cannot be changed.",
    });
    expect(errorOf(await put(`${path}/2`, {}))).toMatchObject({ target: "properties.image" });
    const build = { contextUri: "azureml://datastores/workspaceblobstore/paths/env" };
    const both = await put(`${path}/2`, { image: "a", build });
    expect(errorOf(both)).toMatchObject({ target: "properties.image" });
    expect((await put(`${path}/2`, { build })).status).toBe(201);
    const container = await environmentContainers.get(group, workspace, "sklearn");
    expect(container.properties).toMatchObject({ latestVersion: "2", nextVersion: "3" });
    await environmentContainers.createOrUpdate(group, workspace, "sklearn", {
      properties: { description: "For scoring" },
    });
    await environmentVersions.delete(group, workspace, "sklearn", "1");
    expect(await names(environmentVersions.list(group, workspace, "sklearn"))).toEqual(["2"]);
    expect(await names(environmentContainers.list(group, workspace))).toEqual(["sklearn"]);
    await environmentContainers.delete(group, workspace, "sklearn");
  });
});

describe("components", () => {
  it("keep their specification", async () => {
    const { componentContainers, componentVersions } = mlClient(used.sandbox);
    const componentSpec = { name: "train", type: "command", command: "python train.py" };
    await componentContainers.createOrUpdate(group, workspace, "train", {
      properties: { description: "Trains" },
    });
    const created = await componentVersions.createOrUpdate(group, workspace, "train", "1", {
      properties: { componentSpec },
    });
    expect(created.properties).toMatchObject({ componentSpec });
    const path = "components/train/versions/1";
    const changed = await put(path, { componentSpec: { ...componentSpec, command: "x" } });
    expect(errorOf(changed).message).toContain("component spec cannot be changed");
    expect(errorOf(await put("components/train/versions/2", {}))).toMatchObject({
      target: "properties.componentSpec",
    });
    expect(await names(componentVersions.list(group, workspace, "train"))).toEqual(["1"]);
    await componentVersions.delete(group, workspace, "train", "1");
    await componentContainers.delete(group, workspace, "train");
    expect(await names(componentContainers.list(group, workspace))).toEqual([]);
  });
});

describe("codes", () => {
  it("keep the path under which they were uploaded", async () => {
    const { codeContainers, codeVersions } = mlClient(used.sandbox);
    const codeUri = "https://mltest.blob.core.windows.net/code/a";
    await codeVersions.createOrUpdate(group, workspace, "src", "1", { properties: { codeUri } });
    const changed = await put("codes/src/versions/1", { codeUri: `${codeUri}b` });
    expect(errorOf(changed)).toMatchObject({
      code: "UserError",
      message: "Asset paths cannot be updated.",
    });
    expect(await names(codeVersions.list(group, workspace, "src"))).toEqual(["1"]);
    expect(await names(codeContainers.list(group, workspace))).toEqual(["src"]);
    await codeContainers.createOrUpdate(group, workspace, "src", {
      properties: { tags: { team: "a" } },
    });
    await codeVersions.delete(group, workspace, "src", "1");
    await codeContainers.delete(group, workspace, "src");
  });

  it("are uploaded into the default datastore, at the account's own address", async () => {
    const path = "codes/src/versions/1/startPendingUpload";
    const ask = async (body: object) => {
      const answer = await send(used.sandbox, "POST", path, body);
      return answer.body as {
        pendingUploadId: string;
        blobReferenceForConsumption: { blobUri: string; credential: { sasUri: string } };
      };
    };
    const first = await ask({ pendingUploadType: "TemporaryBlobReference" });
    const second = await ask({ pendingUploadType: "TemporaryBlobReference" });
    expect(second.pendingUploadId).toBe(first.pendingUploadId);
    const { blobUri, credential } = first.blobReferenceForConsumption;
    const account = used.sandbox.store.get(links.storageAccount)?.name ?? "";
    expect(blobUri).toContain(`${used.sandbox.endpoint}/${account}/azureml-blobstore-`);
    expect(credential.sasUri.startsWith(`${blobUri}?`)).toBe(true);
    expect(await ask({ pendingUploadType: "None", pendingUploadId: "mine" })).toEqual({
      pendingUploadType: "None",
      pendingUploadId: "mine",
    });
    const wrong = await send(used.sandbox, "POST", path, { pendingUploadType: "Post" });
    expect(errorOf(wrong)).toMatchObject({ code: "UserError", target: "pendingUploadType" });
  });
});
