import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commands, ConfigurationTarget, workspace } from "vscode";
import { holdSandbox } from "../../src/host/holdSandbox";
import { seen } from "./support/observe";
import {
  answerWarnings,
  ask,
  connectionFile,
  extensionFolder,
  globalStorage,
  killSandbox,
  readConnection,
  startSandbox,
  type Connection,
} from "./support/sandbox";

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const setConnectionFile = (path: string | undefined) =>
  workspace
    .getConfiguration("esml")
    .update("sandbox.connectionFile", path, ConfigurationTarget.Global);

async function clientsOf(connection: Connection): Promise<unknown> {
  return (await ask(connection, "GET", "/_sandbox/about")).body.clients;
}

/** Runs the program as a person or another window would. */
function runProgram(...args: readonly string[]): ChildProcess {
  const program = join(extensionFolder(), "dist", "sandbox.js");
  return spawn(process.execPath, [program, ...args], {
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
  });
}

async function startProgram(...args: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), "esml-program-"));
  const child = runProgram("--state", folder, "--time-scale", "0", ...args);
  const ended = once(child, "exit");
  await Promise.race([once(child, "message"), ended]);
  const file = join(folder, "connection.json");
  return { child, ended, folder, file, connection: readConnection(file) };
}

async function endProgram(child: ChildProcess, ended: Promise<unknown>, folder: string) {
  child.kill("SIGKILL");
  await ended;
  rmSync(folder, { recursive: true, force: true });
}

describe("Start Sandbox", () => {
  it("runs the program with its state in the extension's storage", async () => {
    const { pid } = await startSandbox();
    const [program] = seen.programs;
    assert.equal(program?.path, join(extensionFolder(), "dist", "sandbox.js"));
    assert.match(globalStorage(), /globalStorage[\\/]esml\.esml$/);
    assert.notEqual(pid, process.pid);
    assert.ok(isAlive(pid));
  });

  it("keeps the connection file to its owner", async function () {
    if (process.platform === "win32") this.skip();
    await startSandbox();
    assert.equal(statSync(connectionFile()).mode & 0o777, 0o600);
  });

  it("says so in the status bar and to the menus", async () => {
    await startSandbox();
    assert.ok(seen.statusItems.has("esml.sandbox"));
    assert.equal(seen.contexts.get("esml.connected"), true);
  });

  it("joins the running one when asked again", async () => {
    const first = await startSandbox();
    const programs = seen.programs.length;
    const second = await startSandbox();
    assert.equal(second.pid, first.pid);
    assert.equal(seen.programs.length, programs);
    assert.equal(await clientsOf(second), 1);
  });
});

describe("a sandbox that has gone", () => {
  it("is told once, and Restart brings it back with its state", async () => {
    const before = await startSandbox();
    const warnings = answerWarnings(() => undefined);
    try {
      process.kill(before.pid, "SIGKILL");
      const [message, ...choices] = await warnings.first;
      assert.match(String(message), /^The sandbox has ended\./);
      assert.deepEqual(choices, ["Restart"]);
      assert.equal(seen.statusItems.has("esml.sandbox"), false);
      assert.equal(seen.contexts.get("esml.connected"), false);
      await commands.executeCommand("esml.sandbox.restart");
      assert.equal(warnings.shown.length, 1);
    } finally {
      warnings.restore();
    }
    const after = readConnection(connectionFile());
    assert.notEqual(after.pid, before.pid);
    assert.equal(await clientsOf(after), 1);
    assert.ok(seen.statusItems.has("esml.sandbox"));
    assert.equal(seen.contexts.get("esml.connected"), true);
  });

  it("is not reported when Restart ends it", async () => {
    const before = await startSandbox();
    const warnings = answerWarnings(() => undefined);
    try {
      await commands.executeCommand("esml.sandbox.restart");
      assert.deepEqual(warnings.shown, []);
    } finally {
      warnings.restore();
    }
    const after = readConnection(connectionFile());
    assert.notEqual(after.pid, before.pid);
    assert.equal(isAlive(before.pid), false);
  });
});

describe("esml.sandbox.connectionFile", () => {
  it("joins the sandbox that it names instead of starting one", async () => {
    await killSandbox(await startSandbox());
    const programs = seen.programs.length;
    const { child, ended, folder, file, connection } = await startProgram();
    try {
      await setConnectionFile(file);
      await commands.executeCommand("esml.sandbox.start");
      assert.equal(seen.programs.length, programs);
      assert.equal(await clientsOf(connection), 1);
      assert.equal(seen.contexts.get("esml.connected"), true);
      await killSandbox(connection);
    } finally {
      await setConnectionFile(undefined);
      await endProgram(child, ended, folder);
    }
    await startSandbox();
    assert.equal(seen.programs.length, programs + 1);
  });
});

describe("the sandbox program", () => {
  it("ends by itself when its last client has gone", async () => {
    const { child, ended, folder, connection } = await startProgram("--exit-when-idle", "0.1");
    try {
      const holds = await Promise.all([holdSandbox(connection), holdSandbox(connection)]);
      holds[0].close();
      await holds[0].ended;
      assert.equal(await clientsOf(connection), 1);
      holds[1].close();
      assert.deepEqual(await ended, [0, null]);
    } finally {
      await endProgram(child, ended, folder);
    }
  });

  it("tells a second one where the first is, instead of sharing its folder", async () => {
    const { child, ended, folder, file } = await startProgram();
    try {
      const second = runProgram("--state", folder);
      const exited = once(second, "exit");
      const [message] = (await once(second, "message")) as [unknown];
      assert.deepEqual(message, { kind: "alreadyRunning", connectionFile: file });
      assert.deepEqual(await exited, [3, null]);
    } finally {
      await endProgram(child, ended, folder);
    }
  });
});

// Runs after all files: no sandbox of the suite waits for its next client.
after(async () => {
  const { pid } = await startSandbox();
  await killSandbox({ pid });
});
