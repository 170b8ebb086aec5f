/** A failure the person can act on. `message` says what, where and what to do; `code` is stable and searchable. */
export class UserError extends Error {
  override readonly name = "UserError";
  readonly code: string;

  constructor(code: string, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** True for an aborted `AbortSignal` and for the abort errors of `fetch` and the Azure SDKs. */
export function isCancellation(error: unknown): boolean {
  return error instanceof Error && (error.name === "AbortError" || error.name === "Canceled");
}
