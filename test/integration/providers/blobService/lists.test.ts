import { describe, expect, it } from "vitest";
import { blobClient } from "../../../support/blobClient";
import { call } from "../../../support/sandbox";
import { accountId, namesOf, useContainer } from "./useContainer";

const { sandbox, blobEndpoint, container } = useContainer();
const blob = (name: string) => container().getBlockBlobClient(name);

function upload(name: string, text = name) {
  return blob(name).upload(text, text.length);
}

describe("lists", () => {
  it("go by name, prefix and folder, a page at a time", async () => {
    for (const name of ["b/2/x", "a", "b/1/y", "b/2/z", "c", "b/1/x"]) {
      await upload(name);
    }
    const flat = await namesOf(container().listBlobsFlat());
    expect(flat).toEqual(["a", "b/1/x", "b/1/y", "b/2/x", "b/2/z", "c"]);
    expect((await namesOf(container().listBlobsByHierarchy("/"))).sort()).toEqual(["a", "b/", "c"]);
    const below = container().listBlobsByHierarchy("/", { prefix: "b/" });
    expect(await namesOf(below)).toEqual(["b/1/", "b/2/"]);
    const pages: number[] = [];
    for await (const page of container().listBlobsFlat().byPage({ maxPageSize: 4 })) {
      pages.push(page.segment.blobItems.length);
    }
    expect(pages).toEqual([4, 2]);
    const next = container().listBlobsByHierarchy("/").byPage({ maxPageSize: 2 });
    const first = (await next.next()).value as { continuationToken: string };
    const rest = container()
      .listBlobsByHierarchy("/")
      .byPage({ continuationToken: first.continuationToken });
    for await (const { segment } of rest) {
      expect(segment.blobItems.map(({ name }) => name)).toEqual(["c"]);
    }
  });

  it("show metadata when asked, and containers", async () => {
    await blob("m").upload("x", 1, { metadata: { a: "<1>" } });
    for await (const item of container().listBlobsFlat({ includeMetadata: true })) {
      expect(item).toMatchObject({ name: "m", metadata: { a: "<1>" } });
    }
    const service = blobClient(sandbox(), blobEndpoint());
    expect(await namesOf(service.listContainers({ prefix: container().containerName }))).toEqual([
      container().containerName,
    ]);
  });
});

describe("containers", () => {
  it("are made once, tell their metadata and go with their blobs", async () => {
    await expect(container().create()).rejects.toMatchObject({
      statusCode: 409,
      code: "ContainerAlreadyExists",
    });
    expect((await container().createIfNotExists()).succeeded).toBe(false);
    await container().setMetadata({ project: "001" });
    expect((await container().getProperties()).metadata).toEqual({ project: "001" });
    await upload("model");
    await container().delete();
    expect(await container().exists()).toBe(false);
    await expect(upload("model")).rejects.toMatchObject({ code: "ContainerNotFound" });
    await container().create();
    expect(await namesOf(container().listBlobsFlat())).toEqual([]);
  });

  it("are the same for Resource Manager", async () => {
    const id = `${accountId}/blobServices/default/containers`;
    const path = `${id}/${container().containerName}?api-version=2025-01-01`;
    const { etag } = await container().getProperties();
    expect((await call(sandbox(), { method: "GET", path })).body).toMatchObject({
      name: container().containerName,
      etag,
      properties: { publicAccess: "None", leaseState: "Available" },
    });
    await upload("model");
    expect((await call(sandbox(), { method: "DELETE", path })).status).toBe(200);
    expect(await container().exists()).toBe(false);
  });
});
