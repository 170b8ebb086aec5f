import type { RunFailure } from "../../runs/events";
import { UserError } from "../../shared/errors";

/** A run that Azure stopped; `failure` is what its page shows. */
export class RunFailedError extends UserError {
  constructor(
    readonly failure: RunFailure,
    options?: { readonly cause?: unknown },
  ) {
    super(failure.code, `${failure.message} ${failure.nextStep}`, options);
  }
}
