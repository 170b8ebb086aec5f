import { ProgressLocation, window } from "vscode";
import type { CancellationToken } from "vscode";

/** Below this folder a cancellation is an `AbortSignal`. */
export function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => {
    controller.abort();
  });
  return controller.signal;
}

/** Shows a cancellable progress notification while `work` runs. */
export async function withProgress<T>(
  title: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return window.withProgress(options, (_progress, token) => work(signalOf(token)));
}
