import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { codeOf, propertiesOf } from "../../../support/armCalls";
import { location, network, startGround, subnetBody, vnetBody, type Ground } from "./ground";

const subnet = `${network}/virtualNetworks/vnt/subnets/a`;
const group = `${network}/networkSecurityGroups/nsg`;
const routes = `${network}/routeTables/rt`;
const gateway = `${network}/natGateways/nat`;
const address = `${network}/publicIPAddresses/pip`;

let ground: Ground;

beforeEach(async () => {
  ground = await startGround();
  const { arm } = ground;
  await arm.put(`${network}/virtualNetworks/vnt`, vnetBody("172.16.0.0/16"));
  await arm.put(group, { location, properties: {} });
  await arm.put(routes, { location, properties: {} });
  const sku = { name: "Standard" };
  await arm.put(address, { location, sku, properties: { publicIPAllocationMethod: "Static" } });
  const publicIpAddresses = [{ id: address }];
  await arm.put(gateway, { location, sku, properties: { publicIpAddresses } });
});

afterEach(() => ground.sandbox.close());

const rule = (name: string, priority: number, more: object = {}) => ({
  name,
  properties: {
    protocol: "Tcp",
    sourcePortRange: "*",
    destinationPortRange: "443",
    sourceAddressPrefix: "*",
    destinationAddressPrefix: "*",
    access: "Allow",
    direction: "Inbound",
    priority,
    ...more,
  },
});

describe("what a subnet is associated with", () => {
  it("shows the subnet, and stays as long as it does", async () => {
    const { arm } = ground;
    const associations = {
      networkSecurityGroup: { id: group },
      routeTable: { id: routes },
      natGateway: { id: gateway },
    };
    await arm.put(subnet, subnetBody("172.16.0.0/24", associations));
    for (const id of [group, routes, gateway]) {
      expect(propertiesOf(await arm.get(id))["subnets"]).toEqual([{ id: subnet }]);
    }
    expect(codeOf(await arm.remove(group))).toBe("InUseNetworkSecurityGroupCannotBeDeleted");
    expect(codeOf(await arm.remove(routes))).toBe("InUseRouteTableCannotBeDeleted");
    expect(codeOf(await arm.remove(gateway))).toBe("NatGatewayInUseBySubnet");
    expect(codeOf(await arm.remove(address))).toBe("PublicIPAddressCannotBeDeleted");
    await arm.remove(subnet);
    for (const id of [group, routes, gateway, address]) {
      await arm.remove(id);
      expect((await arm.get(id)).status).toBe(404);
    }
  });

  it("is waited for while it is being made", async () => {
    const { arm, sandbox } = ground;
    sandbox.clock.timeScale = Infinity;
    await arm.send("PUT", group, { location, properties: {} });
    const early = await arm.send(
      "PUT",
      subnet,
      subnetBody("172.16.0.0/24", { networkSecurityGroup: { id: group } }),
    );
    expect(codeOf(early)).toBe("ReferencedResourceNotProvisioned");
  });
});

describe("a network security group", () => {
  it("has its own rules besides the six that all have", async () => {
    const securityRules = [rule("web", 100), rule("out", 100, { direction: "Outbound" })];
    const answer = await ground.arm.put(group, { location, properties: { securityRules } });
    expect(propertiesOf(answer)).toMatchObject({
      securityRules: [{ id: `${group}/securityRules/web` }, { name: "out" }],
      defaultSecurityRules: expect.objectContaining({ length: 6 }) as unknown[],
    });
  });

  it("refuses rules that are in each other's place or nowhere", async () => {
    const code = async (...securityRules: object[]) =>
      codeOf(await ground.arm.send("PUT", group, { location, properties: { securityRules } }));
    expect(await code(rule("a", 100), rule("b", 100))).toBe("SecurityRuleConflict");
    expect(await code(rule("a", 99))).toBe("SecurityRuleInvalidPriority");
    expect(await code({ name: "a", properties: { priority: 100 } })).toBe("InvalidRequestFormat");
  });
});
