import { commands } from "vscode";

/** Context keys that `when` clauses of package.json read. */
export const contextKeys = ["esml.connected"] as const;

export async function setContext(key: (typeof contextKeys)[number], value: boolean): Promise<void> {
  await commands.executeCommand("setContext", key, value);
}
