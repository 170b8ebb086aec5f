import { createHash } from "node:crypto";
import { ArmFault } from "../../provider";
import { defineKind, styles } from "../defineKind";
import { fieldsOf, listOf, without } from "../fields";
import { networkName, networkVersions, referenced } from "./references";

const common = {
  apiVersions: networkVersions,
  style: styles.asyncOperation,
  tracked: true,
  name: networkName,
  hasEtag: true,
  busyState: "Updating",
  deleteMs: 8000,
} as const;

const rule = (name: string, priority: number, direction: string, rest: object): object => ({
  name,
  properties: {
    protocol: "*",
    sourcePortRange: "*",
    destinationPortRange: "*",
    priority,
    direction,
    provisioningState: "Succeeded",
    ...rest,
  },
});

const between = (source: string, destination: string, access: string): object => ({
  sourceAddressPrefix: source,
  destinationAddressPrefix: destination,
  access,
});

/** The six rules that every network security group has. */
const defaultSecurityRules = [
  rule("AllowVnetInBound", 65000, "Inbound", between("VirtualNetwork", "VirtualNetwork", "Allow")),
  rule(
    "AllowAzureLoadBalancerInBound",
    65001,
    "Inbound",
    between("AzureLoadBalancer", "*", "Allow"),
  ),
  rule("DenyAllInBound", 65500, "Inbound", between("*", "*", "Deny")),
  rule(
    "AllowVnetOutBound",
    65000,
    "Outbound",
    between("VirtualNetwork", "VirtualNetwork", "Allow"),
  ),
  rule("AllowInternetOutBound", 65001, "Outbound", between("*", "Internet", "Allow")),
  rule("DenyAllOutBound", 65500, "Outbound", between("*", "*", "Deny")),
];

export const networkSecurityGroups = defineKind({
  ...common,
  type: "Microsoft.Network/networkSecurityGroups",
  createMs: 5000,
  properties: ({ given, existing, id }, context) => ({
    resourceGuid: existing?.properties["resourceGuid"] ?? context.newGuid(),
    securityRules: listOf(given["securityRules"]).map((each) => ({
      ...each,
      id: `${id}/securityRules/${String(each["name"])}`,
      properties: { ...fieldsOf(each["properties"]), provisioningState: "Succeeded" },
    })),
    defaultSecurityRules,
  }),
});

/** Addresses of TEST-NET-3 (RFC 5737): they belong to nobody. */
export const publicIPAddresses = defineKind({
  ...common,
  type: "Microsoft.Network/publicIPAddresses",
  createMs: 6000,
  keeps: ["sku", "zones"],
  properties: ({ given, existing, id }, context) => ({
    ...without(given, "ipConfiguration"),
    resourceGuid: existing?.properties["resourceGuid"] ?? context.newGuid(),
    publicIPAddressVersion: given["publicIPAddressVersion"] ?? "IPv4",
    publicIPAllocationMethod: given["publicIPAllocationMethod"] ?? "Static",
    idleTimeoutInMinutes: given["idleTimeoutInMinutes"] ?? 4,
    ipTags: [],
    ipAddress: `203.0.113.${((createHash("sha256").update(id.toLowerCase()).digest()[0] ?? 0) % 254) + 1}`,
  }),
});

export const natGateways = defineKind({
  ...common,
  type: "Microsoft.Network/natGateways",
  createMs: 25_000,
  keeps: ["sku", "zones"],
  properties: ({ given, existing, id, body }, context) => {
    const name = fieldsOf(body["sku"])["name"] ?? existing?.sku?.["name"];
    if (name !== "Standard") {
      const message = `The SKU of NAT gateway ${id} is not valid: it must be 'Standard'.`;
      throw new ArmFault(400, "NatGatewaySkuNotSpecified", message);
    }
    return {
      ...without(given, "subnets"),
      resourceGuid: existing?.properties["resourceGuid"] ?? context.newGuid(),
      idleTimeoutInMinutes: given["idleTimeoutInMinutes"] ?? 4,
      publicIpAddresses: listOf(given["publicIpAddresses"]).map((address) =>
        referenced(id, address, context),
      ),
    };
  },
  beforeDelete: ({ id }, { store }) => {
    const key = id.toLowerCase();
    const user = store
      .list({ type: "Microsoft.Network/virtualNetworks/subnets" })
      .find(
        ({ properties }) => String(fieldsOf(properties["natGateway"])["id"]).toLowerCase() === key,
      );
    if (user) {
      const message = `Nat Gateway ${id} cannot be deleted because it is in use by ${user.id}.`;
      throw new ArmFault(400, "InUseNatGatewayCannotBeDeleted", message);
    }
  },
});

export const routeTables = defineKind({
  ...common,
  type: "Microsoft.Network/routeTables",
  createMs: 5000,
  properties: ({ given, existing, id }, context) => ({
    resourceGuid: existing?.properties["resourceGuid"] ?? context.newGuid(),
    disableBgpRoutePropagation: given["disableBgpRoutePropagation"] ?? false,
    routes: listOf(given["routes"]).map((each) => ({
      ...each,
      id: `${id}/routes/${String(each["name"])}`,
      properties: { ...fieldsOf(each["properties"]), provisioningState: "Succeeded" },
    })),
  }),
});

/** Made by private endpoints; not meant to be written by a client. */
export const networkInterfaces = defineKind({
  ...common,
  type: "Microsoft.Network/networkInterfaces",
  properties: ({ given }) => given,
});
