import type { Blob } from "./Blob";
import { givenHeaders, versionHeaders } from "./blobHeaders";
import {
  header,
  metadataOf,
  now,
  requireContainer,
  type BlobOperation,
  type BlobRequest,
} from "./BlobRequest";
import { checkWrite } from "./conditions";
import { newEtag } from "./etag";
import { requireBlob } from "./reads";

export const setBlobMetadata: BlobOperation = (request) =>
  change(request, { metadata: metadataOf(request) });

/** What is not given is cleared, as in Azure. */
export const setBlobProperties: BlobOperation = (request) =>
  change(request, { headers: givenHeaders(request, header(request, "x-ms-blob-content-md5")) });

export const deleteBlob: BlobOperation = async (request) => {
  checkWrite(request.headers, requireBlob(request));
  await request.blobs.delete(requireContainer(request).id, request.blob);
  return { status: 202, headers: { "x-ms-delete-type-permanent": "true" } };
};

async function change(request: BlobRequest, changes: Partial<Blob>) {
  const before = requireBlob(request);
  checkWrite(request.headers, before);
  const { context } = request;
  const blob = { ...before, ...changes, etag: newEtag(context), modifiedAt: now(context) };
  await request.blobs.change(requireContainer(request).id, blob);
  return { status: 200, headers: versionHeaders(blob) };
}
