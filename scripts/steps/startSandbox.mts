import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { root } from "../setup/places.mjs";

export interface RunningSandbox {
  readonly connectionFile: string;
  stop(): Promise<void>;
}

const startTimeoutMs = 30_000;

/** Starts `dist/sandbox.js` as a program of its own; resolves when it says that it is ready. */
export async function startSandbox(
  stateFolder: string,
  args: readonly string[],
): Promise<RunningSandbox> {
  const program = join(root, "dist", "sandbox.js");
  const child = spawn(process.execPath, [program, "--state", stateFolder, ...args], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const exited = once(child, "exit");
  const ready = await Promise.race([
    once(child, "message").then(() => true),
    exited.then(() => false),
    delay(startTimeoutMs, false, { ref: false }),
  ]);
  if (!ready) {
    child.kill();
    throw new Error("The sandbox did not start.");
  }
  return {
    connectionFile: join(stateFolder, "connection.json"),
    stop: async () => {
      child.kill();
      await exited;
    },
  };
}
