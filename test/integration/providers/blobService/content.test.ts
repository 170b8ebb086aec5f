import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { namesOf, useContainer } from "./useContainer";

const { container } = useContainer();
const blob = (name: string) => container().getBlockBlobClient(name);

function upload(name: string, text = name) {
  return blob(name).upload(text, text.length);
}

describe("a model in blob storage", () => {
  it("comes back byte by byte, with its headers and metadata", async () => {
    const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 251));
    const model = blob("churn/12/model ü & co.pkl");
    const written = await model.uploadData(bytes, {
      blobHTTPHeaders: { blobContentType: "application/x-pickle", blobCacheControl: "no-cache" },
      metadata: { stage: "candidate" },
    });
    expect(written.isServerEncrypted).toBe(true);
    expect((await model.downloadToBuffer()).equals(bytes)).toBe(true);
    const properties = await model.getProperties();
    expect(properties).toMatchObject({
      contentLength: 70_000,
      contentType: "application/x-pickle",
      cacheControl: "no-cache",
      metadata: { stage: "candidate" },
      etag: written.etag,
      blobType: "BlockBlob",
      accessTier: "Hot",
    });
    const md5 = createHash("md5").update(bytes).digest("hex");
    expect(Buffer.from(properties.contentMD5 ?? []).toString("hex")).toBe(md5);
  });

  it("of fifty megabytes goes up in blocks and comes down in ranges", async () => {
    const bytes = Buffer.alloc(50 * 1024 * 1024);
    for (let offset = 0; offset < bytes.length; offset += 4096) {
      bytes.writeUInt32LE(offset, offset);
    }
    const blocks = { blockSize: 4 * 1024 * 1024, maxSingleShotSize: 1024, concurrency: 4 };
    await blob("large").uploadData(bytes, blocks);
    expect((await blob("large").downloadToBuffer()).equals(bytes)).toBe(true);
    const { committedBlocks } = await blob("large").getBlockList("committed");
    expect(committedBlocks?.length).toBe(13);
  });

  it("is changed by nobody who has not seen its latest version", async () => {
    const first = await upload("model");
    const only = { conditions: { ifNoneMatch: "*" } };
    await expect(blob("model").upload("b", 1, only)).rejects.toMatchObject({
      statusCode: 409,
      code: "BlobAlreadyExists",
    });
    const seen = { conditions: { ifMatch: first.etag ?? "" } };
    await blob("model").upload("second", 6, seen);
    await expect(blob("model").upload("third", 5, seen)).rejects.toMatchObject({
      statusCode: 412,
      code: "ConditionNotMet",
    });
    const { etag = "" } = await blob("model").getProperties();
    await expect(
      blob("model").getProperties({ conditions: { ifNoneMatch: etag } }),
    ).rejects.toMatchObject({ statusCode: 304 });
    expect((await blob("model").downloadToBuffer()).toString()).toBe("second");
  });

  it("is made once when two make it at the same time", async () => {
    const only = { conditions: { ifNoneMatch: "*" } };
    const both = await Promise.allSettled([
      blob("once").upload("a", 1, only),
      blob("once").upload("b", 1, only),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("keeps its bytes when its metadata or headers change", async () => {
    await upload("model", "bytes");
    await blob("model").setMetadata({ score: "0.9" });
    await blob("model").setHTTPHeaders({ blobContentType: "text/plain" });
    const properties = await blob("model").getProperties();
    expect(properties).toMatchObject({ metadata: { score: "0.9" }, contentType: "text/plain" });
    expect(properties.contentMD5).toBeUndefined();
    expect((await blob("model").downloadToBuffer()).toString()).toBe("bytes");
  });

  it("goes when it is deleted", async () => {
    await upload("model");
    expect(await blob("model").exists()).toBe(true);
    expect((await blob("model").deleteIfExists()).succeeded).toBe(true);
    expect(await blob("model").exists()).toBe(false);
    await expect(blob("model").download()).rejects.toMatchObject({
      statusCode: 404,
      code: "BlobNotFound",
    });
  });

  it("is served in parts", async () => {
    await upload("digits", "0123456789");
    expect((await blob("digits").downloadToBuffer(3, 4)).toString()).toBe("3456");
    const part = await blob("digits").download(8, undefined, { rangeGetContentMD5: true });
    expect(part).toMatchObject({ contentRange: "bytes 8-9/10", contentLength: 2 });
    expect(part.contentMD5).toBeDefined();
    await expect(blob("digits").download(10)).rejects.toMatchObject({
      statusCode: 416,
      code: "InvalidRange",
    });
    await upload("empty", "");
    expect((await blob("empty").download()).contentLength).toBe(0);
  });
});

describe("blocks", () => {
  const id = (name: string) => Buffer.from(name).toString("base64");

  it("are no blob until a list commits them, in its order", async () => {
    await blob("b").stageBlock(id("1"), "one ", 4);
    await blob("b").stageBlock(id("2"), "two ", 4);
    expect(await blob("b").exists()).toBe(false);
    expect(await namesOf(container().listBlobsFlat())).toEqual([]);
    const { uncommittedBlocks } = await blob("b").getBlockList("uncommitted");
    expect(uncommittedBlocks).toEqual([
      { name: id("1"), size: 4 },
      { name: id("2"), size: 4 },
    ]);
    await blob("b").commitBlockList([id("2"), id("1")]);
    expect((await blob("b").downloadToBuffer()).toString()).toBe("two one ");
    await blob("b").stageBlock(id("3"), "three", 5);
    await blob("b").commitBlockList([id("1"), id("3")]);
    expect((await blob("b").downloadToBuffer()).toString()).toBe("one three");
  });

  it("are refused when a list names one that is not there or their ids differ in length", async () => {
    await blob("b").stageBlock(id("1"), "one", 3);
    await expect(blob("b").commitBlockList([id("9")])).rejects.toMatchObject({
      statusCode: 400,
      code: "InvalidBlockList",
    });
    await expect(blob("b").stageBlock(id("long"), "x", 1)).rejects.toMatchObject({
      statusCode: 400,
      code: "InvalidBlobOrBlock",
    });
  });
});
