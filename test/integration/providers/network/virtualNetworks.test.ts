import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { codeOf, propertiesOf } from "../../../support/armCalls";
import { network, resources, startGround, subnetBody, vnetBody, type Ground } from "./ground";
import { endpointBody, location } from "./ground";

const vnet = `${network}/virtualNetworks/vnt`;
const subnet = (name: string): string => `${vnet}/subnets/${name}`;

let ground: Ground;

beforeEach(async () => {
  ground = await startGround();
  await ground.arm.put(vnet, vnetBody("172.16.0.0/16"));
});

afterEach(() => ground.sandbox.close());

async function addEndpoint(subnetId: string): Promise<string> {
  const { arm, sandbox } = ground;
  const account = `${resources}/Microsoft.Storage/storageAccounts/networkstore`;
  const sku = { name: "Standard_LRS" };
  await sandbox.context.put(account, { location, kind: "StorageV2", sku, properties: {} });
  const endpoint = `${network}/privateEndpoints/pend`;
  expect((await arm.put(endpoint, endpointBody(subnetId, account, "blob"))).status).toBe(200);
  return endpoint;
}

async function subnetNames(): Promise<readonly string[]> {
  const { subnets } = propertiesOf(await ground.arm.get(vnet));
  return (subnets as { name: string }[]).map(({ name }) => name);
}

describe("the subnets of a virtual network", () => {
  it("become what a PUT of the network lists, all or nothing", async () => {
    const { arm } = ground;
    await arm.put(subnet("a"), subnetBody("172.16.0.0/24"));
    await arm.put(subnet("b"), subnetBody("172.16.1.0/24"));
    await arm.put(vnet, vnetBody("172.16.0.0/16"));
    expect(await subnetNames()).toEqual(["a", "b"]);
    const overlapping = [
      { name: "c", ...subnetBody("172.16.2.0/24") },
      { name: "d", ...subnetBody("172.16.2.128/25") },
    ];
    const refused = await arm.put(vnet, vnetBody("172.16.0.0/16", { subnets: overlapping }));
    expect(codeOf(refused)).toBe("NetcfgSubnetRangesOverlap");
    expect(await subnetNames()).toEqual(["a", "b"]);
    const subnets = [
      { name: "b", ...subnetBody("172.16.1.0/24") },
      { name: "c", ...subnetBody("172.16.0.0/24") },
    ];
    await arm.put(vnet, vnetBody("172.16.0.0/16", { subnets }));
    expect(await subnetNames()).toEqual(["b", "c"]);
  });

  it("stay while something is in them, with the range they have", async () => {
    const { arm } = ground;
    await arm.put(subnet("a"), subnetBody("172.16.0.0/24"));
    await addEndpoint(subnet("a"));
    expect(codeOf(await arm.remove(subnet("a")))).toBe("InUseSubnetCannotBeDeleted");
    expect(codeOf(await arm.remove(vnet))).toBe("InUseSubnetCannotBeDeleted");
    const dropped = await arm.put(vnet, vnetBody("172.16.0.0/16", { subnets: [] }));
    expect(codeOf(dropped)).toBe("InUseSubnetCannotBeDeleted");
    const resized = await arm.put(subnet("a"), subnetBody("172.16.0.0/25"));
    expect(codeOf(resized)).toBe("InUsePrefixCannotBeDeleted");
    const moved = await arm.put(vnet, vnetBody("10.0.0.0/16"));
    expect(codeOf(moved)).toBe("NetcfgSubnetRangeOutsideVnet");
  });

  it("keep their delegations, and refer only to what is there", async () => {
    const { arm } = ground;
    const delegations = [
      { name: "db", properties: { serviceName: "Microsoft.Databricks/workspaces" } },
    ];
    expect(await arm.put(subnet("a"), subnetBody("172.16.0.0/24", { delegations }))).toMatchObject({
      body: { properties: { delegations: [{ id: `${subnet("a")}/delegations/db` }] } },
    });
    const natGateway = { id: `${network}/natGateways/none` };
    const lost = await arm.put(subnet("b"), subnetBody("172.16.1.0/24", { natGateway }));
    expect(codeOf(lost)).toBe("InvalidResourceReference");
  });

  it("tell which addresses are free", async () => {
    const { arm } = ground;
    await arm.put(subnet("a"), subnetBody("172.16.0.0/29"));
    await addEndpoint(subnet("a"));
    const check = async (address: string) =>
      arm.get(`${vnet}/CheckIPAddressAvailability?ipAddress=${address}`);
    expect((await check("172.16.0.5")).body).toEqual({ available: true });
    expect((await check("172.16.0.4")).body).toEqual({
      available: false,
      availableIPAddresses: ["172.16.0.5", "172.16.0.6"],
      isPlatformReserved: false,
    });
    expect((await check("172.16.0.1")).body).toMatchObject({ isPlatformReserved: true });
    expect(codeOf(await check("172.16.9.1"))).toBe("PrivateIPAddressNotInAnySubnet");
    expect((await arm.get(`${vnet}/usages`)).body).toMatchObject({
      value: [{ id: subnet("a"), currentValue: 1, limit: 3 }],
    });
  });

  it("are too small at some time for one more endpoint", async () => {
    const { arm, sandbox } = ground;
    await arm.put(subnet("a"), subnetBody("172.16.0.0/29"));
    const registry = `${resources}/Microsoft.ContainerRegistry/registries/acrnetwork`;
    await sandbox.context.put(registry, { location, sku: { name: "Premium" }, properties: {} });
    const codes: unknown[] = [];
    for (const name of ["one", "two"]) {
      const id = `${network}/privateEndpoints/${name}`;
      codes.push(codeOf(await arm.put(id, endpointBody(subnet("a"), registry, "registry"))));
    }
    expect(codes).toEqual([undefined, "SubnetIsFull"]);
  });
});

describe("a virtual network", () => {
  it("takes one change at a time, and says when to try again", async () => {
    const { arm, sandbox } = ground;
    sandbox.clock.timeScale = Infinity;
    expect((await arm.send("PUT", subnet("a"), subnetBody("172.16.0.0/24"))).status).toBe(201);
    const second = await arm.send("PUT", subnet("b"), subnetBody("172.16.1.0/24"));
    expect([second.status, codeOf(second)]).toEqual([429, "AnotherOperationInProgress"]);
    expect(second.headers["retry-after"]).toBe("10");
    const whole = await arm.send("PUT", vnet, vnetBody("172.16.0.0/16"));
    expect(whole.status).toBe(429);
    expect((await arm.send("DELETE", vnet)).status).toBe(429);
    sandbox.clock.advance(5000);
    expect((await arm.send("PUT", subnet("b"), subnetBody("172.16.1.0/24"))).status).toBe(201);
  });

  it("has ranges in CIDR notation", async () => {
    const { arm } = ground;
    const code = async (prefix: string) =>
      codeOf(await arm.send("PUT", `${network}/virtualNetworks/other`, vnetBody(prefix)));
    expect(await code("10.0.0.1/16")).toBe("InvalidCIDRNotation");
    expect(await code("10.0.0.0")).toBe("InvalidAddressPrefixFormat");
    expect(await code("10.0.0.300/24")).toBe("InvalidAddressPrefixFormat");
  });

  it("changes its tags by PATCH, at once and nothing else", async () => {
    const { arm } = ground;
    const before = propertiesOf(await arm.get(vnet));
    const patched = await arm.send("PATCH", vnet, { tags: { owner: "core" } });
    expect(patched).toMatchObject({ status: 200, body: { tags: { owner: "core" } } });
    expect(propertiesOf(patched)).toEqual(before);
  });
});
