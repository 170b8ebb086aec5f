import { l10n, window } from "vscode";
import type { Logger } from "../shared/Logger";
import { describeFailure } from "./describeFailure";

export interface FailureContext {
  readonly logger: Logger;
  showLog(): void;
  /** What was tried, for the log. */
  readonly what: string;
}

/** Tells the person about an error, once; a cancellation is silent. The only error message of the product. */
export async function showFailure(error: unknown, context: FailureContext): Promise<void> {
  const failure = describeFailure(error);
  if (failure.kind === "silent") return;
  context.logger.error(`${context.what}: ${failure.details}`);
  const message =
    failure.kind === "known"
      ? failure.message
      : l10n.t("Unexpected error: {0}. The log has the details.", failure.message);
  const showLog = l10n.t("Show Log");
  if ((await window.showErrorMessage(message, showLog)) === showLog) context.showLog();
}
