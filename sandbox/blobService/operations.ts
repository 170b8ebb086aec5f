import type { DataRequest } from "../dataPlane/DataPlane";
import type { BlobOperation } from "./BlobRequest";
import { getBlockList } from "./blockList";
import { deleteBlob, setBlobMetadata, setBlobProperties } from "./changes";
import { createContainer, deleteContainer, getContainer, setContainerMetadata } from "./containers";
import { listBlobs, listContainers } from "./lists";
import { getBlob, getBlobProperties } from "./reads";
import type { BlobPath } from "./readPath";
import { storageFaults } from "./StorageFault";
import { putBlob, putBlock, putBlockList } from "./uploads";

const containers = "Microsoft.Storage/storageAccounts/blobServices/containers";

export interface ChosenOperation {
  readonly run: BlobOperation;
  /** What the caller needs; data actions are not part of ownership. */
  readonly action: string;
  readonly plane: "actions" | "dataActions";
}

const onContainer = (verb: string, run: BlobOperation): ChosenOperation => ({
  run,
  action: `${containers}/${verb}`,
  plane: "actions",
});

const onBlob = (verb: string, run: BlobOperation): ChosenOperation => ({
  run,
  action: `${containers}/blobs/${verb}`,
  plane: "dataActions",
});

/** By level, method, `restype` and `comp`; rights as documented for each operation. */
const operations: Readonly<Record<string, ChosenOperation>> = {
  "service GET comp=list": onContainer("read", listContainers),
  "container PUT restype=container": onContainer("write", createContainer),
  "container GET restype=container": onContainer("read", getContainer),
  "container HEAD restype=container": onContainer("read", getContainer),
  "container DELETE restype=container": onContainer("delete", deleteContainer),
  "container PUT restype=container comp=metadata": onContainer("write", setContainerMetadata),
  "container GET restype=container comp=list": onBlob("read", listBlobs),
  "blob PUT": onBlob("write", putBlob),
  "blob PUT comp=block": onBlob("write", putBlock),
  "blob PUT comp=blocklist": onBlob("write", putBlockList),
  "blob PUT comp=metadata": onBlob("write", setBlobMetadata),
  "blob PUT comp=properties": onBlob("write", setBlobProperties),
  "blob GET comp=blocklist": onBlob("read", getBlockList),
  "blob GET": onBlob("read", getBlob),
  "blob HEAD": onBlob("read", getBlobProperties),
  "blob DELETE": onBlob("delete", deleteBlob),
};

/** Headers and query names that ask for what is not simulated. */
const unsupportedHeaders = [
  "x-ms-content-crc64",
  "x-ms-copy-source",
  "x-ms-encryption-key",
  "x-ms-encryption-scope",
  "x-ms-if-tags",
  "x-ms-immutability-policy-mode",
  "x-ms-lease-id",
  "x-ms-legal-hold",
  "x-ms-structured-body",
  "x-ms-tags",
];
const unsupportedQuery = ["snapshot", "versionid"];

/** Finds what a request asks for; throws 501 for the rest of the blob service. */
export function chooseOperation(
  { container, blob }: Omit<BlobPath, "account">,
  { method, query, headers }: Pick<DataRequest, "method" | "query" | "headers">,
): ChosenOperation {
  const level = container === "" ? "service" : blob === "" ? "container" : "blob";
  const named = ["restype", "comp"]
    .filter((name) => query.has(name))
    .map((name) => ` ${name}=${query.get(name) ?? ""}`);
  const asked = `${level} ${method}${named.join("")}`;
  const operation = operations[asked];
  const without =
    unsupportedHeaders.find((name) => headers[name] !== undefined) ??
    unsupportedQuery.find((name) => query.has(name));
  if (!operation || without !== undefined) {
    const what = without === undefined ? asked : `${asked} with ${without}`;
    throw storageFaults.notImplemented(`the blob operation '${what}'`);
  }
  return operation;
}
