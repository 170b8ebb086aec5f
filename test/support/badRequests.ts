import { startSandbox, type Sandbox } from "../../sandbox/server";
import { call, firstSubscription, type RawRequest } from "./sandbox";

/** Where bad requests go: a group with one network, and a registry that never comes to be. */
export const subscription = `/subscriptions/${firstSubscription()}`;
export const group = `${subscription}/resourceGroups/rg`;
export const providers = `${group}/providers`;
export const registry = `${providers}/Microsoft.ContainerRegistry/registries/badinput1`;
export const network = `${providers}/Microsoft.Network/virtualNetworks/vnet`;
export const acr = "?api-version=2025-04-01";
export const net = "?api-version=2024-05-01";
export const location = "westeurope";
export const vnet = {
  location,
  properties: { addressSpace: { addressPrefixes: ["10.0.0.0/16"] } },
};

export async function startForBadRequests(): Promise<Sandbox> {
  const sandbox = await startSandbox({ seed: "none", timeScale: 0, graphLagMs: 0 });
  await sandbox.context.put(group, { location });
  await call(sandbox, { method: "PUT", path: network + net, body: vnet });
  return sandbox;
}

export const get = (path: string): RawRequest => ({ method: "GET", path });
export const put = (path: string, more: Partial<RawRequest>): RawRequest => ({
  method: "PUT",
  path,
  ...more,
});
