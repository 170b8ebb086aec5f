import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ContainerClient } from "@azure/storage-blob";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FaultRule } from "../../../../sandbox/faults";
import { allProviders } from "../../../../sandbox/providers/allProviders";
import type { Sandbox } from "../../../../sandbox/serve";
import { blobClient } from "../../../support/blobClient";
import { call, firstSubscription, startTestSandbox } from "../../../support/sandbox";
import { blobRoles, createAccount, giveRole } from "../../../support/storageAccount";

const group = `/subscriptions/${firstSubscription()}/resourceGroups/kept-rg`;
const id = (index: number) => Buffer.from(String(index)).toString("base64");

let stateFolder: string;
let sandbox: Sandbox;
let models: ContainerClient;

const start = async (): Promise<void> => {
  sandbox = await startTestSandbox({ providers: allProviders, stateFolder });
  models = blobClient(sandbox, `${sandbox.endpoint}/stkept/`).getContainerClient("models");
};

beforeEach(async () => {
  stateFolder = await mkdtemp(join(tmpdir(), "esml-blobs-"));
  await start();
  const { id: account } = await createAccount(sandbox, group, "stkept");
  await giveRole(sandbox, account, blobRoles.contributor);
  await models.create();
});

afterEach(async () => {
  await sandbox.close();
  await rm(stateFolder, { recursive: true, force: true });
});

async function restart(): Promise<void> {
  await sandbox.close();
  await start();
}

async function files(ending: string): Promise<string[]> {
  return (await readdir(join(stateFolder, "blobs"))).filter((name) => name.endsWith(ending));
}

describe("blobs in a state folder", () => {
  it("survive a restart, waiting blocks as well, and are not part of the state", async () => {
    const text = "the weights of a model";
    await models.getBlockBlobClient("a/model").upload(text, text.length, { metadata: { v: "1" } });
    await models.getBlockBlobClient("half").stageBlock(id(1), "first", 5);
    const before = await models.getBlobClient("a/model").getProperties();
    await restart();
    const after = await models.getBlobClient("a/model").getProperties();
    expect([after.etag, after.metadata]).toEqual([before.etag, { v: "1" }]);
    expect((await models.getBlobClient("a/model").downloadToBuffer()).toString()).toBe(text);
    await models.getBlockBlobClient("half").commitBlockList([id(1)]);
    expect((await models.getBlobClient("half").downloadToBuffer()).toString()).toBe("first");
    expect(await readFile(join(stateFolder, "state.jsonl"), "utf8")).not.toContain(text);
  });

  it("leave no bytes behind when they are replaced or deleted", async () => {
    await models.getBlockBlobClient("m").upload("one", 3);
    await models.getBlockBlobClient("m").upload("two", 3);
    await models.getBlockBlobClient("m").stageBlock(id(1), "unused", 6);
    await models.getBlockBlobClient("m").upload("three", 5);
    expect((await files(".bin")).length).toBe(1);
    await models.deleteBlob("m");
    expect([await files(".bin"), await files(".json")]).toEqual([[], []]);
  });

  it("go with the resource group", async () => {
    await models.getBlockBlobClient("m").upload("one", 3);
    const path = `${group}?api-version=2025-04-01`;
    await call(sandbox, { method: "DELETE", path });
    await expect.poll(() => sandbox.store.has(group)).toBe(false);
    await restart();
    expect([await files(".bin"), await files(".json")]).toEqual([[], []]);
  });
});

describe("declared faults", () => {
  const faults = (...rules: FaultRule[]): void => {
    sandbox.faults.set(rules);
  };

  it("cut an upload after half of its blocks; the rest goes up later", async () => {
    const bytes = Buffer.alloc(8 * 1024, 5);
    const put = { method: "PUT", path: "/models/model\\?comp=block&" };
    faults({ match: put, after: 4, action: { drop: true } });
    const options = { blockSize: 1024, maxSingleShotSize: 1, concurrency: 1 };
    const model = models.getBlockBlobClient("model");
    await expect(model.uploadData(bytes, options)).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(await model.exists()).toBe(false);
    faults();
    await model.uploadData(bytes, options);
    expect((await model.downloadToBuffer()).equals(bytes)).toBe(true);
  });

  it("answer in the words of the blob service", async () => {
    const action = {
      status: 503,
      code: "ServerBusy",
      message: "The server is currently unable to receive requests.",
      retryAfterSeconds: 3,
    };
    faults({ match: { path: "^/stkept/models" }, times: 1, action });
    await expect(models.getProperties()).rejects.toMatchObject({
      statusCode: 503,
      code: "ServerBusy",
    });
    expect((await models.getProperties()).etag).toBeDefined();
  });
});

describe("the record of requests", () => {
  it("holds blob requests without bytes, tokens and signatures", async () => {
    await models.getBlockBlobClient("secret").upload("secret bytes", 12);
    await models.getBlobClient("secret").downloadToBuffer(0, 12);
    const path = "/stkept/models/secret?sv=2025-01-05&sig=abcdef";
    await call(sandbox, { method: "GET", path, headers: { "x-ms-version": "2025-01-05" } });
    const [put, get, signed] = sandbox.requests.all().slice(-3);
    expect(put).toMatchObject({ method: "PUT", status: 201, requestBody: "<12 bytes>" });
    expect(get).toMatchObject({ method: "GET", status: 206, responseBody: "<12 bytes>" });
    expect(signed?.query).toBe("sv=2025-01-05&sig=***");
    const record = JSON.stringify(sandbox.requests.all());
    expect(record).not.toContain("secret bytes");
    expect(record).not.toContain(sandbox.token);
  });
});
