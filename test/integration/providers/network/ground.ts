import { startSandbox, type Sandbox } from "../../../../sandbox/server";
import { ArmCalls } from "../../../support/armCalls";
import { firstSubscription } from "../../../support/sandbox";

export const location = "westeurope";
const group = `/subscriptions/${firstSubscription()}/resourceGroups/network-rg`;
export const network = `${group}/providers/Microsoft.Network`;
export const resources = `${group}/providers`;

export interface Ground {
  readonly sandbox: Sandbox;
  readonly arm: ArmCalls;
  readonly dns: ArmCalls;
}

/** A sandbox with an empty group for networks. */
export async function startGround(timeScale = 0): Promise<Ground> {
  const sandbox = await startSandbox({ timeScale, graphLagMs: 0, seed: "none" });
  const groups = new ArmCalls(sandbox, "2025-04-01");
  await groups.send("PUT", group, { location });
  const arm = new ArmCalls(sandbox, "2024-05-01");
  return { sandbox, arm, dns: new ArmCalls(sandbox, "2024-06-01") };
}

export function vnetBody(prefix: string, more: object = {}) {
  return { location, properties: { addressSpace: { addressPrefixes: [prefix] }, ...more } };
}

export function subnetBody(addressPrefix: string, more: object = {}) {
  return { properties: { addressPrefix, ...more } };
}

export function endpointBody(subnet: string, target: string, groupId: string, isManual = false) {
  const connection = {
    name: "link",
    properties: { privateLinkServiceId: target, groupIds: [groupId] },
  };
  const field = isManual ? "manualPrivateLinkServiceConnections" : "privateLinkServiceConnections";
  return { location, properties: { subnet: { id: subnet }, [field]: [connection] } };
}
