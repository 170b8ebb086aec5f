import type { DataReply, DataRequest } from "../dataPlane/DataPlane";
import type { ProviderContext, ResourceRecord } from "../provider";
import type { BlobStore } from "./BlobStore";
import { storageFaults } from "./StorageFault";

/** A request to the blob service of one account, with its path taken apart. */
export interface BlobRequest extends DataRequest {
  readonly account: ResourceRecord;
  /** Empty for the account itself. */
  readonly container: string;
  /** Empty for a container. */
  readonly blob: string;
  readonly context: ProviderContext;
  readonly blobs: BlobStore;
}

export type BlobOperation = (request: BlobRequest) => Promise<DataReply> | DataReply;

export function containerId(account: ResourceRecord, container: string): string {
  return `${account.id}/blobServices/default/containers/${container}`;
}

/** The record of the container, the same that Resource Manager shows. */
export function requireContainer({ account, container, context }: BlobRequest): ResourceRecord {
  const record = context.store.get(containerId(account, container));
  if (!record) {
    throw storageFaults.containerNotFound();
  }
  return record;
}

export function header({ headers }: DataRequest, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** `x-ms-meta-*`, without the prefix. */
export function metadataOf({ headers }: DataRequest): Record<string, string> {
  const prefix = "x-ms-meta-";
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), String(value)]),
  );
}

export function metadataHeaders(
  metadata: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(metadata).map(([name, value]) => [`x-ms-meta-${name}`, value]),
  );
}

/** HTTP dates know whole seconds. */
export function now({ clock }: ProviderContext): number {
  return Math.floor(clock.now() / 1000) * 1000;
}

export function httpDate(ms: number): string {
  return new Date(ms).toUTCString();
}
