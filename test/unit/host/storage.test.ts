import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { JsonStorage } from "../../../src/host/storage";

let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "esml-"));
});
afterEach(() => rm(root, { recursive: true }));

const storageIn = (folder: string) => new JsonStorage(join(root, folder));

describe("JsonStorage", () => {
  it("keeps a value in a folder of its own making, for its owner alone", async () => {
    const storage = storageIn("a/b");
    await storage.save("draft", { number: "001", texts: { x: "ä" } });
    expect(await storage.load("draft")).toEqual({ number: "001", texts: { x: "ä" } });
    expect((await stat(join(root, "a/b/draft.json"))).mode & 0o077).toBe(0);
    expect(await readdir(join(root, "a/b"))).toEqual(["draft.json"]);
  });

  it("has nothing where there is no file, or half of one", async () => {
    const storage = storageIn("a");
    expect(await storage.load("draft")).toBeUndefined();
    await storage.save("draft", 1);
    await writeFile(join(root, "a/draft.json"), '{"number": "0');
    expect(await storage.load("draft")).toBeUndefined();
  });

  it("says when a file cannot be read for another reason", async () => {
    await mkdir(join(root, "a/draft.json"), { recursive: true });
    await expect(storageIn("a").load("draft")).rejects.toMatchObject({ code: "EISDIR" });
  });

  it("ends writes at the same time with a whole value", async () => {
    const storage = storageIn("a");
    const values = Array.from({ length: 8 }, (_, index) => ({ index, text: "x".repeat(5000) }));
    await Promise.all(values.map((value) => storage.save("draft", value)));
    expect(values).toContainEqual(await storage.load("draft"));
    expect(await readdir(join(root, "a"))).toEqual(["draft.json"]);
  });

  it("removes a value, also one that is not there", async () => {
    const storage = storageIn("a");
    await storage.save("draft", 1);
    await storage.remove("draft");
    await storage.remove("draft");
    expect(await storage.load("draft")).toBeUndefined();
  });
});
