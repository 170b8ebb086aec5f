import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ArmCalls, codeOf, propertiesOf } from "../../../support/armCalls";
import {
  endpointBody,
  location,
  network,
  resources,
  startGround,
  subnetBody,
  vnetBody,
  type Ground,
} from "./ground";

const vnet = `${network}/virtualNetworks/vnt`;
const subnet = `${vnet}/subnets/a`;
const endpoint = `${network}/privateEndpoints/pend`;
const zone = `${network}/privateDnsZones/privatelink.blob.core.windows.net`;
const account = `${resources}/Microsoft.Storage/storageAccounts/endpointstore`;
const vault = `${resources}/Microsoft.KeyVault/vaults/kv-endpoint`;
const registry = `${resources}/Microsoft.ContainerRegistry/registries/acrendpoint`;
const factory = `${resources}/Microsoft.DataFactory/factories/adf-endpoint`;

let ground: Ground;

beforeEach(async () => {
  ground = await startGround();
  const { arm, sandbox } = ground;
  await arm.put(vnet, vnetBody("172.16.0.0/16"));
  await arm.put(subnet, subnetBody("172.16.0.0/24"));
  const { context } = sandbox;
  const sku = { family: "A", name: "standard" };
  await context.put(account, {
    location,
    kind: "StorageV2",
    sku: { name: "Standard_LRS" },
    properties: {},
  });
  const { tenantId } = context.caller;
  await context.put(vault, {
    location,
    properties: { tenantId, sku, enableRbacAuthorization: true },
  });
  await context.put(registry, { location, sku: { name: "Premium" }, properties: {} });
  await context.put(factory, { location, properties: {} });
});

afterEach(() => ground.sandbox.close());

const versions: readonly (readonly [target: string, groupId: string, version: string])[] = [
  [account, "blob", "2025-01-01"],
  [vault, "vault", "2025-05-01"],
  [registry, "registry", "2025-04-01"],
  [factory, "dataFactory", "2018-06-01"],
];

async function connectionsOf(target: string, version: string) {
  const arm = new ArmCalls(ground.sandbox, version);
  const { body } = await arm.get(`${target}/privateEndpointConnections`);
  return (body as { value: { id: string; properties: Record<string, unknown> }[] }).value;
}

async function connectionState(isManual = false): Promise<unknown> {
  const field = isManual ? "manualPrivateLinkServiceConnections" : "privateLinkServiceConnections";
  const [connection] = propertiesOf(await ground.arm.get(endpoint))[field] as [
    { properties: { privateLinkServiceConnectionState: { status: string } } },
  ];
  return connection.properties.privateLinkServiceConnectionState.status;
}

describe("a private endpoint", () => {
  it.each(versions)(
    "of %s is approved when its maker may do so",
    async (target, groupId, version) => {
      await ground.arm.put(endpoint, endpointBody(subnet, target, groupId));
      expect(await connectionsOf(target, version)).toMatchObject([
        { properties: { privateEndpoint: { id: endpoint }, provisioningState: "Succeeded" } },
      ]);
      expect(await connectionState()).toBe("Approved");
      await ground.arm.remove(endpoint);
      expect(await connectionsOf(target, version)).toEqual([]);
    },
  );

  it.each(versions)(
    "of %s waits for its owner when asked by hand",
    async (target, groupId, version) => {
      await ground.arm.put(endpoint, endpointBody(subnet, target, groupId, true));
      expect(await connectionState(true)).toBe("Pending");
      const [connection] = await connectionsOf(target, version);
      const owner = new ArmCalls(ground.sandbox, version);
      const decide = (status: string) => ({
        properties: { privateLinkServiceConnectionState: { status, description: "By the owner" } },
      });
      const approved = await owner.send("PUT", connection?.id ?? "", decide("Approved"));
      expect(approved).toMatchObject({ status: 200 });
      expect(await connectionState(true)).toBe("Approved");
      await owner.send("PUT", connection?.id ?? "", decide("Rejected"));
      expect(await connectionState(true)).toBe("Rejected");
      await owner.remove(connection?.id ?? "");
      expect(await connectionState(true)).toBe("Disconnected");
      const unknown = await owner.send(
        "PUT",
        `${target}/privateEndpointConnections/x`,
        decide("Approved"),
      );
      expect(unknown.status).toBe(404);
    },
  );

  it("has its address in the zone as long as it is there", async () => {
    const { arm, dns } = ground;
    await dns.put(zone, { location: "global", properties: {} });
    await arm.put(endpoint, endpointBody(subnet, account, "blob"));
    const config = { name: "blob", properties: { privateDnsZoneId: zone } };
    const zoneGroup = `${endpoint}/privateDnsZoneGroups/default`;
    await arm.put(zoneGroup, { properties: { privateDnsZoneConfigs: [config] } });
    const record = await dns.get(`${zone}/A/endpointstore`);
    expect(propertiesOf(record)).toMatchObject({
      aRecords: [{ ipv4Address: "172.16.0.4" }],
      metadata: {
        creator: expect.stringMatching(
          /^created by private endpoint pend with resource guid /u,
        ) as string,
      },
    });
    await arm.remove(endpoint);
    expect((await dns.get(`${zone}/A/endpointstore`)).status).toBe(404);
  });

  it("needs a subnet of its region, one connection, and zones that are there", async () => {
    const { arm } = ground;
    const body = endpointBody(subnet, account, "blob");
    const code = async (changes: object) =>
      codeOf(await arm.send("PUT", endpoint, { ...body, ...changes }));
    expect(await code({ location: "northeurope" })).toBe("InvalidResourceReference");
    expect(await code({ properties: { ...body.properties, subnet: undefined } })).toBe(
      "SubnetNotSpecified",
    );
    expect(await code({ properties: { subnet: { id: subnet } } })).toBe("InvalidRequestFormat");
    await arm.put(endpoint, body);
    const config = { name: "blob", properties: { privateDnsZoneId: zone } };
    const group = await arm.send("PUT", `${endpoint}/privateDnsZoneGroups/default`, {
      properties: { privateDnsZoneConfigs: [config] },
    });
    expect(codeOf(group)).toBe("InvalidPrivateDnsZoneIds");
  });
});
