import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

export interface SandboxProgram {
  /** `dist/sandbox.js`. */
  readonly path: string;
  readonly stateFolder: string;
}

/** What the program says when it is ready. */
export type SandboxReady =
  | { readonly kind: "ready"; readonly connection: unknown; readonly child: ChildProcess }
  /** Another window's sandbox holds the state folder: join it. */
  | { readonly kind: "alreadyRunning"; readonly connectionFile: string };

/** The program ended before it was ready; `output` is the end of what it wrote. */
export class SandboxDidNotStart extends Error {
  override readonly name = "SandboxDidNotStart";

  constructor(
    readonly exitCode: number | null,
    readonly output: string,
  ) {
    super(`The sandbox ended with code ${String(exitCode)} before it was ready. ${output}`);
  }
}

const idleSeconds = 60;

/**
 * Starts the sandbox as a process of its own that outlives this window for a minute. It writes to a file,
 * because a pipe would break with the window.
 */
export function startSandboxProgram(
  program: SandboxProgram,
  signal: AbortSignal,
): Promise<SandboxReady> {
  if (signal.aborted) return Promise.reject(signal.reason as Error);
  mkdirSync(program.stateFolder, { recursive: true, mode: 0o700 });
  const outputFile = join(program.stateFolder, "output.txt");
  const output = openSync(outputFile, "w", 0o600);
  const args = ["--state", program.stateFolder, "--exit-when-idle", String(idleSeconds)];
  const child = fork(program.path, args, {
    execPath: process.execPath,
    execArgv: [],
    // Desktop VS Code runs on Electron, which is Node only when told so.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
    detached: true,
    stdio: ["ignore", output, output, "ipc"],
  });
  closeSync(output);
  return new Promise((resolve, reject) => {
    const cancel = () => {
      child.kill();
      reject(signal.reason as Error);
    };
    signal.addEventListener("abort", cancel, { once: true });
    const settled = () => {
      signal.removeEventListener("abort", cancel);
    };
    child.once("error", (error) => {
      settled();
      reject(error);
    });
    child.once("exit", (code) => {
      settled();
      void tailOf(outputFile).then((text) => {
        reject(new SandboxDidNotStart(code, text));
      });
    });
    child.on("message", (message) => {
      const ready = readyOf(message, child);
      if (ready === undefined) return;
      settled();
      child.unref();
      child.channel?.unref();
      resolve(ready);
    });
  });
}

function readyOf(message: unknown, child: ChildProcess): SandboxReady | undefined {
  if (typeof message !== "object" || message === null || !("kind" in message)) return undefined;
  if (message.kind === "ready" && "connection" in message) {
    return { kind: "ready", connection: message.connection, child };
  }
  if (
    message.kind === "alreadyRunning" &&
    "connectionFile" in message &&
    typeof message.connectionFile === "string"
  ) {
    return { kind: "alreadyRunning", connectionFile: message.connectionFile };
  }
  return undefined;
}

async function tailOf(path: string): Promise<string> {
  const text = await readFile(path, "utf8").catch(() => "");
  return text.trim().split("\n").slice(-3).join(" ");
}
