import type { ProviderContext, ResourceRecord } from "../../../provider";
import { defineKind } from "../../defineKind";
import { listOf, textOf, textsOf } from "../../fields";
import { trackedKind } from "../trackedKind";

/** Made by private endpoints; not meant to be written by a client. */
export const networkInterfaces = defineKind({
  ...trackedKind,
  type: "Microsoft.Network/networkInterfaces",
  properties: ({ given }) => given,
});

/** The interface of an endpoint with an address for each of its host names. */
export async function addInterface(
  endpoint: ResourceRecord,
  context: ProviderContext,
): Promise<void> {
  const id = textOf(listOf(endpoint.properties["networkInterfaces"])[0]?.["id"]);
  if (id === undefined || context.store.has(id)) {
    return;
  }
  const configs = listOf(endpoint.properties["customDnsConfigs"]);
  const ipConfigurations = configs.map((config, index) => ({
    name: `privateEndpointIpConfig.${index + 1}`,
    properties: {
      privateIPAddress: textsOf(config["ipAddresses"])[0],
      privateIPAllocationMethod: "Dynamic",
      subnet: endpoint.properties["subnet"],
      primary: index === 0,
      provisioningState: "Succeeded",
    },
  }));
  const properties = { ipConfigurations, privateEndpoint: { id: endpoint.id } };
  await context.put(id, { location: endpoint.location, properties });
}
