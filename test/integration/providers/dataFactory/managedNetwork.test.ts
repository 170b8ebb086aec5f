import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startSandbox, type Sandbox } from "../../../../sandbox/server";
import { ArmCalls } from "../../../support/armCalls";
import { dataFactoryClient, refusalOf, sample, samplePath } from "../../../support/sdkClients";

const { group, dataFactory } = sample;
const storage = `${samplePath}/Microsoft.Storage/storageAccounts/saprj001weuq3k7m2001dev`;
const vault = `${samplePath}/Microsoft.KeyVault/vaults/kv-p001-weu-dev-q3k7m01`;
const minute = 60_000;

let sandbox: Sandbox;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sandbox-"));
  sandbox = await startSandbox({ timeScale: Infinity, stateFolder: folder });
});

afterEach(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});

const endpoints = () => dataFactoryClient(sandbox).managedPrivateEndpoints;

const create = (name: string, privateLinkResourceId: string, groupId: string) =>
  endpoints().createOrUpdate(group, dataFactory, "default", name, {
    properties: { privateLinkResourceId, groupId },
  });

const read = async (name: string) =>
  (await endpoints().get(group, dataFactory, "default", name)).properties;

/** The waiting connection that the owner of the target finds. */
async function pendingAt(target: string, version: string) {
  const { body } = await new ArmCalls(sandbox, version).get(`${target}/privateEndpointConnections`);
  const { value } = body as {
    value: {
      id: string;
      properties: {
        privateEndpoint: { id: string };
        privateLinkServiceConnectionState: { status: string };
      };
    }[];
  };
  return value.filter(
    ({ properties }) => properties.privateLinkServiceConnectionState.status === "Pending",
  );
}

const approval = {
  properties: {
    privateLinkServiceConnectionState: { status: "Approved", description: "By the core team" },
  },
};

describe("a managed private endpoint", () => {
  const targets = [
    [storage, "dfs", "2025-01-01"],
    [vault, "vault", "2025-05-01"],
  ] as const;

  it.each(targets)(
    "of %s waits at its target until the owner approves",
    async (target, groupId, version) => {
      const created = await create("mpe_target", target, groupId);
      expect(created.properties).toMatchObject({
        provisioningState: "Provisioning",
        connectionState: { status: "Pending" },
      });
      expect(await pendingAt(target, version)).toEqual([]);
      sandbox.clock.advance(minute);
      const [connection] = await pendingAt(target, version);
      expect(connection?.properties.privateEndpoint.id).toMatch(
        /\/privateEndpoints\/adf-001-weu-dev-q3k7m-001\.mpe_target$/u,
      );
      expect(await read("mpe_target")).toMatchObject({
        provisioningState: "Succeeded",
        connectionState: { status: "Pending" },
      });
      const owner = new ArmCalls(sandbox, version);
      expect((await owner.send("PUT", connection?.id ?? "", approval)).status).toBe(200);
      expect(await read("mpe_target")).toMatchObject({ connectionState: { status: "Approved" } });
      await create("mpe_target", target, groupId);
      expect(await read("mpe_target")).toMatchObject({ connectionState: { status: "Approved" } });
    },
  );

  it("still comes up after a restart", async () => {
    await create("mpe_vault", vault, "vault");
    await sandbox.close();
    sandbox = await startSandbox({ timeScale: Infinity, stateFolder: folder });
    sandbox.clock.advance(minute);
    expect(await pendingAt(vault, "2025-05-01")).toHaveLength(1);
  });

  it("goes with its connection, also when the factory goes", async () => {
    const client = dataFactoryClient(sandbox);
    await create("mpe_one", vault, "vault");
    await create("mpe_two", storage, "dfs");
    sandbox.clock.advance(minute);
    await endpoints().delete(group, dataFactory, "default", "mpe_one");
    expect(await pendingAt(vault, "2025-05-01")).toEqual([]);
    await client.factories.delete(group, dataFactory);
    expect(await pendingAt(storage, "2025-01-01")).toEqual([]);
  });

  it("needs a target that is there and a network", async () => {
    const refusal = await refusalOf(create("mpe_x", `${storage}x`, "dfs"));
    expect(refusal).toMatchObject({ status: 400, code: "BadRequest" });
    const client = dataFactoryClient(sandbox);
    const location = "westeurope";
    await client.factories.createOrUpdate(group, "adf-plain", { location });
    const without = client.managedPrivateEndpoints.createOrUpdate(
      group,
      "adf-plain",
      "default",
      "m",
      {
        properties: { privateLinkResourceId: vault, groupId: "vault" },
      },
    );
    expect(await refusalOf(without)).toMatchObject({ status: 404 });
    const other = client.managedVirtualNetworks.createOrUpdate(group, "adf-plain", "mine", {
      properties: {},
    });
    expect(await refusalOf(other)).toMatchObject({ status: 400 });
    const network = await client.managedVirtualNetworks.createOrUpdate(
      group,
      "adf-plain",
      "default",
      {
        properties: {},
      },
    );
    expect(network.properties.alias).toBe("adf-plain");
  });
});
