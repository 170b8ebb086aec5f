import { isCancellation, UserError } from "../shared/errors";

/** What is said about an error: nothing, a sentence with a next step, or that it was not expected. */
export type FailureText =
  | { readonly kind: "silent" }
  | { readonly kind: "known"; readonly message: string; readonly details: string }
  | { readonly kind: "unexpected"; readonly message: string; readonly details: string };

interface CodedError extends Error {
  readonly code: string;
}

/** `ArmError` is known by its name: this folder takes only types from the seam to Azure. */
function isArmError(error: unknown): error is CodedError {
  return error instanceof Error && error.name === "ArmError" && "code" in error;
}

/** Pure: the one place that decides how an error is told to the person. */
export function describeFailure(error: unknown): FailureText {
  if (isCancellation(error)) return { kind: "silent" };
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UserError || isArmError(error)) {
    return { kind: "known", message, details: `${error.code}: ${describeChain(error)}` };
  }
  const stack = error instanceof Error && error.stack !== undefined ? error.stack : message;
  return { kind: "unexpected", message, details: stack };
}

function describeChain(error: Error): string {
  const cause = error.cause instanceof Error ? ` <- ${describeChain(error.cause)}` : "";
  return `${error.message}${cause}`;
}
