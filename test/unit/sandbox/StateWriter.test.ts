import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SimulatedClock } from "../../../sandbox/clock";
import { Operations } from "../../../sandbox/operations";
import { loadState } from "../../../sandbox/persistence";
import { StateFolder } from "../../../sandbox/stateFolder";
import { StateWriter } from "../../../sandbox/StateWriter";
import { Store } from "../../../sandbox/store";

let path: string;
let folder: StateFolder;

beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), "sandbox-"));
  folder = new StateFolder(path);
});
afterEach(() => rm(path, { recursive: true }));

const file = () => join(path, "state.jsonl");
const fileBytes = async () => (await stat(file())).size;

/** A store with a writer, as it starts on what the folder has. */
async function open() {
  const kept = await loadState(folder);
  const store = new Store();
  kept?.records.forEach((record) => {
    store.put(record);
  });
  const clock = new SimulatedClock(Infinity);
  const operations = new Operations(clock);
  const writer = new StateWriter({ folder, store, operations, kept });
  const put = (name: string, properties: Record<string, unknown> = {}) => {
    store.put({ id: `/a/${name}`, type: "T", name, properties });
  };
  return { kept, store, clock, operations, writer, put };
}

const namesIn = (store: Store) => store.list().map(({ name }) => name);

describe("the state that is kept", () => {
  it("has what was put and not what was deleted, over several starts", async () => {
    const first = await open();
    for (const name of ["A", "B", "C"]) first.put(name);
    await first.writer.flush();
    first.store.delete("/a/B");
    first.put("D", { size: 1 });
    first.put("A", { size: 2 });
    await first.writer.flush();
    const second = await open();
    expect(second.store.list()).toEqual(first.store.list());
    second.store.delete("/a/D");
    second.put("b");
    await second.writer.flush();
    expect(namesIn((await open()).store)).toEqual(["A", "b", "C"]);
  });

  it("has the operations, with the time that those under way still had to go", async () => {
    const { operations, clock, writer } = await open();
    const start = (id: string, durationMs: number) =>
      operations.start({
        id,
        request: { method: "PUT", resourceId: `/a/${id}`, apiVersion: "1", body: { x: 1 } },
        location: "westeurope",
        durationMs,
        complete: () => Promise.resolve(undefined),
      });
    const [short, long] = [start("short", 10), start("long", 100)];
    await writer.flush();
    const ended = operations.ended(short);
    clock.advance(40);
    await ended;
    await writer.flush();
    const kept = (await open()).kept?.operations ?? [];
    expect(kept.map(({ operation, remainingMs }) => [operation.status, remainingMs])).toEqual([
      ["Succeeded", 0],
      ["InProgress", 60],
    ]);
    expect(kept[1]?.operation).toEqual(long);
  });

  it("grows by what has changed, not by what there is", async () => {
    const { put, writer } = await open();
    for (let index = 0; index < 1000; index += 1) put(String(index), { text: "x".repeat(500) });
    await writer.flush();
    const before = await fileBytes();
    put("7", { text: "changed" });
    await writer.flush();
    expect((await fileBytes()) - before).toBeLessThan(300);
  });

  it("is written anew before old values take more room than the rest, also over restarts", async () => {
    const large = "x".repeat(400_000);
    for (let start = 0; start < 4; start += 1) {
      const { put, writer } = await open();
      for (let index = 0; index < 3; index += 1) {
        put("A", { large, start, index });
        await writer.flush();
      }
    }
    expect(await fileBytes()).toBeLessThan(400_000 + 2 * 1024 * 1024);
    expect((await open()).store.get("/a/A")?.properties).toMatchObject({ start: 3, index: 2 });
  });
});

describe("a crash", () => {
  it("while a line is added leaves what was there before, and the next start goes on from it", async () => {
    const { put, writer } = await open();
    put("A", { size: 1 });
    await writer.flush();
    const whole = await readFile(file());
    put("A", { size: 2 });
    put("B");
    await writer.flush();
    const longer = await readFile(file());
    for (let cut = whole.length; cut < longer.length; cut += 7) {
      await writeFile(file(), longer.subarray(0, cut));
      const next = await open();
      expect(next.store.list()).toMatchObject([{ name: "A", properties: { size: 1 } }]);
      next.put("C");
      await next.writer.flush();
      expect(namesIn((await open()).store)).toEqual(["A", "C"]);
    }
  });

  it("while the file is written anew leaves the old one; what it left goes with the next start", async () => {
    const { put, writer } = await open();
    put("A");
    await writer.flush();
    const leftover = ".state.jsonl.8b1c0a52-6d0f-4f0e-9a3b-2f6f0f6f3b11";
    await folder.write(leftover, '{"format":2}\n{"rec');
    await folder.write(".gitignore", "*");
    await folder.lock();
    expect(namesIn((await open()).store)).toEqual(["A"]);
    expect(await folder.read(leftover)).toBeUndefined();
    expect(await folder.read(".gitignore")).toBe("*");
    await folder.unlock();
  });
});

describe("a file that cannot be written", () => {
  it("is whole again as soon as it can", async () => {
    const { put, writer } = await open();
    put("A");
    await writer.flush();
    await rm(path, { recursive: true });
    put("B");
    await expect(writer.flush()).rejects.toThrow("ENOENT");
    await folder.lock();
    put("C");
    await writer.flush();
    expect(namesIn((await open()).store)).toEqual(["A", "B", "C"]);
    await folder.unlock();
  });

  it("is refused when another version has written it", async () => {
    await folder.write("state.jsonl", '{"format":3}\n{}\n');
    await expect(loadState(folder)).rejects.toThrow("was not written by this version");
  });
});
