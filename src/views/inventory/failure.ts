import { t } from "@vscode/l10n";
import type { DisconnectedState } from "../nodes";

/** HTTP status that an error of the Azure pipeline carries. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  const { status, statusCode } = error as Error & { status?: unknown; statusCode?: unknown };
  const value = status ?? statusCode;
  return typeof value === "number" ? value : undefined;
}

const unreachableCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);

/** Why the account could not read, where it is about the connection; undefined for any other failure. */
export function disconnectedCause(error: unknown): DisconnectedState | undefined {
  const status = statusOf(error);
  if (status === 401) return "signedOut";
  if (status === 403) return "noAccess";
  if (status !== undefined) return undefined;
  const code = codeOf(error);
  return code !== undefined && unreachableCodes.has(code) ? "notReachable" : undefined;
}

function codeOf(error: unknown): string | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const { code } = at as Error & { code?: unknown };
    if (typeof code === "string" && unreachableCodes.has(code)) return code;
  }
  return undefined;
}

export function reasonOf(error: unknown): string {
  return error instanceof Error && error.message !== ""
    ? error.message
    : t("Azure Resource Manager gave no reason");
}
