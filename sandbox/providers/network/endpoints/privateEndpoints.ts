import { ArmFault, type ProviderContext } from "../../../provider";
import { parseResourceId, sameId } from "../../../resourceId";
import { defineKind, type WriteRequest } from "../../defineKind";
import { idOf, listOf, textOf, type Fields } from "../../fields";
import { removeZoneRecords } from "../dns/zoneGroups";
import { endpointType } from "../networkTypes";
import { missingReference, referenced } from "../references";
import { trackedKind } from "../trackedKind";
import { dnsConfigs } from "./addresses";
import { connect, connectionsIn, disconnect, viewEndpoint } from "./connections";
import { addInterface } from "./networkInterfaces";

function endpointProperties(request: WriteRequest, context: ProviderContext): Fields {
  const { given, id, existing, location } = request;
  const subnet = context.store.get(idOf(referenced(id, given["subnet"], context)) ?? "");
  if (!subnet) {
    const message = `Private endpoint ${id} must reference a subnet.`;
    throw new ArmFault(400, "SubnetNotSpecified", message);
  }
  const vnet = context.store.get(parseResourceId(subnet.id)?.parentId ?? "");
  if (vnet?.location !== location) {
    throw missingReference(id, subnet.id);
  }
  const before = idOf(existing?.properties["subnet"]);
  if (before !== undefined && !sameId(before, subnet.id)) {
    const message = `The subnet of private endpoint ${id} cannot be changed.`;
    throw new ArmFault(400, "PrivateEndpointSubnetCannotBeChanged", message);
  }
  const connections = connectionsIn(request, context);
  const custom = textOf(given["customNetworkInterfaceName"]);
  const nicName = custom ?? `${request.name}-nic`;
  const nicId = id.replace(/\/privateEndpoints\/[^/]+$/iu, `/networkInterfaces/${nicName}`);
  return {
    ...(custom !== undefined && { customNetworkInterfaceName: custom }),
    subnet: { id: subnet.id },
    ...connections,
    networkInterfaces: existing?.properties["networkInterfaces"] ?? [{ id: nicId }],
    ipConfigurations: listOf(given["ipConfigurations"]),
    customDnsConfigs:
      existing?.properties["customDnsConfigs"] ??
      dnsConfigs({ properties: connections }, subnet, context),
  };
}

export const privateEndpoints = defineKind({
  ...trackedKind,
  type: endpointType,
  createMs: 60_000,
  deleteMs: 15_000,
  properties: endpointProperties,
  more: ({ existing }, { newGuid }) => ({
    internal: existing?.internal ?? { resourceGuid: newGuid() },
  }),
  finish: async (record, context) => {
    await addInterface(record, context);
    connect(record, context);
  },
  beforeDelete: (record, context) => {
    removeZoneRecords(record, context);
    disconnect(record, context);
    for (const nic of listOf(record.properties["networkInterfaces"])) {
      context.store.delete(String(nic["id"]));
    }
  },
  view: viewEndpoint,
});
