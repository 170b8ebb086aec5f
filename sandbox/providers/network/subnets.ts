import { ArmFault, type ProviderContext, type ResourceRecord } from "../../provider";
import { parseResourceId } from "../../resourceId";
import { doOverlap, isInside, parseRange, type AddressRange } from "../addressRanges";
import { defineKind, styles, type WriteRequest } from "../defineKind";
import { fieldsOf, idOf, listOf, textOf, textsOf, type Fields } from "../fields";
import { networkName, networkVersions, referenced } from "./references";

export const subnetType = "Microsoft.Network/virtualNetworks/subnets";

const underWay = ["Creating", "Updating", "Deleting"];

/** What Azure keeps of a subnet; checks range and references. */
export function subnetProperties(
  request: Pick<WriteRequest, "id" | "name" | "given">,
  vnet: ResourceRecord,
  context: ProviderContext,
): Fields {
  const { id, name, given } = request;
  const addressPrefix = textOf(given["addressPrefix"]) ?? textsOf(given["addressPrefixes"])[0];
  const range = addressPrefix === undefined ? undefined : parseRange(addressPrefix);
  if (!range || addressPrefix === undefined) {
    const message = `The address prefix '${addressPrefix ?? ""}' of subnet '${name}' is not a valid IPv4 range in CIDR notation.`;
    throw new ArmFault(400, "InvalidAddressPrefixFormat", message);
  }
  checkRange(request, range, vnet, context);
  const references = Object.fromEntries(
    ["networkSecurityGroup", "natGateway", "routeTable"].flatMap((field) => {
      const reference = referenced(id, given[field], context);
      return reference ? [[field, reference] as const] : [];
    }),
  );
  return {
    addressPrefix,
    ...references,
    serviceEndpoints: listOf(given["serviceEndpoints"]).map((endpoint) => ({
      ...endpoint,
      provisioningState: "Succeeded",
      locations: textsOf(endpoint["locations"]).length > 0 ? endpoint["locations"] : ["*"],
    })),
    delegations: listOf(given["delegations"]),
    privateEndpointNetworkPolicies: given["privateEndpointNetworkPolicies"] ?? "Disabled",
    privateLinkServiceNetworkPolicies: given["privateLinkServiceNetworkPolicies"] ?? "Enabled",
    ...(given["defaultOutboundAccess"] !== undefined && {
      defaultOutboundAccess: given["defaultOutboundAccess"],
    }),
  };
}

function checkRange(
  { id, name }: Pick<WriteRequest, "id" | "name">,
  range: AddressRange,
  vnet: ResourceRecord,
  { store }: ProviderContext,
): void {
  const spaces = textsOf(fieldsOf(vnet.properties["addressSpace"])["addressPrefixes"]);
  if (!spaces.some((space) => isInsideText(range, space)) || range.prefixLength > 29) {
    const message = `Subnet '${name}' is not valid in virtual network '${vnet.name}'.`;
    throw new ArmFault(400, "NetcfgInvalidSubnet", message);
  }
  for (const other of store.list({ type: subnetType, parent: vnet.id })) {
    const otherRange = parseRange(textOf(other.properties["addressPrefix"]) ?? "");
    if (other.id.toLowerCase() !== id.toLowerCase() && otherRange && doOverlap(range, otherRange)) {
      const message = `Subnet '${name}' is not valid because its IP address range overlaps with that of an existing subnet in virtual network '${vnet.name}'.`;
      throw new ArmFault(400, "NetcfgSubnetRangesOverlap", message);
    }
  }
}

function isInsideText(range: AddressRange, space: string): boolean {
  const outer = parseRange(space);
  return outer !== undefined && isInside(range, outer);
}

/** Throws when something in the subnet would lose its network. */
export function refuseWhenUsed(subnet: ResourceRecord, { store }: ProviderContext): void {
  const key = subnet.id.toLowerCase();
  const user = store
    .list({ type: "Microsoft.Network/privateEndpoints" })
    .find(({ properties }) => idOf(properties["subnet"])?.toLowerCase() === key);
  const pool = store
    .list({ type: "Microsoft.ContainerService/managedClusters/agentPools" })
    .find(({ properties }) => textOf(properties["vnetSubnetID"])?.toLowerCase() === key);
  const used = user ?? pool;
  if (used) {
    const message = `Subnet ${subnet.name} is in use by ${used.id} and cannot be deleted. In order to delete the subnet, delete all the resources within the subnet. See aka.ms/deletesubnet.`;
    throw new ArmFault(400, "InUseSubnetCannotBeDeleted", message);
  }
}

/** One change of a network at a time, as Azure has it. */
function refuseParallel(id: string, vnetId: string, { store }: ProviderContext): void {
  const busy = store
    .list({ type: subnetType, parent: vnetId })
    .find(
      (other) =>
        other.id.toLowerCase() !== id.toLowerCase() &&
        underWay.includes(String(other.properties["provisioningState"])),
    );
  if (busy) {
    const message = `Another operation on this or dependent resource is in progress. The subnet '${busy.name}' of the same virtual network is being changed.`;
    throw new ArmFault(429, "AnotherOperationInProgress", message, { retryAfterSeconds: 10 });
  }
}

function vnetOf(id: string, { store }: ProviderContext): ResourceRecord {
  const vnetId = parseResourceId(id)?.parentId ?? "";
  const vnet = store.get(vnetId);
  if (!vnet) {
    const message = `Resource ${vnetId} not found.`;
    throw new ArmFault(404, "ParentResourceNotFound", message);
  }
  return vnet;
}

export const subnets = defineKind({
  type: subnetType,
  apiVersions: networkVersions,
  style: styles.asyncOperation,
  name: networkName,
  hasEtag: true,
  busyState: "Updating",
  createMs: 5000,
  updateMs: 4000,
  deleteMs: 10_000,
  properties: (request, context) => {
    const vnet = vnetOf(request.id, context);
    refuseParallel(request.id, vnet.id, context);
    return subnetProperties(request, vnet, context);
  },
  beforeDelete: (record, context) => {
    refuseParallel(record.id, vnetOf(record.id, context).id, context);
    refuseWhenUsed(record, context);
  },
});
