import { ArmFault, type ProviderContext, type ResourceRecord } from "../../../provider";
import { doOverlap, isInside, parseRange, type AddressRange } from "../../addressRanges";
import { fieldsOf, listOf, textOf, textsOf, type Fields } from "../../fields";
import { referenced, requireRange } from "../references";
import { usersOf } from "./subnetUse";

/** The smallest subnet that Azure makes. */
const longestPrefix = 29;

export interface SubnetRequest {
  readonly id: string;
  readonly name: string;
  readonly given: Fields;
  readonly existing: ResourceRecord | undefined;
  /** The other subnets of the network, as they will be. */
  readonly others: readonly { readonly name: string; readonly prefix: string }[];
}

export function prefixOf(properties: Fields): string {
  return textOf(properties["addressPrefix"]) ?? textsOf(properties["addressPrefixes"])[0] ?? "";
}

/** What Azure keeps of a subnet; checks range and references. */
export function subnetProperties(
  request: SubnetRequest,
  vnet: Pick<ResourceRecord, "name" | "properties">,
  context: ProviderContext,
): Fields {
  const { id, given, existing } = request;
  const addressPrefix = prefixOf(given);
  checkRange(request, requireRange(addressPrefix, id), vnet);
  const before = existing && prefixOf(existing.properties);
  if (before !== undefined && before !== addressPrefix && usersOf(id, context).length > 0) {
    const message = `IpPrefix ${before} on Subnet ${request.name} has active allocations and cannot be deleted.`;
    throw new ArmFault(400, "InUsePrefixCannotBeDeleted", message);
  }
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
    delegations: listOf(given["delegations"]).map((delegation) => delegationOf(id, delegation)),
    privateEndpointNetworkPolicies: given["privateEndpointNetworkPolicies"] ?? "Disabled",
    privateLinkServiceNetworkPolicies: given["privateLinkServiceNetworkPolicies"] ?? "Enabled",
    ...(given["defaultOutboundAccess"] !== undefined && {
      defaultOutboundAccess: given["defaultOutboundAccess"],
    }),
  };
}

function delegationOf(subnetId: string, { name, properties }: Fields): Fields {
  const serviceName = textOf(fieldsOf(properties)["serviceName"]);
  if (textOf(name) === undefined || serviceName === undefined) {
    const message = `A delegation of subnet ${subnetId} needs a name and a serviceName.`;
    throw new ArmFault(400, "InvalidRequestFormat", message);
  }
  return {
    name,
    id: `${subnetId}/delegations/${String(name)}`,
    type: "Microsoft.Network/virtualNetworks/subnets/delegations",
    properties: {
      serviceName,
      actions: ["Microsoft.Network/virtualNetworks/subnets/join/action"],
      provisioningState: "Succeeded",
    },
  };
}

function checkRange(
  { name, others }: SubnetRequest,
  range: AddressRange,
  vnet: Pick<ResourceRecord, "name" | "properties">,
): void {
  const spaces = textsOf(fieldsOf(vnet.properties["addressSpace"])["addressPrefixes"]);
  if (!spaces.some((space) => isInsideText(range, space))) {
    const message = `Subnet '${name}' is not valid because its IP address range is outside the IP address range of virtual network '${vnet.name}'.`;
    throw new ArmFault(400, "NetcfgSubnetRangeOutsideVnet", message);
  }
  if (range.prefixLength > longestPrefix) {
    const message = `Subnet '${name}' is not valid in virtual network '${vnet.name}'.`;
    throw new ArmFault(400, "NetcfgInvalidSubnet", message);
  }
  for (const other of others) {
    const otherRange = parseRange(other.prefix);
    if (otherRange && doOverlap(range, otherRange)) {
      const message = `Subnet '${name}' is not valid because its IP address range overlaps with that of an existing subnet in virtual network '${vnet.name}'.`;
      throw new ArmFault(400, "NetcfgSubnetRangesOverlap", message);
    }
  }
}

function isInsideText(range: AddressRange, space: string): boolean {
  const outer = parseRange(space);
  return outer !== undefined && isInside(range, outer);
}
