import type { ContainerClient } from "@azure/storage-blob";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { allProviders } from "../../../../sandbox/providers/allProviders";
import type { Sandbox } from "../../../../sandbox/serve";
import { blobClient } from "../../../support/blobClient";
import { firstSubscription, startTestSandbox } from "../../../support/sandbox";
import { blobRoles, createAccount, giveRole } from "../../../support/storageAccount";

export const accountId = `/subscriptions/${firstSubscription()}/resourceGroups/blobs-rg/providers/Microsoft.Storage/storageAccounts/stcontent`;

interface InUse {
  readonly sandbox: () => Sandbox;
  readonly blobEndpoint: () => string;
  /** A new one for each test. */
  readonly container: () => ContainerClient;
}

/** A sandbox with one account for a file of tests; the caller may read and write its blobs. */
export function useContainer(): InUse {
  let sandbox: Sandbox;
  let blobEndpoint = "";
  let container: ContainerClient;
  let count = 0;
  beforeAll(async () => {
    sandbox = await startTestSandbox({ providers: allProviders });
    const [group = ""] = accountId.split("/providers/");
    const account = await createAccount(sandbox, group, "stcontent");
    blobEndpoint = account.blobEndpoint;
    await giveRole(sandbox, account.id, blobRoles.contributor);
  });
  afterAll(() => sandbox.close());
  beforeEach(async () => {
    count += 1;
    container = blobClient(sandbox, blobEndpoint).getContainerClient(`models-${String(count)}`);
    await container.create();
  });
  return {
    sandbox: () => sandbox,
    blobEndpoint: () => blobEndpoint,
    container: () => container,
  };
}

export async function namesOf(items: AsyncIterable<{ readonly name: string }>): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of items) {
    names.push(name);
  }
  return names;
}
