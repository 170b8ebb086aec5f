import type { Sandbox } from "../../sandbox/serve";
import { call } from "./sandbox";

export const blobRoles = {
  contributor: "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
  reader: "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
} as const;

const version = { group: "2025-04-01", storage: "2025-01-01", authorization: "2022-04-01" };

/** Makes an account in a group of its own and answers its id and the address of its blobs. */
export async function createAccount(
  sandbox: Sandbox,
  group: string,
  name: string,
  properties: object = {},
): Promise<{ readonly id: string; readonly blobEndpoint: string }> {
  const location = "westeurope";
  await put(sandbox, group, version.group, { location });
  const id = `${group}/providers/Microsoft.Storage/storageAccounts/${name}`;
  const sku = { name: "Standard_LRS" };
  const body = { location, kind: "StorageV2", sku, properties };
  await put(sandbox, id, version.storage, body);
  const path = `${id}?api-version=${version.storage}`;
  const read = async (): Promise<Account> => {
    return (await call(sandbox, { method: "GET", path })).body as Account;
  };
  let account = await read();
  while (account.properties.provisioningState !== "Succeeded") {
    account = await read();
  }
  return { id, blobEndpoint: account.properties.primaryEndpoints.blob };
}

interface Account {
  readonly properties: {
    readonly provisioningState: string;
    readonly primaryEndpoints: { readonly blob: string };
  };
}

/** Gives the caller a role; answers the id of the assignment. */
export async function giveRole(
  sandbox: Sandbox,
  scope: string,
  role: string,
  principalId = sandbox.context.caller.objectId,
): Promise<string> {
  const name = crypto.randomUUID();
  const id = `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`;
  const roleDefinitionId = `/providers/Microsoft.Authorization/roleDefinitions/${role}`;
  const properties = { roleDefinitionId, principalId, principalType: "User" };
  await put(sandbox, id, version.authorization, { properties });
  return id;
}

async function put(sandbox: Sandbox, id: string, apiVersion: string, body: object): Promise<void> {
  const answer = await call(sandbox, {
    method: "PUT",
    path: `${id}?api-version=${apiVersion}`,
    body,
  });
  if (answer.status >= 300) {
    throw new Error(`PUT ${id}: ${String(answer.status)} ${JSON.stringify(answer.body)}`);
  }
}
