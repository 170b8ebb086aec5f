import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { codeOf, propertiesOf } from "../../../support/armCalls";
import { location, network, startGround, vnetBody, type Ground } from "./ground";

const vnet = `${network}/virtualNetworks/vnt`;
const zone = `${network}/privateDnsZones/example.internal`;

let ground: Ground;

beforeEach(async () => {
  ground = await startGround();
  await ground.arm.put(vnet, vnetBody("172.16.0.0/16"));
  await ground.dns.put(zone, { location: "global", properties: {} });
});

afterEach(() => ground.sandbox.close());

const link = (parent: string, name: string) =>
  ground.dns.put(`${parent}/virtualNetworkLinks/${name}`, {
    location: "global",
    properties: { virtualNetwork: { id: vnet }, registrationEnabled: false },
  });

describe("a private DNS zone", () => {
  it("counts its records and links, and stays while it is linked", async () => {
    const { dns } = ground;
    await link(zone, "to-vnt");
    expect(propertiesOf(await dns.get(zone))).toMatchObject({
      numberOfRecordSets: 1,
      numberOfVirtualNetworkLinks: 1,
    });
    const refused = await dns.remove(zone);
    expect([refused.status, codeOf(refused)]).toEqual([409, "CannotDeleteResource"]);
    await dns.remove(`${zone}/virtualNetworkLinks/to-vnt`);
    await dns.remove(zone);
    expect((await dns.get(zone)).status).toBe(404);
  });

  it("is linked to a network that reads no other zone of its name, which is seen at the end", async () => {
    const { dns, sandbox } = ground;
    expect(propertiesOf(await link(zone, "to-vnt"))).toMatchObject({
      virtualNetworkLinkState: "Completed",
    });
    const other = network.replace("network-rg", "other-rg");
    await sandbox.context.put(other.slice(0, other.indexOf("/providers")), { location });
    const second = `${other}/privateDnsZones/example.internal`;
    await dns.put(second, { location: "global", properties: {} });
    const started = await dns.send("PUT", `${second}/virtualNetworkLinks/to-vnt`, {
      location: "global",
      properties: { virtualNetwork: { id: vnet }, registrationEnabled: false },
    });
    expect(started.status).toBe(201);
    expect(codeOf((await dns.end(started)) ?? started)).toBe("BadRequest");
    const failed = await dns.get(`${second}/virtualNetworkLinks/to-vnt`);
    expect(propertiesOf(failed)).toMatchObject({ provisioningState: "Failed" });
  });

  it("holds record sets of every type, guarded by their etag", async () => {
    const { dns } = ground;
    const sets: readonly (readonly [string, object])[] = [
      ["A/www", { aRecords: [{ ipv4Address: "10.0.0.4" }] }],
      ["CNAME/alias", { cnameRecord: { cname: "www.example.internal" } }],
      ["TXT/note", { txtRecords: [{ value: ["hello"] }] }],
    ];
    for (const [path, records] of sets) {
      const body = { properties: { ttl: 300, ...records } };
      expect((await dns.send("PUT", `${zone}/${path}`, body)).status).toBe(201);
    }
    const all = (await dns.get(`${zone}/ALL`)).body as { value: { id: string }[] };
    expect(all.value.map(({ id }) => id.slice(zone.length + 1))).toEqual([
      "A/www",
      "CNAME/alias",
      "SOA/@",
      "TXT/note",
    ]);
    const body = { properties: { ttl: 60, aRecords: [{ ipv4Address: "10.0.0.5" }] } };
    const stale = await dns.send("PUT", `${zone}/A/www`, body, { "If-Match": 'W/"old"' });
    expect(stale.status).toBe(412);
    const exists = await dns.send("PUT", `${zone}/A/www`, body, { "If-None-Match": "*" });
    expect(exists.status).toBe(412);
    expect((await dns.send("PUT", `${zone}/A/www`, body)).status).toBe(200);
    expect(codeOf(await dns.send("PUT", `${zone}/A/none`, { properties: {} }))).toBe("BadRequest");
    expect(codeOf(await dns.remove(`${zone}/SOA/@`))).toBe("BadRequest");
    expect((await dns.remove(`${zone}/A/www`)).status).toBe(200);
  });
});
