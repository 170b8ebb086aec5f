import type { Blob, BlobHeaders } from "./Blob";
import { header, httpDate, metadataHeaders, type BlobRequest } from "./BlobRequest";
import type { ResourceRecord } from "../provider";
import { textOf } from "../providers/fields";
import { storageFaults } from "./StorageFault";

const tiers = ["Hot", "Cool", "Cold"];

/** The headers that the blob is to be served with, as an upload or Set Blob Properties gives them. */
export function givenHeaders(request: BlobRequest, contentMd5: string | undefined): BlobHeaders {
  const given = (name: string): string | undefined => header(request, `x-ms-blob-${name}`);
  const [encoding, language] = [given("content-encoding"), given("content-language")];
  const [disposition, cacheControl] = [given("content-disposition"), given("cache-control")];
  return {
    contentType: given("content-type") ?? "application/octet-stream",
    ...(encoding !== undefined && { contentEncoding: encoding }),
    ...(language !== undefined && { contentLanguage: language }),
    ...(disposition !== undefined && { contentDisposition: disposition }),
    ...(cacheControl !== undefined && { cacheControl }),
    ...(contentMd5 !== undefined && { contentMd5 }),
  };
}

export function givenTier(request: BlobRequest): { readonly accessTier?: string } {
  const name = "x-ms-access-tier";
  const accessTier = header(request, name);
  if (accessTier === undefined) {
    return {};
  }
  if (!tiers.includes(accessTier)) {
    throw accessTier === "Archive"
      ? storageFaults.notImplemented("the access tier Archive")
      : storageFaults.invalidHeader(name, accessTier);
  }
  return { accessTier };
}

export function versionHeaders({ etag, modifiedAt }: Blob): Record<string, string> {
  return { ETag: etag, "Last-Modified": httpDate(modifiedAt) };
}

/** What Get Blob and Get Blob Properties tell of a blob, but its length and MD5. */
export function readHeaders(blob: Blob, { account }: BlobRequest): Record<string, string> {
  const { headers, metadata, createdAt, accessTier } = blob;
  const { contentEncoding, contentLanguage, contentDisposition, cacheControl } = headers;
  return {
    ...versionHeaders(blob),
    ...metadataHeaders(metadata),
    "Content-Type": headers.contentType,
    ...(contentEncoding !== undefined && { "Content-Encoding": contentEncoding }),
    ...(contentLanguage !== undefined && { "Content-Language": contentLanguage }),
    ...(contentDisposition !== undefined && { "Content-Disposition": contentDisposition }),
    ...(cacheControl !== undefined && { "Cache-Control": cacheControl }),
    "Accept-Ranges": "bytes",
    "x-ms-blob-type": "BlockBlob",
    "x-ms-creation-time": httpDate(createdAt),
    "x-ms-lease-status": "unlocked",
    "x-ms-lease-state": "available",
    "x-ms-server-encrypted": "true",
    "x-ms-access-tier": tierOf(blob, account),
    ...(accessTier === undefined && { "x-ms-access-tier-inferred": "true" }),
  };
}

export function tierOf({ accessTier }: Blob, account: ResourceRecord): string {
  return accessTier ?? textOf(account.properties["accessTier"]) ?? "Hot";
}
