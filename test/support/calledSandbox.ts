import { Agent } from "node:https";
import type { Callee } from "./sandbox";
import { connectionOf, startSandboxProgram } from "./sandboxProgram";

/** A sandbox as a program of its own, to be called over few connections that are kept. */
export interface CalledSandbox extends Callee {
  readonly agent: Agent;
  /** What it has complained of. */
  errors(): string;
  /** Its exit code; undefined while it runs. */
  exitCode(): number | undefined;
  stop(): Promise<void>;
}

/** Resolves when the program says that it is ready. */
export async function startCalledSandbox(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<CalledSandbox> {
  const program = startSandboxProgram(args, [], environment);
  const { endpoint, ca, token } = await connectionOf(program);
  // Nobody reads what it prints, as when the terminal that started it is gone.
  program.child.stdout?.destroy();
  const agent = new Agent({ ca, keepAlive: true, maxSockets: 8 });
  return {
    endpoint,
    ca,
    token,
    agent,
    errors: program.errors,
    exitCode: () => program.child.exitCode ?? undefined,
    stop: async () => {
      agent.destroy();
      program.child.kill();
      await program.ended;
    },
  };
}
