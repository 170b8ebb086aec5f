import { join } from "node:path";
import { isAllowed } from "../access/grants";
import { toFault } from "../armErrors";
import {
  BodyTooLarge,
  ConnectionCut,
  type CreateDataPlane,
  type DataReply,
  type DataRequestHead,
} from "../dataPlane/DataPlane";
import { firstSegment } from "../dataPlane/findDataPlane";
import type { ProviderContext, ResourceRecord } from "../provider";
import { authenticate } from "./authenticate";
import { MemoryFiles } from "./BlobFiles";
import { containerId } from "./BlobRequest";
import { BlobStore } from "./BlobStore";
import { checkNetwork } from "./checkNetwork";
import { FolderFiles } from "./FolderFiles";
import { chooseOperation, type ChosenOperation } from "./operations";
import { readPath, type BlobPath } from "./readPath";
import { StorageFault, storageFaults } from "./StorageFault";
import { xmlDocument, xmlText } from "./xml";

const accountType = "Microsoft.Storage/storageAccounts";
const accountName = /^[a-z0-9]{3,24}$/u;

/** One request; Azure takes more, and clients cut what is larger into blocks. */
const maximumBodyBytes = 256 * 1024 * 1024;

/** Blobs of all accounts: `{origin}/{account}/{container}/{blob}`. */
export const createBlobService: CreateDataPlane = ({ context, identity, folder }) => {
  const files =
    folder === undefined
      ? new MemoryFiles(context.newGuid)
      : new FolderFiles(join(folder, "blobs"), context.newGuid);
  const blobs = new BlobStore(files);
  deleteWithContainers(blobs, context);
  return {
    name: "blob",
    maximumBodyBytes,
    claims: (head) => {
      const name = firstSegment(head.rawPath);
      const isNamed = accountName.test(name);
      return isNamed && (head.headers["x-ms-version"] !== undefined || has(name, context));
    },
    handle: async (request) => {
      const account = requireAccount(firstSegment(request.rawPath), context);
      checkNetwork(account, context);
      checkVersion(request);
      authenticate(request, account, identity);
      const path = readPath(request.rawPath);
      const operation = chooseOperation(path, request);
      requireRight(account, path, { operation, context });
      const { container, blob } = path;
      const reply = await operation.run({ ...request, account, container, blob, context, blobs });
      return { ...reply, headers: { ...commonHeaders(request), ...reply.headers } };
    },
    refuse: (error, head) => refusal(error, head, context),
    open: () => blobs.load((id) => context.store.has(id)),
    close: () => blobs.close(),
  };
};

/** Whether through the blob service or Resource Manager, or with account or group: blobs go with their container. */
function deleteWithContainers(blobs: BlobStore, { store }: ProviderContext): void {
  store.onDidChange(({ before, after }) => {
    if (before && !after && before.type === `${accountType}/blobServices/containers`) {
      blobs.deleteContainer(before.id);
    }
  });
}

function find(name: string, { store }: ProviderContext): ResourceRecord | undefined {
  return store.list({ type: accountType }).find((record) => record.name === name);
}

function has(name: string, context: ProviderContext): boolean {
  return find(name, context) !== undefined;
}

/** The name of an account that is not there leads to no host. */
function requireAccount(name: string, context: ProviderContext): ResourceRecord {
  const account = find(name, context);
  if (!account) {
    throw new ConnectionCut();
  }
  if (account.properties["provisioningState"] === "Creating") {
    throw storageFaults.accountBeingCreated();
  }
  return account;
}

/** Bearer tokens need a version from 2017-11-09 on. */
function checkVersion({ headers }: DataRequestHead): void {
  const name = "x-ms-version";
  const version = headers[name];
  if (typeof version !== "string") {
    throw storageFaults.missingHeader(name);
  }
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(version) || version < "2017-11-09") {
    throw storageFaults.invalidHeader(name, version);
  }
}

function requireRight(
  account: ResourceRecord,
  { container }: BlobPath,
  { operation, context }: { operation: ChosenOperation; context: ProviderContext },
): void {
  const scope = container === "" ? account.id : containerId(account, container);
  if (!isAllowed(scope, operation.action, context, operation.plane)) {
    throw new StorageFault(
      403,
      "AuthorizationPermissionMismatch",
      "This request is not authorized to perform this operation using this permission.",
    );
  }
}

function commonHeaders(head: DataRequestHead): Record<string, string> {
  const { "x-ms-version": version, "x-ms-client-request-id": clientId } = head.headers;
  return {
    "x-ms-request-id": head.requestId,
    ...(typeof version === "string" && { "x-ms-version": version }),
    ...(typeof clientId === "string" && { "x-ms-client-request-id": clientId }),
  };
}

/** Errors have their code in a header, and a body of XML unless there must be none. */
function refusal(error: unknown, head: DataRequestHead, { clock }: ProviderContext): DataReply {
  const fault = toStorageFault(error);
  const { details = {}, headers } = fault.options;
  const common = { ...commonHeaders(head), "x-ms-error-code": fault.code, ...headers };
  if (head.method === "HEAD" || fault.status === 304) {
    return { status: fault.status, headers: common };
  }
  const time = new Date(clock.now()).toISOString();
  const message = `${fault.message}\nRequestId:${head.requestId}\nTime:${time}`;
  const more = Object.entries(details).map(([name, value]) => xmlText(name, value));
  const inner = [xmlText("Code", fault.code), xmlText("Message", message), ...more].join("");
  return {
    status: fault.status,
    headers: { ...common, "Content-Type": "application/xml" },
    body: xmlDocument("Error", inner),
  };
}

function toStorageFault(error: unknown): StorageFault {
  if (error instanceof StorageFault) {
    return error;
  }
  if (error instanceof BodyTooLarge) {
    return storageFaults.tooLarge(error.maximumBytes);
  }
  const { status, code, message, options } = toFault(error);
  const { retryAfterSeconds } = options;
  return new StorageFault(status, code, message, {
    ...(retryAfterSeconds !== undefined && {
      headers: { "Retry-After": String(retryAfterSeconds) },
    }),
  });
}
