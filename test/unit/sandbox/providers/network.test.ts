import { describe, expect, it } from "vitest";
import { fieldsOf, listOf } from "../../../../sandbox/providers/fields";
import { createRuleSandbox, group, network, type RuleSandbox } from "./ruleSandbox";

const vnet = `${network}/virtualNetworks/vnt`;
const location = "westeurope";

async function withVnet(): Promise<RuleSandbox> {
  const sandbox = await createRuleSandbox();
  const addressSpace = { addressPrefixes: ["172.16.0.0/16"] };
  await sandbox.put(vnet, { location, properties: { addressSpace } });
  return sandbox;
}

const subnet = (addressPrefix: string, more: object = {}) => ({
  properties: { addressPrefix, ...more },
});

const subnetNames = (sandbox: RuleSandbox) =>
  listOf(fieldsOf(sandbox.view(vnet)["properties"])["subnets"]).map(({ name }) => name);

describe("virtual networks", () => {
  it("lose the subnets that a PUT with a list leaves out, and keep all without one", async () => {
    const sandbox = await withVnet();
    await sandbox.put(`${vnet}/subnets/a`, subnet("172.16.0.0/24"));
    await sandbox.put(`${vnet}/subnets/b`, subnet("172.16.1.0/24"));
    const addressSpace = { addressPrefixes: ["172.16.0.0/16"] };
    await sandbox.put(vnet, { location, properties: { addressSpace } });
    expect(subnetNames(sandbox)).toEqual(["a", "b"]);
    const subnets = [{ name: "b", ...subnet("172.16.1.0/24") }];
    await sandbox.put(vnet, { location, properties: { addressSpace, subnets } });
    expect(subnetNames(sandbox)).toEqual(["b"]);
  });

  it("refuse overlapping, outside and malformed ranges", async () => {
    const sandbox = await withVnet();
    await sandbox.put(`${vnet}/subnets/a`, subnet("172.16.0.0/24"));
    const code = (range: string) => sandbox.codeOf(sandbox.put(`${vnet}/subnets/x`, subnet(range)));
    expect(await code("172.16.0.128/25")).toBe("NetcfgSubnetRangesOverlap");
    expect(await code("10.0.0.0/24")).toBe("NetcfgSubnetRangeOutsideVnet");
    expect(await code("172.16.1.0/30")).toBe("NetcfgInvalidSubnet");
    expect(await code("172.16.1.1/24")).toBe("InvalidCIDRNotation");
    expect(await code("172.16.1.0-24")).toBe("InvalidAddressPrefixFormat");
  });

  it("take one change of their subnets at a time", async () => {
    const sandbox = await withVnet();
    await sandbox.begin(`${vnet}/subnets/a`, subnet("172.16.0.0/24"));
    const second = sandbox.begin(`${vnet}/subnets/b`, subnet("172.16.1.0/24"));
    expect(await sandbox.codeOf(second)).toBe("AnotherOperationInProgress");
  });

  it("refuse references to what is not there, and locations that do not exist", async () => {
    const sandbox = await withVnet();
    const natGateway = { id: `${network}/natGateways/none` };
    const lost = sandbox.put(`${vnet}/subnets/a`, subnet("172.16.0.0/24", { natGateway }));
    expect(await sandbox.codeOf(lost)).toBe("InvalidResourceReference");
    const far = sandbox.put(`${network}/networkSecurityGroups/n`, { location: "atlantis" });
    expect(await sandbox.codeOf(far)).toBe("LocationNotAvailableForResourceType");
  });
});

describe("private endpoints", () => {
  it("connect to their target, take addresses and fill the DNS zone", async () => {
    const sandbox = await withVnet();
    await sandbox.put(`${vnet}/subnets/a`, subnet("172.16.0.0/24"));
    const account = `${group}/providers/Microsoft.Storage/storageAccounts/rulesstore`;
    await sandbox.put(account, { location, kind: "StorageV2", sku: { name: "Standard_LRS" } });
    const zone = `${network}/privateDnsZones/privatelink.blob.core.windows.net`;
    await sandbox.put(zone, { location: "global" });
    const endpoint = `${network}/privateEndpoints/rules-pend`;
    const connection = { privateLinkServiceId: account, groupIds: ["blob"] };
    await sandbox.put(endpoint, {
      location,
      properties: {
        subnet: { id: `${vnet}/subnets/a` },
        privateLinkServiceConnections: [{ name: "rules", properties: connection }],
      },
    });
    await sandbox.put(`${endpoint}/privateDnsZoneGroups/default`, {
      properties: {
        privateDnsZoneConfigs: [{ name: "blob", properties: { privateDnsZoneId: zone } }],
      },
    });
    const connections = fieldsOf(sandbox.view(account)["properties"])["privateEndpointConnections"];
    expect(
      listOf(connections).map((each) => fieldsOf(each["properties"])["privateEndpoint"]),
    ).toEqual([{ id: endpoint }]);
    const record = sandbox.view(`${zone}/A/rulesstore`);
    expect(fieldsOf(record["properties"])["aRecords"]).toEqual([{ ipv4Address: "172.16.0.4" }]);
    const inUse = sandbox.remove(`${vnet}/subnets/a`);
    expect(await sandbox.codeOf(inUse)).toBe("InUseSubnetCannotBeDeleted");
    await sandbox.remove(endpoint);
    const after = fieldsOf(sandbox.view(account)["properties"])["privateEndpointConnections"];
    expect(after).toEqual([]);
  });
});
