import type { IncomingHttpHeaders } from "node:http";
import type { Blob } from "./Blob";
import { storageFaults } from "./StorageFault";

type Version = Pick<Blob, "etag" | "modifiedAt">;

/** Conditions of a read, in the order in which HTTP gives them weight. Throws 412 or 304. */
export function checkRead(headers: IncomingHttpHeaders, version: Version): void {
  if (isChanged(headers, version)) {
    throw storageFaults.conditionNotMet(412);
  }
  if (isSame(headers, version)) {
    throw storageFaults.conditionNotMet(304);
  }
}

/** Conditions of a write to what may not be there yet. Throws 412, or 409 for what must be new. */
export function checkWrite(headers: IncomingHttpHeaders, version: Version | undefined): void {
  if (!version) {
    if (headers["if-match"] !== undefined) {
      throw storageFaults.conditionNotMet(412);
    }
    return;
  }
  if (headers["if-none-match"] === "*") {
    throw storageFaults.blobAlreadyExists();
  }
  if (isChanged(headers, version) || isSame(headers, version)) {
    throw storageFaults.conditionNotMet(412);
  }
}

/** `If-Match` and `If-Unmodified-Since` do not hold. */
function isChanged(headers: IncomingHttpHeaders, { etag, modifiedAt }: Version): boolean {
  const match = headers["if-match"];
  if (match !== undefined) {
    return match !== "*" && match !== etag;
  }
  const since = dateOf(headers, "if-unmodified-since");
  return since !== undefined && modifiedAt > since;
}

/** `If-None-Match` and `If-Modified-Since` do not hold. */
function isSame(headers: IncomingHttpHeaders, { etag, modifiedAt }: Version): boolean {
  const match = headers["if-none-match"];
  if (match !== undefined) {
    return match === "*" || match === etag;
  }
  const since = dateOf(headers, "if-modified-since");
  return since !== undefined && modifiedAt <= since;
}

function dateOf(
  headers: IncomingHttpHeaders,
  name: "if-modified-since" | "if-unmodified-since",
): number | undefined {
  const text = headers[name];
  if (text === undefined) {
    return undefined;
  }
  const date = Date.parse(text);
  if (Number.isNaN(date)) {
    throw storageFaults.invalidHeader(name, text);
  }
  return date;
}
