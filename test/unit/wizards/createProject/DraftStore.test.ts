import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { JsonStorage } from "../../../../src/host/storage";
import { DraftStore } from "../../../../src/wizards/createProject/DraftStore";
import { newDraft } from "../../../../src/wizards/createProject/newDraft";
import { connected } from "./connected";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "esml-drafts-"));
});
afterEach(() => rm(folder, { recursive: true }));

const draft = newDraft("sandbox", connected);

describe("DraftStore", () => {
  it("gives back what another store of the same folder saved", async () => {
    await new DraftStore(new JsonStorage(folder)).save("file:///a", draft);
    const store = new DraftStore(new JsonStorage(folder));
    expect(await store.load("file:///a")).toEqual(draft);
    expect(await store.load("file:///b")).toBeUndefined();
  });

  it("keeps values that are not finished", async () => {
    const store = new DraftStore(new JsonStorage(folder));
    const { manifest } = draft;
    const typing = {
      ...draft,
      manifest: { ...manifest, location: { region: "", shortCode: "toolong" } },
      texts: { "environments.dev.compute.aksNodeCount": "" },
    };
    await store.save("a", typing);
    expect(await store.load("a")).toEqual(typing);
  });

  it("keeps the last of many saves and leaves no other file", async () => {
    const store = new DraftStore(new JsonStorage(folder));
    const pages = ["team", "services", "compute"] as const;
    await Promise.all(pages.map((page) => store.save("a", { ...draft, page })));
    expect((await store.load("a"))?.page).toBe("compute");
    expect(await readdir(folder)).toHaveLength(1);
  });

  it("takes a damaged or foreign file as no draft", async () => {
    const store = new DraftStore(new JsonStorage(folder));
    await store.save("a", draft);
    const [name = ""] = await readdir(folder);
    await writeFile(join(folder, name), '{"manifest": {');
    expect(await store.load("a")).toBeUndefined();
    await writeFile(join(folder, name), '{"manifest": {"schemaVersion": 0}}');
    expect(await store.load("a")).toBeUndefined();
  });

  it("forgets a draft that was removed", async () => {
    const store = new DraftStore(new JsonStorage(folder));
    await store.save("a", draft);
    await store.remove("a");
    expect(await store.load("a")).toBeUndefined();
  });
});
