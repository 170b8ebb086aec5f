import { createHash } from "node:crypto";
import type { Blob, BlobPart } from "./Blob";
import { givenHeaders, givenTier, versionHeaders } from "./blobHeaders";
import {
  header,
  metadataOf,
  now,
  requireContainer,
  type BlobOperation,
  type BlobRequest,
} from "./BlobRequest";
import { parseBlockList } from "./blockList";
import { checkWrite } from "./conditions";
import { newEtag } from "./etag";
import { storageFaults } from "./StorageFault";

const longestBlockId = 64;
const mostBlocks = 50_000;

/** Put Blob: the whole of a block blob in one request. */
export const putBlob: BlobOperation = async (request) => {
  const { blobs, bytes } = request;
  const container = requireContainer(request);
  const type = header(request, "x-ms-blob-type");
  if (type !== "BlockBlob") {
    throw type === undefined
      ? storageFaults.missingHeader("x-ms-blob-type")
      : storageFaults.notImplemented(`blobs of the type ${type}`);
  }
  const md5 = checkedMd5(request, header(request, "x-ms-blob-content-md5"));
  const parts = bytes.length === 0 ? [] : [await blobs.addBytes(bytes)];
  try {
    // Only now, so that of two writers at once the second finds what the first has written.
    const before = blobs.get(requireContainer(request).id, request.blob).blob;
    checkWrite(request.headers, before);
    const blob = newBlob(request, { before, parts, md5 });
    await blobs.commit(container.id, blob);
    return written(blob, { "Content-MD5": md5 });
  } catch (error) {
    await blobs.removeBytes(parts);
    throw error;
  }
};

/** Put Block: bytes that wait for a block list. */
export const putBlock: BlobOperation = async (request) => {
  const { blobs, bytes, query } = request;
  const container = requireContainer(request);
  const blockId = query.get("blockid") ?? "";
  const raw = Buffer.from(blockId, "base64");
  if (raw.length === 0 || raw.length > longestBlockId || raw.toString("base64") !== blockId) {
    const reason = "A block id is Base64 of 1 to 64 bytes.";
    throw storageFaults.invalidQuery("blockid", blockId, reason);
  }
  const { uncommitted } = blobs.get(container.id, request.blob);
  if (uncommitted.some((block) => block.blockId.length !== blockId.length)) {
    throw storageFaults.invalidBlobOrBlock();
  }
  const md5 = checkedMd5(request);
  await blobs.stage(container.id, request.blob, { ...(await blobs.addBytes(bytes)), blockId });
  const isAsked = header(request, "content-md5") !== undefined;
  return { status: 201, headers: { ...(isAsked && { "Content-MD5": md5 }), ...encrypted } };
};

/** Put Block List: makes a blob of blocks that wait or that the blob has already. */
export const putBlockList: BlobOperation = async (request) => {
  const { blobs } = request;
  const container = requireContainer(request);
  checkedMd5(request);
  const listed = parseBlockList(request.bytes.toString("utf8"));
  const { blob: before, uncommitted } = blobs.get(container.id, request.blob);
  checkWrite(request.headers, before);
  const of = (parts: readonly BlobPart[], id: string) => parts.find((each) => each.blockId === id);
  const parts = listed.map(({ from, blockId }) => {
    const waiting = from === "Committed" ? undefined : of(uncommitted, blockId);
    const part = waiting ?? (from === "Uncommitted" ? undefined : of(before?.parts ?? [], blockId));
    if (!part) {
      throw storageFaults.invalidBlockList();
    }
    return part;
  });
  if (parts.length > mostBlocks) {
    throw storageFaults.invalidBlockList();
  }
  const blob = newBlob(request, { before, parts, md5: header(request, "x-ms-blob-content-md5") });
  await blobs.commit(container.id, blob);
  return written(blob);
};

const encrypted = { "x-ms-request-server-encrypted": "true" } as const;

function written(blob: Blob, more: Readonly<Record<string, string>> = {}) {
  return { status: 201, headers: { ...versionHeaders(blob), ...more, ...encrypted } };
}

function newBlob(
  request: BlobRequest,
  made: {
    readonly before: Blob | undefined;
    readonly parts: readonly BlobPart[];
    readonly md5: string | undefined;
  },
): Blob {
  const modifiedAt = now(request.context);
  return {
    name: request.blob,
    etag: newEtag(request.context),
    createdAt: made.before?.createdAt ?? modifiedAt,
    modifiedAt,
    parts: made.parts,
    headers: givenHeaders(request, made.md5),
    metadata: metadataOf(request),
    ...givenTier(request),
  };
}

/** MD5 of the body in Base64; throws when the client has computed another. */
function checkedMd5(request: BlobRequest, alsoGiven?: string): string {
  const computed = createHash("md5").update(request.bytes).digest("base64");
  const given = header(request, "content-md5") ?? alsoGiven;
  if (given !== undefined && given !== computed) {
    throw storageFaults.md5Mismatch(given, computed);
  }
  return computed;
}
