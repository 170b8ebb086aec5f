import {
  AnonymousCredential,
  BlobServiceClient,
  StorageSharedKeyCredential,
} from "@azure/storage-blob";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { allProviders } from "../../../../sandbox/providers/allProviders";
import type { Sandbox } from "../../../../sandbox/serve";
import { blobClient, blobClientOptions } from "../../../support/blobClient";
import { call, firstSubscription, startTestSandbox } from "../../../support/sandbox";
import { blobRoles, createAccount, giveRole } from "../../../support/storageAccount";

const group = `/subscriptions/${firstSubscription()}/resourceGroups/access-rg`;

let sandbox: Sandbox;
let account: { readonly id: string; readonly blobEndpoint: string };

beforeEach(async () => {
  sandbox = await startTestSandbox({ providers: allProviders });
  account = await createAccount(sandbox, group, "staccess");
});

afterEach(() => sandbox.close());

const models = (using: Pick<Sandbox, "ca" | "token"> = sandbox) =>
  blobClient(using, account.blobEndpoint).getContainerClient("models");

const upload = () => models().getBlockBlobClient("model").upload("model", 5);
const download = () => models().getBlockBlobClient("model").downloadToBuffer(0, 5);

/** A container with one blob in it, made by somebody who may. */
async function withModel(): Promise<void> {
  const role = await giveRole(sandbox, account.id, blobRoles.contributor);
  await models().create();
  await upload();
  await call(sandbox, { method: "DELETE", path: `${role}?api-version=2022-04-01` });
}

async function change(properties: object): Promise<void> {
  const path = `${account.id}?api-version=2025-01-01`;
  await call(sandbox, { method: "PATCH", path, body: { properties } });
}

describe("the right to blobs", () => {
  const mismatch = { statusCode: 403, code: "AuthorizationPermissionMismatch" };

  it("does not come with ownership of the account", async () => {
    await withModel();
    await expect(download()).rejects.toMatchObject(mismatch);
    await expect(upload()).rejects.toMatchObject(mismatch);
    expect((await models().getProperties()).etag).toBeDefined();
  });

  it("is to read only for a reader", async () => {
    await withModel();
    await giveRole(sandbox, account.id, blobRoles.reader);
    expect((await download()).toString()).toBe("model");
    await expect(upload()).rejects.toMatchObject(mismatch);
    await expect(models().deleteBlob("model")).rejects.toMatchObject(mismatch);
  });

  it.each([
    ["the container", () => `${account.id}/blobServices/default/containers/models`],
    ["the group", () => group],
    ["the subscription", () => group.split("/").slice(0, 3).join("/")],
  ])("may come from a role on %s", async (_, scope) => {
    await withModel();
    await giveRole(sandbox, scope(), blobRoles.contributor);
    await upload();
    expect((await download()).toString()).toBe("model");
  });

  it("of somebody else is not the caller's", async () => {
    await withModel();
    const somebody = "7c1e5a90-3b2d-4f68-8a17-95d0c6e204b2";
    await giveRole(sandbox, account.id, blobRoles.contributor, somebody);
    await expect(download()).rejects.toMatchObject(mismatch);
  });
});

describe("authentication", () => {
  async function tokenFor(scope: string): Promise<string> {
    const answer = await call(sandbox, {
      method: "POST",
      path: "/_sandbox/token",
      body: { scope },
    });
    return (answer.body as { token: string }).token;
  }

  it("takes a token for storage and no token for Resource Manager", async () => {
    await withModel();
    await giveRole(sandbox, account.id, blobRoles.reader);
    const token = await tokenFor("https://storage.azure.com/.default");
    const got = await models({ ...sandbox, token })
      .getBlobClient("model")
      .downloadToBuffer();
    expect(got.toString()).toBe("model");
    const other = await tokenFor("https://management.azure.com/.default");
    const refused = await call(
      { ...sandbox, token: other },
      { method: "GET", path: "/staccess/models/model", headers: { "x-ms-version": "2025-01-05" } },
    );
    expect([refused.status, refused.headers["x-ms-error-code"]]).toEqual([
      401,
      "InvalidAuthenticationInfo",
    ]);
    expect(refused.body).toContain("Audience validation failed. Audience did not match.");
    expect(refused.headers["www-authenticate"]).toBe(
      `Bearer authorization_uri=https://login.microsoftonline.com/${sandbox.tenantId}/oauth2/authorize resource_id=https://storage.azure.com`,
    );
  });

  it("refuses a token that is not of the sandbox or has expired", async () => {
    const refusal = { statusCode: 401, code: "InvalidAuthenticationInfo" };
    const foreign = models({ ...sandbox, token: "a.b.c" });
    await expect(foreign.getProperties()).rejects.toMatchObject(refusal);
    sandbox.clock.advance(31 * 86_400_000);
    await expect(models().getProperties()).rejects.toMatchObject(refusal);
  });

  it("knows no anonymous readers", async () => {
    const options = blobClientOptions(sandbox);
    const anonymous = new BlobServiceClient(
      account.blobEndpoint,
      new AnonymousCredential(),
      options,
    );
    const read = () => anonymous.getContainerClient("models").getProperties();
    await expect(read()).rejects.toMatchObject({ code: "PublicAccessNotPermitted" });
    await change({ allowBlobPublicAccess: true });
    await expect(read()).rejects.toMatchObject({ code: "NoAuthenticationInformation" });
  });

  it("refuses keys where the account forbids them, and does not pretend otherwise", async () => {
    const key = Buffer.from("key").toString("base64");
    const options = blobClientOptions(sandbox);
    const credential = new StorageSharedKeyCredential("staccess", key);
    const withKey = new BlobServiceClient(account.blobEndpoint, credential, options);
    const read = () => withKey.getContainerClient("models").getProperties();
    await expect(read()).rejects.toMatchObject({ statusCode: 501 });
    await change({ allowSharedKeyAccess: false });
    await expect(read()).rejects.toMatchObject({
      statusCode: 403,
      code: "KeyBasedAuthenticationNotPermitted",
    });
  });
});

describe("the sandbox", () => {
  it("says which data planes it has", async () => {
    const { body } = await call(sandbox, { method: "GET", path: "/_sandbox/about" });
    expect(body).toMatchObject({
      dataPlanes: expect.arrayContaining(["blob", "scoring"]) as unknown,
    });
  });
});

describe("the network of an account", () => {
  const failure = { statusCode: 403, code: "AuthorizationFailure" };
  const network = (place: string) =>
    call(sandbox, { method: "PATCH", path: "/_sandbox/settings", body: { network: place } });

  function addEndpoint(groupId: string): void {
    sandbox.store.put({
      id: `${account.id}/privateEndpointConnections/${groupId}`,
      type: "Microsoft.Storage/storageAccounts/privateEndpointConnections",
      name: groupId,
      properties: {
        groupIds: [groupId],
        privateLinkServiceConnectionState: { status: "Approved" },
      },
    });
  }

  it("is closed without a private endpoint for blobs, and from outside", async () => {
    await withModel();
    await giveRole(sandbox, account.id, blobRoles.reader);
    await change({ publicNetworkAccess: "Disabled" });
    addEndpoint("file");
    await expect(download()).rejects.toMatchObject(failure);
    addEndpoint("blob");
    expect((await download()).toString()).toBe("model");
    await network("outside");
    await expect(download()).rejects.toMatchObject(failure);
  });

  it("may be filtered", async () => {
    await withModel();
    await giveRole(sandbox, account.id, blobRoles.reader);
    await change({ networkAcls: { defaultAction: "Deny" } });
    await expect(download()).rejects.toMatchObject(failure);
    const subnet = `${group}/providers/Microsoft.Network/virtualNetworks/v/subnets/s`;
    await change({ networkAcls: { defaultAction: "Deny", virtualNetworkRules: [{ id: subnet }] } });
    expect((await download()).toString()).toBe("model");
  });

  it("may be out of reach altogether, like the host of an account that is not there", async () => {
    await network("unreachable");
    await expect(download()).rejects.toMatchObject({ code: "ECONNRESET" });
    await network("inside");
    const gone = blobClient(sandbox, `${sandbox.endpoint}/stnotthere/`);
    await expect(gone.getContainerClient("models").getProperties()).rejects.toMatchObject({
      code: "ECONNRESET",
    });
  });

  it("holds services that the sandbox does not have", async () => {
    const { body } = await call(sandbox, {
      method: "GET",
      path: `${account.id}?api-version=2025-01-01`,
    });
    const { queue } = (body as { properties: { primaryEndpoints: { queue: string } } }).properties
      .primaryEndpoints;
    const answer = await call(sandbox, { method: "GET", path: `${new URL(queue).pathname}jobs` });
    expect(answer).toMatchObject({
      status: 501,
      body: { error: { code: "SandboxNotImplemented" } },
    });
  });
});
