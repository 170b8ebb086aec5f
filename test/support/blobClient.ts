import https from "node:https";
import { BlobServiceClient } from "@azure/storage-blob";
import type { Sandbox } from "../../sandbox/serve";
import { sdkCredential } from "./sandbox";

/** The agent of all clients of a sandbox; nothing is tried again. */
export function blobClientOptions({ ca }: Pick<Sandbox, "ca">) {
  return { agent: new https.Agent({ ca, keepAlive: true }), retryOptions: { maxTries: 1 } };
}

/** A client of the account at an address that a reply gave. */
export function blobClient(
  sandbox: Pick<Sandbox, "ca" | "token">,
  blobEndpoint: string,
): BlobServiceClient {
  return new BlobServiceClient(blobEndpoint, sdkCredential(sandbox), blobClientOptions(sandbox));
}
