import type { ResourceRecord } from "../provider";
import { lengthOf, type Blob } from "./Blob";
import { tierOf } from "./blobHeaders";
import { httpDate, requireContainer, type BlobOperation, type BlobRequest } from "./BlobRequest";
import { metadataIn, versionHeaders } from "./containers";
import { storageFaults } from "./StorageFault";
import { escapeXml, xmlDocument, xmlElement, xmlText } from "./xml";

const most = 5000;

/** Includes that ask for what the sandbox never has: their answer is that there is none. */
const emptyIncludes = new Set([
  "copy",
  "deleted",
  "deletedwithversions",
  "immutabilitypolicy",
  "legalhold",
  "permissions",
  "snapshots",
  "system",
  "tags",
  "versions",
]);

interface Page<T> {
  readonly items: readonly T[];
  /** Name of the first item of the next page. */
  readonly next?: string;
}

export const listContainers: BlobOperation = (request) => {
  const { account, context, query } = request;
  const prefix = query.get("prefix") ?? "";
  const withMetadata = includes(request).has("metadata");
  const parent = `${account.id}/blobServices/default`;
  const records = context.store
    .list({ type: `${account.type}/blobServices/containers`, parent })
    .filter(({ name }) => name.startsWith(prefix));
  const { items, next } = pageOf(records, request);
  const containers = items.map((record) => containerXml(record, withMetadata)).join("");
  return xmlReply(request, "", xmlElement("Containers", containers) + xmlText("NextMarker", next));
};

/** Flat, or by hierarchy where a `delimiter` is given. */
export const listBlobs: BlobOperation = (request) => {
  const { blobs, container, query } = request;
  const { id } = requireContainer(request);
  const prefix = query.get("prefix") ?? "";
  const delimiter = query.get("delimiter") ?? "";
  const withMetadata = includes(request).has("metadata");
  const found = blobs.list(id).filter(({ name }) => name.startsWith(prefix));
  const { items, next } = pageOf(grouped(found, prefix, delimiter), request);
  const inner = items
    .map((item) =>
      "parts" in item
        ? blobXml(item, withMetadata, request)
        : xmlElement("BlobPrefix", xmlText("Name", item.name)),
    )
    .join("");
  const attribute = ` ContainerName="${escapeXml(container)}"`;
  return xmlReply(request, attribute, xmlElement("Blobs", inner) + xmlText("NextMarker", next));
};

/** Blobs, and in the place of all that share the part up to the delimiter one prefix. */
function grouped(
  blobs: readonly Blob[],
  prefix: string,
  delimiter: string,
): readonly (Blob | { readonly name: string })[] {
  const prefixes = new Set<string>();
  const items: (Blob | { readonly name: string })[] = [];
  for (const blob of blobs) {
    const cut = delimiter === "" ? -1 : blob.name.indexOf(delimiter, prefix.length);
    const name = blob.name.slice(0, cut + delimiter.length);
    if (cut < 0) {
      items.push(blob);
    } else if (!prefixes.has(name)) {
      prefixes.add(name);
      items.push({ name });
    }
  }
  return items.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The marker is opaque to clients: it holds the name with which the next page begins. */
function pageOf<T extends { readonly name: string }>(
  items: readonly T[],
  { query, context }: BlobRequest,
): Page<T> {
  const text = query.get("maxresults");
  const size = text === null ? most : Number(text);
  if (!Number.isInteger(size) || size < 1 || size > most) {
    throw storageFaults.outOfRangeQuery("maxresults", text ?? "");
  }
  const marker = query.get("marker") ?? "";
  const first = Buffer.from(marker, "base64url").toString();
  if (Buffer.from(first).toString("base64url") !== marker) {
    throw storageFaults.invalidQuery("marker", marker, "It is not one of this service.");
  }
  const rest = items.filter(({ name }) => name >= first);
  const shown = rest.slice(0, Math.min(size, context.settings.pageSize));
  const next = rest[shown.length];
  return { items: shown, ...(next && { next: Buffer.from(next.name).toString("base64url") }) };
}

function includes({ query }: BlobRequest): ReadonlySet<string> {
  const asked = (query.get("include") ?? "").split(",").filter((each) => each !== "");
  const unknown = asked.find((each) => each !== "metadata" && !emptyIncludes.has(each));
  if (unknown !== undefined) {
    throw storageFaults.notImplemented(`a list with include=${unknown}`);
  }
  return new Set(asked);
}

function xmlReply({ account, context, query }: BlobRequest, attribute: string, inner: string) {
  const endpoint = ` ServiceEndpoint="${context.origin}/${account.name}/"`;
  const asked = [
    ["prefix", "Prefix"],
    ["marker", "Marker"],
    ["maxresults", "MaxResults"],
    ["delimiter", "Delimiter"],
  ]
    .filter(([name = ""]) => query.has(name))
    .map(([name = "", element = ""]) => xmlText(element, query.get(name) ?? ""))
    .join("");
  const body = xmlDocument("EnumerationResults", asked + inner, endpoint + attribute);
  return { status: 200, headers: { "Content-Type": "application/xml" }, body };
}

function containerXml(record: ResourceRecord, withMetadata: boolean): string {
  const { ETag, "Last-Modified": modified } = versionHeaders(record);
  const properties = [
    xmlText("Last-Modified", modified),
    xmlText("Etag", ETag),
    xmlText("LeaseStatus", "unlocked"),
    xmlText("LeaseState", "available"),
    xmlText("HasImmutabilityPolicy", "false"),
    xmlText("HasLegalHold", "false"),
  ].join("");
  const metadata = withMetadata ? metadataXml(metadataIn(record)) : "";
  const name = xmlText("Name", record.name);
  return xmlElement("Container", name + xmlElement("Properties", properties) + metadata);
}

/** Only the ETag of a blob stands without quotes in a list. */
function blobXml(blob: Blob, withMetadata: boolean, { account }: BlobRequest): string {
  const { headers } = blob;
  const properties = [
    xmlText("Creation-Time", httpDate(blob.createdAt)),
    xmlText("Last-Modified", httpDate(blob.modifiedAt)),
    xmlText("Etag", blob.etag.replaceAll('"', "")),
    xmlText("Content-Length", String(lengthOf(blob.parts))),
    xmlText("Content-Type", headers.contentType),
    xmlText("Content-Encoding", headers.contentEncoding),
    xmlText("Content-Language", headers.contentLanguage),
    xmlText("Content-MD5", headers.contentMd5),
    xmlText("Cache-Control", headers.cacheControl),
    xmlText("Content-Disposition", headers.contentDisposition),
    xmlText("BlobType", "BlockBlob"),
    xmlText("AccessTier", tierOf(blob, account)),
    ...(blob.accessTier === undefined ? [xmlText("AccessTierInferred", "true")] : []),
    xmlText("LeaseStatus", "unlocked"),
    xmlText("LeaseState", "available"),
    xmlText("ServerEncrypted", "true"),
  ].join("");
  const metadata = withMetadata ? metadataXml(blob.metadata) : "";
  const name = xmlText("Name", blob.name);
  return xmlElement("Blob", name + xmlElement("Properties", properties) + metadata);
}

function metadataXml(metadata: Readonly<Record<string, string>>): string {
  const inner = Object.entries(metadata).map(([name, value]) => xmlText(name, value));
  return inner.length === 0 ? "<Metadata />" : xmlElement("Metadata", inner.join(""));
}
