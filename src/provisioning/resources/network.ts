import { t } from "@vscode/l10n";
import type { SubnetRole } from "../../project/addressPlan";
import { withoutMarks } from "../changes/carryOver";
import { resourceId, resourceSpec, type PlanContext, type ResourceSpec } from "../context";
import { observedResource, propertiesOf } from "../observed";

const network = "Microsoft.Network";

export function vnetId(context: PlanContext): string {
  const { names } = context;
  return resourceId(context, names.commonResourceGroup, `${network}/virtualNetworks`, names.vnet);
}

function commonId(context: PlanContext, type: string, name: string): string {
  return resourceId(context, context.names.commonResourceGroup, `${network}/${type}`, name);
}

export const natGatewayId = (context: PlanContext) =>
  commonId(context, "natGateways", context.names.natGateway);
const routeTableId = (context: PlanContext) =>
  commonId(context, "routeTables", context.names.routeTable);

export function subnetId(context: PlanContext, name: string): string {
  return `${vnetId(context)}/subnets/${name}`;
}

/** The VNet without subnets: an inline list would remove those of others. */
export function virtualNetwork(context: PlanContext): ResourceSpec {
  const space = context.addresses.space ?? context.settings.network.addressSpace;
  return resourceSpec(context, {
    type: `${network}/virtualNetworks`,
    names: [context.names.vnet],
    group: context.names.commonResourceGroup,
    kind: t("Virtual network"),
    detail: space,
    shared: true,
    body: {
      location: context.region,
      tags: context.commonTags,
      properties: { addressSpace: { addressPrefixes: [space] } },
    },
  });
}

/** What gives the compute subnets their way out. */
export function egress(context: PlanContext): readonly ResourceSpec[] {
  const { names, region, commonTags, manifest } = context;
  const group = names.commonResourceGroup;
  if (manifest.network.egress === "natGateway") {
    const address = resourceSpec(context, {
      type: `${network}/publicIPAddresses`,
      names: [names.natPublicIp],
      group,
      kind: t("Public IP address"),
      detail: t("Of the NAT gateway"),
      shared: true,
      body: {
        location: region,
        tags: commonTags,
        sku: { name: "Standard", tier: "Regional" },
        properties: { publicIPAllocationMethod: "Static", publicIPAddressVersion: "IPv4" },
      },
    });
    const gateway = resourceSpec(context, {
      type: `${network}/natGateways`,
      names: [names.natGateway],
      group,
      kind: t("NAT gateway"),
      detail: t("Egress of the compute subnets"),
      shared: true,
      dependsOn: [address.id],
      body: {
        location: region,
        tags: commonTags,
        sku: { name: "Standard" },
        properties: { idleTimeoutInMinutes: 4, publicIpAddresses: [{ id: address.id }] },
      },
    });
    return [address, gateway];
  }
  if (manifest.network.egress === "existing") return [];
  const hop = { nextHopType: "VirtualAppliance", nextHopIpAddress: manifest.network.firewallIp };
  const table = resourceSpec(context, {
    type: `${network}/routeTables`,
    names: [names.routeTable],
    group,
    kind: t("Route table"),
    detail: t("Through the firewall {0}", manifest.network.firewallIp ?? ""),
    body: {
      location: region,
      tags: context.tags,
      properties: {
        routes: [{ name: "default", properties: { addressPrefix: "0.0.0.0/0", ...hop } }],
      },
    },
  });
  return [table];
}

/** A network security group with Azure's default rules; private endpoints and nodes need no inbound rule. */
function securityGroup(context: PlanContext, name: string): ResourceSpec {
  return resourceSpec(context, {
    type: `${network}/networkSecurityGroups`,
    names: [name],
    group: context.names.commonResourceGroup,
    kind: t("Network security group"),
    detail: t("Default rules"),
    body: { location: context.region, tags: context.tags, properties: {} },
  });
}

/** Settings of a subnet that a PUT has to carry along, else Azure removes them. */
const keptKeys = [
  "addressPrefix",
  "addressPrefixes",
  "networkSecurityGroup",
  "routeTable",
  "natGateway",
  "serviceEndpoints",
  "delegations",
  "privateEndpointNetworkPolicies",
  "privateLinkServiceNetworkPolicies",
  "defaultOutboundAccess",
];

function keptSettings(context: PlanContext, id: string): Readonly<Record<string, unknown>> {
  const existing = observedResource(context.observed, id);
  if (!existing) return {};
  const properties = propertiesOf(existing);
  return Object.fromEntries(
    keptKeys.filter((key) => key in properties).map((key) => [key, withoutMarks(properties[key])]),
  );
}

function egressOf(context: PlanContext): Readonly<Record<string, unknown>> {
  switch (context.manifest.network.egress) {
    case "natGateway":
      return { natGateway: { id: natGatewayId(context) } };
    case "firewall":
      return { routeTable: { id: routeTableId(context) } };
    case "existing":
      return {};
  }
}

const serviceEndpoints = ["Microsoft.KeyVault", "Microsoft.Storage"].map((service) => ({
  service,
}));

function commonSubnet(context: PlanContext, name: string, prefix: string): ResourceSpec {
  return resourceSpec(context, {
    type: `${network}/virtualNetworks/subnets`,
    names: [context.names.vnet, name],
    group: context.names.commonResourceGroup,
    kind: t("Subnet"),
    detail: prefix,
    shared: true,
    dependsOn: [vnetId(context)],
    body: { properties: { addressPrefix: prefix, privateEndpointNetworkPolicies: "Disabled" } },
  });
}

function nsgName(context: PlanContext, role: SubnetRole): string {
  const { names } = context;
  return { aks2: names.aks2Nsg, genai: names.genaiNsg, aks: names.aksNsg }[role];
}

/** Project subnets with security group and egress; they keep what is set on them already. */
function projectSubnets(context: PlanContext): readonly ResourceSpec[] {
  return context.addresses.subnets.flatMap((subnet) => {
    const group = securityGroup(context, nsgName(context, subnet.role));
    const id = subnetId(context, subnet.name);
    const spec = resourceSpec(context, {
      type: `${network}/virtualNetworks/subnets`,
      names: [context.names.vnet, subnet.name],
      group: context.names.commonResourceGroup,
      kind: t("Subnet"),
      detail: subnet.prefix,
      dependsOn: [vnetId(context), group.id, natGatewayId(context), routeTableId(context)],
      body: {
        properties: {
          addressPrefix: subnet.prefix,
          networkSecurityGroup: { id: group.id },
          serviceEndpoints,
          privateEndpointNetworkPolicies: "Disabled",
          defaultOutboundAccess: false,
          ...egressOf(context),
          ...keptSettings(context, id),
        },
      },
    });
    return [group, spec];
  });
}

/** All subnets, each waiting for the one before: parallel writes to one VNet are refused with 429. */
export function subnets(context: PlanContext): readonly ResourceSpec[] {
  const common = context.addresses.common.map((one) => commonSubnet(context, one.name, one.prefix));
  const specs = [...common, ...projectSubnets(context)];
  let previous: string | undefined;
  return specs.map((spec) => {
    if (!spec.type.endsWith("/subnets")) return spec;
    const before = previous === undefined ? [] : [previous];
    previous = spec.id;
    return { ...spec, dependsOn: [...spec.dependsOn, ...before] };
  });
}
