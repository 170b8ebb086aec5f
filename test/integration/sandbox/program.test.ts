import { execFile, execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import https from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Connection } from "../../../sandbox/stateFolder";
import { buildBundles } from "../../../scripts/steps/buildBundles.mts";
import { call, firstSubscription } from "../../support/sandbox";
import {
  connectionOf,
  startProgram,
  startSandboxProgram,
  type Program,
} from "../../support/sandboxProgram";

let folder: string;
const programs: Program[] = [];

beforeAll(() => buildBundles(["sandbox"]), 120_000);
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "sandbox-")), "it's state");
});
afterEach(async () => {
  for (const { child, ended } of programs.splice(0)) {
    child.kill("SIGKILL");
    await ended;
  }
  await rm(join(folder, ".."), { recursive: true });
});

function start(...args: readonly string[]): Program {
  const program = startSandboxProgram(["--state", folder, "--time-scale", "0", ...args]);
  programs.push(program);
  return program;
}

/** For what comes within a moment, on a machine that may have much else to do. */
const soon = { timeout: 20_000 };

const keptFiles = ["blobs", "certificate.key", "certificate.pem", "state.jsonl", "token.key"];

/** Resolves when the stream has begun. */
function hold({ endpoint, ca, token }: Connection): Promise<void> {
  const headers = { Authorization: `Bearer ${token}` };
  return new Promise((resolve, reject) => {
    const options = { ca, headers, agent: false };
    https
      .get(`${endpoint}/_sandbox/hold`, options, (answer) => {
        answer.on("error", () => undefined);
        answer.once("data", () => {
          resolve();
        });
      })
      .once("error", reject);
  });
}

const groupPath = `/subscriptions/${firstSubscription()}/resourcegroups/kept?api-version=2025-04-01`;

describe("the sandbox as a program", () => {
  it("says where it is, what it holds and how to end it, and never the token", async () => {
    const program = start("--seed", "scale:2");
    const { endpoint, token, ca } = await connectionOf(program);
    await expect.poll(program.output, soon).toContain("Press Ctrl+C to end it.");
    const text = program.output();
    expect(text).toContain(`The ESML sandbox is at ${endpoint}`);
    expect(text).toMatch(/State: new, filled with a factory of 2 projects, \d+ records\./);
    expect(text).toContain("every operation ends at once (--time-scale 0)");
    expect(text).toContain(`acme-ai-dev  ${firstSubscription()}`);
    await call({ endpoint, token, ca }, { method: "GET", path: "/tenants?api-version=2022-12-01" });
    await expect.poll(program.output, soon).toContain("GET /tenants 200");
    expect(program.output()).not.toContain(token);
  });

  it.runIf(canRun("curl --version"))(
    "prints a curl line that works when it is pasted",
    async () => {
      const program = start("--seed", "none");
      await expect.poll(program.output, soon).toContain("Press Ctrl+C to end it.");
      const [line = ""] = /^ {2}curl (.*\\\n)?.*$/mu.exec(program.output()) ?? [];
      const { stdout } = await promisify(execFile)("sh", ["-c", `${line} --silent --fail`]);
      const { value } = JSON.parse(stdout) as { value: readonly { subscriptionId: string }[] };
      expect(value.map(({ subscriptionId }) => subscriptionId)).toContain(firstSubscription());
    },
  );

  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "ends at %s with what was changed last on disk, and leaves nothing else behind",
    async (signal) => {
      const program = start("--seed", "none");
      const connection = await connectionOf(program);
      await hold(connection);
      const body = { location: "westeurope" };
      const put = await call(connection, { method: "PUT", path: groupPath, body });
      expect(put.status).toBe(201);
      program.child.kill(signal);
      expect(await program.ended).toBe(0);
      expect(program.output()).toContain(`${signal}: the sandbox ends.`);
      expect((await readdir(folder)).sort()).toEqual(keptFiles);

      const again = start("--seed", "none");
      const kept = await call(await connectionOf(again), { method: "GET", path: groupPath });
      expect(kept.status).toBe(200);
      await expect.poll(again.output, soon).toContain("State: as an earlier run has left it in ");
    },
  );

  it("ends as cleanly while it is still being filled", async () => {
    const program = start("--seed", "scale:30");
    const isTaken = () => existsSync(join(folder, "sandbox.lock"));
    await expect.poll(isTaken, { ...soon, interval: 2 }).toBe(true);
    program.child.kill("SIGTERM");
    expect(await program.ended).toBe(0);
    expect((await readdir(folder)).sort()).toEqual(keptFiles);
  });

  it("keeps everything that was answered when it is killed a moment later", async () => {
    const program = start("--seed", "none");
    const connection = await connectionOf(program);
    const body = { location: "westeurope" };
    await call(connection, { method: "PUT", path: groupPath, body });
    await expect
      .poll(() => readFile(join(folder, "state.jsonl"), "utf8").catch(() => ""), soon)
      .toContain("/resourceGroups/kept");
    program.child.kill("SIGKILL");
    await program.ended;
    const again = await connectionOf(start("--seed", "none"));
    expect((await call(again, { method: "GET", path: groupPath })).status).toBe(200);
  });

  it("says who has the folder when it is started twice", async () => {
    const first = start("--seed", "none");
    const { endpoint } = await connectionOf(first);
    const second = start("--seed", "none");
    expect(await second.message()).toEqual({
      kind: "alreadyRunning",
      connectionFile: join(folder, "connection.json"),
    });
    expect(await second.ended).toBe(3);
    expect(second.output()).toBe(
      `The state folder belongs to a sandbox at ${endpoint}, process ${String(first.child.pid)}. ` +
        `Its connection file: ${join(folder, "connection.json")}\n`,
    );
  });

  it("lists what it knows, and leaves no folder behind", async () => {
    const program = start("--list");
    expect(await program.ended).toBe(0);
    expect(program.output()).toContain("\n- `Microsoft.Network/virtualNetworks` (2024-05-01)\n");
    expect(existsSync(folder)).toBe(false);
  });

  it("refuses a command line that it cannot follow", async () => {
    const program = start("--seed", "scale:9000");
    expect(await program.ended).toBe(2);
    expect(program.output()).toContain("--seed takes");
    expect(existsSync(folder)).toBe(false);
  });
});

describe("npm run sandbox", () => {
  it("ends with the sandbox when it is told to end", async () => {
    const program = startProgram(["scripts/run.mjs", "sandbox", "--state", folder]);
    programs.push(program);
    await expect.poll(program.output, { timeout: 60_000 }).toContain("Press Ctrl+C to end it.");
    program.child.kill("SIGTERM");
    expect(await program.ended).toBe(0);
    expect((await readdir(folder)).sort()).toEqual(keptFiles);
  }, 90_000);
});

function canRun(command: string): boolean {
  try {
    execFileSync("sh", ["-c", command], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
