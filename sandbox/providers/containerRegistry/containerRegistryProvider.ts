import { invalidContent, resourceNotFound } from "../../armErrors";
import { requireScope } from "../../parents";
import type { Provider, ProviderRoute } from "../../provider";
import { textOf } from "../fields";
import { privateEndpointConnections } from "../privateEndpointConnections";
import {
  registries,
  registryName,
  registryNamed,
  registryType,
  registryVersions,
} from "./registries";

const checkName: ProviderRoute = {
  method: "POST",
  path: "/subscriptions/{subscriptionId}/providers/Microsoft.ContainerRegistry/checkNameAvailability",
  apiVersions: registryVersions,
  handle: ({ body }, context) => {
    const name = textOf(body["name"]) ?? "";
    if (textOf(body["type"])?.toLowerCase() !== registryType.toLowerCase()) {
      throw invalidContent(`The property 'type' has to be '${registryType}'.`);
    }
    if (!registryName.pattern.test(name)) {
      const answer = { reason: "Invalid", message: registryName.message };
      return { status: 200, body: { nameAvailable: false, ...answer } };
    }
    const message = `The registry ${name} is already in use.`;
    const taken = { nameAvailable: false, reason: "AlreadyExists", message };
    const isTaken = registryNamed(name, context) !== undefined;
    return { status: 200, body: isTaken ? taken : { nameAvailable: true } };
  },
};

const gibibyte = 1024 ** 3;
/** Public limits of the SKUs. */
const limits: Readonly<Record<string, { readonly bytes: number; readonly webhooks: number }>> = {
  Basic: { bytes: 10 * gibibyte, webhooks: 2 },
  Standard: { bytes: 100 * gibibyte, webhooks: 10 },
  Premium: { bytes: 500 * gibibyte, webhooks: 500 },
};

const listUsages: ProviderRoute = {
  method: "GET",
  path: `/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}/providers/${registryType}/{name}/listUsages`,
  apiVersions: registryVersions,
  handle: ({ params }, { store }) => {
    const { subscriptionId = "", resourceGroup = "", name = "" } = params;
    const group = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`;
    requireScope(store, group);
    const record = store.get(`${group}/providers/${registryType}/${name}`);
    const limit = limits[textOf(record?.sku?.["name"]) ?? ""];
    if (!record || !limit) {
      throw resourceNotFound(registryType, name, resourceGroup);
    }
    const value = [
      { name: "Size", limit: limit.bytes, currentValue: 0, unit: "Bytes" },
      { name: "Webhooks", limit: limit.webhooks, currentValue: 0, unit: "Count" },
    ];
    return { status: 200, body: { value } };
  },
};

export const containerRegistryProvider: Provider = {
  namespace: "Microsoft.ContainerRegistry",
  kinds: [registries, privateEndpointConnections(registryType, registryVersions)],
  routes: [checkName, listUsages],
};
