import { t } from "@vscode/l10n";
import { UserError, isCancellation } from "../shared/errors";
import { ArmError } from "./ArmError";
import { asRecord, asText, findCause, parseJson } from "./armErrorBody";
import { connectionError } from "./connectionErrors";

/** An error answer as the raw pipeline has it. */
export interface ErrorResponse {
  readonly status: number;
  readonly body: unknown;
  readonly host: string;
  readonly header: (name: string) => string | undefined;
}

/**
 * Turns whatever an SDK client or a poller threw into the product's errors: `ArmError` for an answer of
 * Resource Manager, `UserError` for a refused token or a failed connection. A cancellation, a `UserError`
 * and an `ArmError` stay as they are; an error that is neither stays too, because it is a bug.
 */
export function parseArmError(error: unknown): Error {
  if (!(error instanceof Error)) {
    return new Error(String(error));
  }
  if (isCancellation(error) || error instanceof ArmError || error instanceof UserError) {
    return error;
  }
  const record = restErrorFields(error);
  const code = asText(record.code) ?? causeCode(error);
  const failedConnection = code && connectionError(code, hostOf(record), error);
  if (failedConnection) {
    return failedConnection;
  }
  const response = asRecord(record.response);
  const status = numberOf(response?.status) ?? numberOf(record.statusCode);
  if (status !== undefined) {
    return fromStatus(
      { status, body: bodyOf(error, record), host: hostOf(record), header: headerOf(response) },
      error,
    );
  }
  // The clients' code for an answer whose body did not arrive whole.
  const cutOff =
    code === "PARSE_ERROR" ? connectionError("ECONNRESET", hostOf(record), error) : undefined;
  return cutOff ?? fromFailedOperation(error) ?? error;
}

/** Makes the error of an answer with a status of 400 or more. */
export function fromStatus(response: ErrorResponse, cause?: unknown): ArmError | UserError {
  const { status, body, header } = response;
  const found = findCause(body);
  const requestId = header("x-ms-request-id");
  const correlationId = header("x-ms-correlation-request-id");
  const message = found?.message ?? t("Azure answered with status {0} and no reason.", status);
  const error = new ArmError({
    status,
    code: found?.code ?? `Http${status}`,
    message: found === undefined ? message : withPolicies(message, found.policies),
    ...(found?.target === undefined ? {} : { target: found.target }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(correlationId === undefined ? {} : { correlationId }),
    details: found?.levels ?? [],
    policies: found?.policies ?? [],
    body,
    cause,
  });
  return status === 401 ? refusedToken(response.host, error) : error;
}

/** Makes the error of an operation that ended in failure; such a body has no HTTP status. */
export function fromErrorBody(
  body: unknown,
  fallback: {
    readonly code: string;
    readonly message: string;
    readonly correlationId?: string;
    /** The resource that failed: the target, unless the cause names a resource itself. */
    readonly resourceId?: string;
  },
): ArmError {
  const found = findCause(body);
  const { correlationId, resourceId } = fallback;
  const target = isResource(found?.target) ? found?.target : (resourceId ?? found?.target);
  return new ArmError({
    status: 0,
    code: found?.code ?? fallback.code,
    message: found ? withPolicies(found.message, found.policies) : fallback.message,
    ...(target === undefined ? {} : { target }),
    ...(correlationId === undefined ? {} : { correlationId }),
    details: found?.levels ?? [],
    policies: found?.policies ?? [],
    body,
  });
}

/** A deployment names itself as the target of its error, which says nothing about the cause. */
function isResource(target: string | undefined): boolean {
  return target?.startsWith("/subscriptions/") === true && !/\/deployments\/[^/]+$/i.test(target);
}

function withPolicies(message: string, policies: readonly string[]): string {
  const missing = policies.filter((name) => !message.includes(name));
  return missing.length === 0
    ? message
    : t("{0} Denied by policy: {1}.", message, missing.join(", "));
}

function refusedToken(host: string, cause: ArmError): UserError {
  const message = t("{0} did not accept the access token. Connect again.", host);
  return new UserError(
    "TokenRefused",
    cause.details.length === 0 ? message : `${message} (${cause.code}: ${cause.message})`,
    { cause },
  );
}

const failedOperation = /^The long-running operation has (failed|been canceled)\.?\s*(.*)$/s;

/** Pollers put the operation's error into one sentence: "The long-running operation has failed. Code. Text". */
function fromFailedOperation(error: Error): ArmError | undefined {
  const match = failedOperation.exec(error.message);
  if (!match) {
    return undefined;
  }
  const [, outcome, rest = ""] = match;
  const parts = /^([A-Za-z][\w-]*)\.\s*(.*)$/s.exec(rest);
  return new ArmError({
    status: 0,
    code: parts?.[1] ?? (outcome === "failed" ? "OperationFailed" : "OperationCanceled"),
    message: (parts?.[2] ?? rest).trim() || error.message,
    cause: error,
  });
}

function bodyOf(error: Error, record: Readonly<Record<string, unknown>>): unknown {
  const response = asRecord(record.response);
  const text = asText(response?.bodyAsText);
  const candidates = [text === undefined ? undefined : parseJson(text), record.details];
  const code = asText(record.code);
  return (
    candidates.find((candidate) => findCause(candidate) !== undefined) ??
    (code === undefined ? undefined : { error: { code, message: error.message } })
  );
}

interface Headers {
  get(name: string): unknown;
}

function isHeaders(value: unknown): value is Headers {
  return (
    typeof value === "object" && value !== null && "get" in value && typeof value.get === "function"
  );
}

function headerOf(response: Readonly<Record<string, unknown>> | undefined) {
  const headers = response?.headers;
  return (name: string): string | undefined =>
    isHeaders(headers) ? asText(headers.get(name)) : undefined;
}

/** The Azure SDKs keep `request` and `response` out of enumeration, so that they are not logged by accident. */
function restErrorFields(error: Error): Readonly<Record<string, unknown>> {
  const keys = ["code", "statusCode", "request", "response", "details"];
  return Object.fromEntries(keys.map((key) => [key, Reflect.get(error, key) as unknown]));
}

function causeCode(error: Error): string | undefined {
  return asText(asRecord(error.cause)?.code);
}

function hostOf(record: Readonly<Record<string, unknown>>): string {
  const url = asText(asRecord(record.request)?.url);
  return (url === undefined ? undefined : URL.parse(url)?.host) ?? "Azure";
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
