import { createHash } from "node:crypto";
import { lengthOf, type Blob } from "./Blob";
import { readHeaders } from "./blobHeaders";
import { header, requireContainer, type BlobOperation, type BlobRequest } from "./BlobRequest";
import { checkRead } from "./conditions";
import { storageFaults } from "./StorageFault";

/** Azure hashes a range for the client up to this size. */
const largestHashedRange = 4 * 1024 * 1024;

export const getBlob: BlobOperation = async (request) => {
  const blob = requireBlob(request);
  checkRead(request.headers, blob);
  const size = lengthOf(blob.parts);
  const range = rangeOf(request, size);
  const { contentMd5 } = blob.headers;
  if (!range) {
    const md5 = contentMd5 === undefined ? {} : { "Content-MD5": contentMd5 };
    const body = { length: size, chunks: request.blobs.read(blob) };
    return { status: 200, headers: { ...readHeaders(blob, request), ...md5 }, body };
  }
  const { start, end } = range;
  const headers = {
    ...readHeaders(blob, request),
    ...(contentMd5 !== undefined && { "x-ms-blob-content-md5": contentMd5 }),
    ...(await rangeMd5(blob, range, request)),
    "Content-Range": `bytes ${String(start)}-${String(end - 1)}/${String(size)}`,
  };
  const chunks = request.blobs.read(blob, start, end);
  return { status: 206, headers, body: { length: end - start, chunks } };
};

export const getBlobProperties: BlobOperation = (request) => {
  const blob = requireBlob(request);
  checkRead(request.headers, blob);
  const { contentMd5 } = blob.headers;
  return {
    status: 200,
    headers: {
      ...readHeaders(blob, request),
      ...(contentMd5 !== undefined && { "Content-MD5": contentMd5 }),
      "Content-Length": String(lengthOf(blob.parts)),
    },
  };
};

/** The blob or what Azure answers when it, or its container, is not there. */
export function requireBlob(request: BlobRequest): Blob {
  const { id } = requireContainer(request);
  const { blob } = request.blobs.get(id, request.blob);
  if (!blob) {
    throw storageFaults.blobNotFound();
  }
  return blob;
}

interface Range {
  readonly start: number;
  /** Not included. */
  readonly end: number;
}

/** `x-ms-range` goes before `Range`. Throws for what lies behind the end. */
function rangeOf(request: BlobRequest, size: number): Range | undefined {
  const name = request.headers["x-ms-range"] === undefined ? "range" : "x-ms-range";
  const text = header(request, name);
  if (text === undefined) {
    return undefined;
  }
  const [, first, last] = /^bytes=(\d+)-(\d*)$/u.exec(text) ?? [];
  if (first === undefined || (last !== "" && Number(last) < Number(first))) {
    throw storageFaults.invalidHeader(name, text);
  }
  const start = Number(first);
  if (start >= size) {
    throw storageFaults.invalidRange(size);
  }
  return { start, end: last === "" ? size : Math.min(size, Number(last) + 1) };
}

async function rangeMd5(
  blob: Blob,
  { start, end }: Range,
  request: BlobRequest,
): Promise<Record<string, string>> {
  const name = "x-ms-range-get-content-md5";
  if (header(request, name)?.toLowerCase() !== "true") {
    return {};
  }
  if (end - start > largestHashedRange) {
    throw storageFaults.invalidHeader(name, "true");
  }
  const hash = createHash("md5");
  for await (const chunk of request.blobs.read(blob, start, end)) {
    hash.update(chunk);
  }
  return { "Content-MD5": hash.digest("base64") };
}
