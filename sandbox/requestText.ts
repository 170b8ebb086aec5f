import { isObject } from "./mergeForPatch";
import type { RecordedRequest } from "./requestLog";

/** A line for people; what the sandbox lacks or failed on has its message in a second one. */
export function requestText(request: RecordedRequest): string {
  const { method, path, status, durationMs, responseBody } = request;
  const line = `${method} ${path} ${String(status)} ${String(durationMs)} ms\n`;
  const error = isObject(responseBody) && responseBody.error;
  const message = isObject(error) && error.code !== undefined ? error.message : undefined;
  return status >= 500 && typeof message === "string" ? `${line}  ${message}\n` : line;
}
