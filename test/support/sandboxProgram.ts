import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { Connection } from "../../sandbox/stateFolder";

export interface ProgramMessage {
  readonly kind: string;
  readonly connection?: Connection;
  readonly connectionFile?: string;
}

/** A program under test with all it has written so far. */
export interface Program {
  readonly child: ChildProcess;
  /** Both streams. */
  readonly output: () => string;
  /** What it has complained of. */
  readonly errors: () => string;
  /** The first message over IPC; rejects when the program ends without one. */
  message(): Promise<ProgramMessage>;
  /** Exit code, once both streams are at their end. */
  readonly ended: Promise<number | null>;
}

/** `dist/sandbox.js` as the product starts it. */
export function startSandboxProgram(
  args: readonly string[],
  nodeArgs: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Program {
  return startProgram([...nodeArgs, "dist/sandbox.js", ...args], environment);
}

/** A program on this Node, in the repository's root. */
export function startProgram(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Program {
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: { ...process.env, ...environment },
  });
  let text = "";
  let errors = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (part: Buffer) => (text += part.toString()));
  }
  child.stderr?.on("data", (part: Buffer) => (errors += part.toString()));
  const messages: ProgramMessage[] = [];
  child.on("message", (message) => messages.push(message as ProgramMessage));
  const ended = once(child, "close").then(([code]) => code as number | null);
  return {
    child,
    output: () => text,
    errors: () => errors,
    ended,
    message: async () => {
      const [first] = messages;
      if (first) return first;
      const next = once(child, "message").then(([message]) => message as ProgramMessage);
      return Promise.race([
        next,
        ended.then(() => Promise.reject(new Error(`The program ended. ${text}`))),
      ]);
    },
  };
}

/** The connection of a sandbox program that has said that it is ready. */
export async function connectionOf(program: Program): Promise<Connection> {
  const { kind, connection } = await program.message();
  if (!connection) throw new Error(`The sandbox said ${kind}. ${program.output()}`);
  return connection;
}
