import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { codeOf, propertiesOf } from "../../../support/armCalls";
import { network, startGround, vnetBody, type Ground } from "./ground";

const vnet = (name: string): string => `${network}/virtualNetworks/${name}`;
const peering = (from: string, to: string): string =>
  `${vnet(from)}/virtualNetworkPeerings/to-${to}`;

let ground: Ground;

beforeEach(async () => {
  ground = await startGround();
  const networks = [
    ["hub", "10.0.0.0/16"],
    ["spoke", "10.1.0.0/16"],
    ["twin", "10.0.0.0/16"],
  ] as const;
  for (const [name, prefix] of networks) {
    await ground.arm.put(vnet(name), vnetBody(prefix));
  }
});

afterEach(() => ground.sandbox.close());

const peer = (from: string, to: string, name = to) =>
  ground.arm.put(`${vnet(from)}/virtualNetworkPeerings/to-${name}`, {
    properties: { remoteVirtualNetwork: { id: vnet(to) }, allowVirtualNetworkAccess: true },
  });

const state = async (from: string, to: string) =>
  propertiesOf(await ground.arm.get(peering(from, to)))["peeringState"];

describe("a peering", () => {
  it("is connected when both sides have it, and shown by the network", async () => {
    await peer("hub", "spoke");
    expect(await state("hub", "spoke")).toBe("Initiated");
    await peer("spoke", "hub");
    expect([await state("hub", "spoke"), await state("spoke", "hub")]).toEqual([
      "Connected",
      "Connected",
    ]);
    const { virtualNetworkPeerings } = propertiesOf(await ground.arm.get(vnet("hub")));
    expect(virtualNetworkPeerings).toMatchObject([{ name: "to-spoke" }]);
  });

  it("has to be made anew on the other side when one side has gone", async () => {
    await peer("hub", "spoke");
    await peer("spoke", "hub");
    await ground.arm.remove(peering("hub", "spoke"));
    expect(await state("spoke", "hub")).toBe("Disconnected");
    expect(codeOf(await peer("hub", "spoke"))).toBe("RemotePeeringIsDisconnected");
    await ground.arm.remove(peering("spoke", "hub"));
    await peer("hub", "spoke");
    await peer("spoke", "hub");
    expect(await state("hub", "spoke")).toBe("Connected");
  });

  it("needs networks of different ranges, and one peering for each pair", async () => {
    expect(codeOf(await peer("hub", "twin"))).toBe("VnetAddressSpacesOverlap");
    await peer("spoke", "hub");
    expect(codeOf(await peer("spoke", "hub", "again"))).toBe(
      "AnotherPeeringAlreadyReferencesRemoteVnet",
    );
    expect(codeOf(await peer("spoke", "twin"))).toBe(
      "VnetAddressSpaceOverlapsWithAlreadyPeeredVnet",
    );
    expect(codeOf(await peer("spoke", "nowhere"))).toBe("InvalidResourceReference");
  });

  it("is lost with the other network", async () => {
    await peer("hub", "spoke");
    await peer("spoke", "hub");
    await ground.arm.remove(vnet("spoke"));
    expect(await state("hub", "spoke")).toBe("Disconnected");
  });
});
