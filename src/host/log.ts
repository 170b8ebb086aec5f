import { window } from "vscode";
import type { LogOutputChannel } from "vscode";

/** The one log channel of the product; it is a `Logger`. */
export function createLog(): LogOutputChannel {
  return window.createOutputChannel("ESML", { log: true });
}
