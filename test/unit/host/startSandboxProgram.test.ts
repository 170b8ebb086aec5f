import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SandboxDidNotStart, startSandboxProgram } from "../../../src/host/startSandboxProgram";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "esml-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** Starts a program of the given text in the place of the sandbox. */
async function start(program: string, signal = new AbortController().signal) {
  const path = join(folder, "program.cjs");
  await writeFile(path, program);
  return startSandboxProgram({ path, stateFolder: join(folder, "state") }, signal);
}

describe("startSandboxProgram", () => {
  it("hands over what the program says when it is ready", async () => {
    const ready = await start(`
      process.send("noise");
      process.send({ kind: "starting" });
      const [node, argv] = [process.env.ELECTRON_RUN_AS_NODE, process.argv.slice(2)];
      process.send({ kind: "ready", connection: { node, argv } });
    `);
    if (ready.kind !== "ready") throw new Error(ready.kind);
    expect(ready.connection).toEqual({
      node: "1",
      argv: ["--state", join(folder, "state"), "--exit-when-idle", "60"],
    });
    ready.child.kill();
    expect((await stat(join(folder, "state"))).mode & 0o077).toBe(0);
  });

  it("hears of a sandbox that another window started", async () => {
    const text = `process.send({ kind: "alreadyRunning", connectionFile: "/there.json" });`;
    expect(await start(text)).toEqual({ kind: "alreadyRunning", connectionFile: "/there.json" });
  });

  it("tells the end of the output when the program ends before it is ready", async () => {
    const failing = start(`
      for (const line of ["one", "two", "three", "port is taken"]) console.error(line);
      process.exitCode = 3;
    `);
    const error: unknown = await failing.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SandboxDidNotStart);
    expect(error).toMatchObject({ exitCode: 3, output: "two three port is taken" });
  });

  it("ends the program when nobody waits any more", async () => {
    const path = join(folder, "program.cjs");
    await writeFile(path, "setInterval(() => {}, 1000);");
    const controller = new AbortController();
    const program = { path, stateFolder: join(folder, "state") };
    const starting = startSandboxProgram(program, controller.signal);
    controller.abort(new DOMException("stop", "AbortError"));
    await expect(starting).rejects.toMatchObject({ name: "AbortError" });
  });

  it("starts nothing when it is stopped already", async () => {
    const stopped = AbortSignal.abort(new DOMException("stop", "AbortError"));
    await expect(start("", stopped)).rejects.toMatchObject({ name: "AbortError" });
    await expect(stat(join(folder, "state"))).rejects.toMatchObject({ code: "ENOENT" });
  });
});
