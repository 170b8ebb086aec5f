import { commands, Disposable } from "vscode";
import { commandIds } from "./commandIds";
import type { CommandHandlers } from "./commandIds";
import { showFailure } from "./showFailure";
import type { FailureContext } from "./showFailure";

/** Registers every command behind the one wrapper that tells failures; a forgotten handler does not compile. */
export function registerCommands(
  handlers: CommandHandlers,
  context: Omit<FailureContext, "what">,
): Disposable {
  const registered = commandIds.map((id) =>
    commands.registerCommand(id, async (...args: unknown[]) => {
      try {
        return await handlers[id](...args);
      } catch (error) {
        // Not awaited: the command has ended, its message may stay for long.
        void showFailure(error, { ...context, what: id });
        return undefined;
      }
    }),
  );
  return Disposable.from(...registered);
}
