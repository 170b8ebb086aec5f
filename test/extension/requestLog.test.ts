import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { commands, env, LogLevel } from "vscode";
import { ask, globalStorage, startSandbox, stateFolder, type Connection } from "./support/sandbox";

/** Shows every level in all log channels; VS Code has this command for tests alone. */
async function setLogLevel(level: "debug" | "info"): Promise<void> {
  const wanted = level === "debug" ? LogLevel.Debug : LogLevel.Info;
  const changed = new Promise<void>((resolve) => {
    const listener = env.onDidChangeLogLevel((now) => {
      if (now !== wanted) return;
      listener.dispose();
      resolve();
    });
  });
  if (env.logLevel === wanted) return;
  await commands.executeCommand("_extensionTests.setLogLevel", level);
  await changed;
}

/** What the channel *ESML* has written in this window. */
function readLog(): string {
  const logs = join(globalStorage(), "..", "..", "..", "logs");
  const files = readdirSync(logs, { recursive: true, encoding: "utf8" });
  const [file] = files
    .filter((one) => /[\\/]esml\.esml[\\/]ESML\.log$/.test(one))
    .sort()
    .reverse();
  assert.ok(file, "the channel has a file");
  return readFileSync(join(logs, file), "utf8");
}

interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly requestId: string;
}

async function recorded(sandbox: Connection): Promise<readonly Recorded[]> {
  const { value } = (await ask(sandbox, "GET", "/_sandbox/requests")).body;
  return value as readonly Recorded[];
}

describe("the log channel", () => {
  let sandbox: Connection;

  before(async () => {
    sandbox = await startSandbox();
    await setLogLevel("debug");
    await ask(sandbox, "DELETE", "/_sandbox/requests");
    await commands.executeCommand("esml.environments.refresh");
  });
  after(() => setLogLevel("info"));

  it("has each request with method, path, status, duration and request id", async () => {
    const lines = readLog().split("\n");
    const requests = (await recorded(sandbox)).filter(({ path }) => !path.startsWith("/_sandbox/"));
    assert.ok(requests.some(({ path }) => path === "/subscriptions"));
    assert.ok(requests.some(({ path }) => path.includes("Microsoft.ResourceGraph")));
    for (const { method, path, status, requestId } of requests) {
      const line = lines.find((one) => one.includes(requestId)) ?? "";
      assert.match(line, /\[debug\]/);
      assert.ok(line.includes(`${method} ${path}?api-version=`), `${path} is in ${line}`);
      assert.match(line, new RegExp(` ${String(status)} \\d+ ms ${requestId}$`));
    }
  });

  it("holds no token, nor does what the sandbox writes", () => {
    const [, claims = "", signature = ""] = sandbox.token.split(".");
    const output = readFileSync(join(stateFolder(), "output.txt"), "utf8");
    for (const secret of [sandbox.token, claims, signature]) {
      assert.notEqual(secret, "");
      assert.equal(readLog().includes(secret), false);
      assert.equal(output.includes(secret), false);
    }
    assert.doesNotMatch(readLog(), /bearer/i);
  });
});
