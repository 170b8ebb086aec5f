import { execFileSync } from "node:child_process";
import { stat } from "node:fs/promises";
import type { Connection } from "../../sandbox/stateFolder";
import { elapsedMs } from "./figures";
import { connectionOf, startSandboxProgram, type Program } from "../support/sandboxProgram";

/** The sandbox as a program of its own, as it is measured. */
export interface BenchSandbox {
  readonly connection: Connection;
  /** From the start of the process until it says that it is ready. */
  readonly startMs: number;
  /** Resident memory now; undefined where `ps` is missing. */
  rssMB(): number | undefined;
  /** Milliseconds until the process has ended. */
  stop(): Promise<number>;
}

export async function startBenchSandbox(seed: string, folder: string): Promise<BenchSandbox> {
  const args = ["--state", folder, "--seed", seed, "--time-scale", "0", "--graph-lag", "0"];
  let program: Program | undefined;
  let connection: Connection | undefined;
  const startMs = await elapsedMs(async () => {
    program = startSandboxProgram(args);
    connection = await connectionOf(program);
  });
  if (!program || !connection) throw new Error("The sandbox did not start.");
  const { child, ended, output } = program;
  return {
    connection,
    startMs,
    rssMB: () => rssMB(child.pid),
    stop: () =>
      elapsedMs(async () => {
        child.kill("SIGTERM");
        const code = await ended;
        if (code !== 0) throw new Error(`The sandbox ended with ${String(code)}. ${output()}`);
      }),
  };
}

export async function fileMB(file: string): Promise<number> {
  return (await stat(file)).size / 1e6;
}

function rssMB(pid: number | undefined): number | undefined {
  try {
    const kibibytes = execFileSync("ps", ["-o", "rss=", "-p", String(pid)]).toString();
    return (Number(kibibytes) * 1024) / 1e6;
  } catch {
    return undefined;
  }
}
