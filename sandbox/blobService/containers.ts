import type { DataReply } from "../dataPlane/DataPlane";
import type { ResourceRecord } from "../provider";
import { fieldsOf, textOf } from "../providers/fields";
import {
  containerId,
  header,
  httpDate,
  metadataHeaders,
  metadataOf,
  requireContainer,
  type BlobOperation,
  type BlobRequest,
} from "./BlobRequest";
import { checkRead } from "./conditions";
import { storageFaults } from "./StorageFault";

const publicAccess: Readonly<Record<string, string>> = { container: "Container", blob: "Blob" };

export const createContainer: BlobOperation = async (request) => {
  const { account, container, context } = request;
  const id = containerId(account, container);
  if (context.store.has(id)) {
    throw storageFaults.containerAlreadyExists();
  }
  const access = header(request, "x-ms-blob-public-access");
  if (access !== undefined && !publicAccess[access]) {
    throw storageFaults.invalidHeader("x-ms-blob-public-access", access);
  }
  if (access !== undefined && account.properties["allowBlobPublicAccess"] === false) {
    throw storageFaults.publicAccessNotPermitted();
  }
  const record = await writeContainer(request, {
    metadata: metadataOf(request),
    ...(access !== undefined && { publicAccess: publicAccess[access] }),
  });
  return { status: 201, headers: versionHeaders(record) };
};

export const getContainer: BlobOperation = (request) => {
  const record = requireContainer(request);
  const access = textOf(record.properties["publicAccess"])?.toLowerCase() ?? "none";
  return {
    status: 200,
    headers: {
      ...versionHeaders(record),
      ...metadataHeaders(metadataIn(record)),
      "x-ms-lease-status": "unlocked",
      "x-ms-lease-state": "available",
      "x-ms-has-immutability-policy": "false",
      "x-ms-has-legal-hold": "false",
      "x-ms-immutable-storage-with-versioning-enabled": "false",
      ...(access !== "none" && { "x-ms-blob-public-access": access }),
    },
  };
};

export const setContainerMetadata: BlobOperation = async (request) => {
  checkRead(request.headers, versionOf(requireContainer(request)));
  const record = await writeContainer(request, { metadata: metadataOf(request) });
  return { status: 200, headers: versionHeaders(record) };
};

/** Its blobs go with its record. */
export const deleteContainer: BlobOperation = (request): DataReply => {
  const record = requireContainer(request);
  checkRead(request.headers, versionOf(record));
  request.context.store.delete(record.id);
  return { status: 202 };
};

function writeContainer(
  { account, container, context }: BlobRequest,
  properties: Record<string, unknown>,
): Promise<ResourceRecord> {
  return context.put(containerId(account, container), { properties });
}

export function metadataIn({ properties }: ResourceRecord): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fieldsOf(properties["metadata"])).map(([name, value]) => [name, String(value)]),
  );
}

function versionOf({ etag = "", properties }: ResourceRecord) {
  const modifiedAt = Date.parse(String(properties["lastModifiedTime"]));
  return { etag, modifiedAt: Math.floor(modifiedAt / 1000) * 1000 };
}

export function versionHeaders(record: ResourceRecord): Record<string, string> {
  const { etag, modifiedAt } = versionOf(record);
  return { ETag: etag, "Last-Modified": httpDate(modifiedAt) };
}
