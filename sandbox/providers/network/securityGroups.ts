import { ArmFault, type ProviderContext, type ResourceRecord } from "../../provider";
import { defineKind, plainView } from "../defineKind";
import { fieldsOf, isFields, listOf, numberOf, textOf, type Fields } from "../fields";
import { subnetsWith } from "./referrers";
import { trackedKind } from "./trackedKind";

const securityRuleType = "Microsoft.Network/networkSecurityGroups/securityRules";

interface DefaultRule {
  readonly name: string;
  readonly priority: number;
  readonly direction: "Inbound" | "Outbound";
  readonly access: "Allow" | "Deny";
  readonly from: string;
  readonly to: string;
}

const vnet = "VirtualNetwork";

/** The six rules that every network security group has. */
const defaultRules: readonly DefaultRule[] = [
  inbound("AllowVnetInBound", 65000, "Allow", [vnet, vnet]),
  inbound("AllowAzureLoadBalancerInBound", 65001, "Allow", ["AzureLoadBalancer", "*"]),
  inbound("DenyAllInBound", 65500, "Deny", ["*", "*"]),
  outbound("AllowVnetOutBound", 65000, "Allow", [vnet, vnet]),
  outbound("AllowInternetOutBound", 65001, "Allow", ["*", "Internet"]),
  outbound("DenyAllOutBound", 65500, "Deny", ["*", "*"]),
];

type Ends = readonly [from: string, to: string];

function inbound(name: string, priority: number, access: DefaultRule["access"], ends: Ends) {
  const [from, to] = ends;
  return { name, priority, access, from, to, direction: "Inbound" } as const;
}

function outbound(name: string, priority: number, access: DefaultRule["access"], ends: Ends) {
  return { ...inbound(name, priority, access, ends), direction: "Outbound" } as const;
}

function shownDefault(groupId: string, rule: DefaultRule): Fields {
  const { name, priority, direction, access, from, to } = rule;
  return {
    name,
    id: `${groupId}/defaultSecurityRules/${name}`,
    type: "Microsoft.Network/networkSecurityGroups/defaultSecurityRules",
    properties: {
      protocol: "*",
      sourcePortRange: "*",
      destinationPortRange: "*",
      sourceAddressPrefix: from,
      destinationAddressPrefix: to,
      access,
      priority,
      direction,
      provisioningState: "Succeeded",
    },
  };
}

const required = ["protocol", "access", "priority", "direction"] as const;

/** The rules of a body; throws for missing fields, priorities out of range and those given twice. */
function securityRules(groupId: string, given: unknown): Fields[] {
  const rules = listOf(given).map((rule) => {
    const name = textOf(rule["name"]) ?? "";
    const properties = fieldsOf(rule["properties"]);
    const missing = required.find((field) => properties[field] === undefined);
    if (name === "" || !isFields(rule["properties"]) || missing !== undefined) {
      const message = `The security rule '${name}' of ${groupId} lacks '${missing ?? "name"}'.`;
      throw new ArmFault(400, "InvalidRequestFormat", message);
    }
    const priority = numberOf(properties["priority"]) ?? 0;
    if (priority < 100 || priority > 4096) {
      const message = `Security rule has invalid Priority. Value provided: ${priority} Allowed range 100-4096.`;
      throw new ArmFault(400, "SecurityRuleInvalidPriority", message);
    }
    return {
      name,
      id: `${groupId}/securityRules/${name}`,
      type: securityRuleType,
      properties: { ...properties, provisioningState: "Succeeded" },
    };
  });
  refuseDoubles(rules);
  return rules;
}

function refuseDoubles(rules: readonly { name: string; properties: Fields }[]): void {
  const seen = new Map<string, string>();
  for (const { name, properties } of rules) {
    const place = `${String(properties["direction"]).toLowerCase()} ${String(properties["priority"])}`;
    const other = seen.get(place);
    if (other !== undefined) {
      const message = `Security rule ${name} conflicts with rule ${other}. Rules cannot have the same Priority and Direction.`;
      throw new ArmFault(400, "SecurityRuleConflict", message);
    }
    seen.set(place, name);
  }
}

export const networkSecurityGroups = defineKind({
  ...trackedKind,
  type: "Microsoft.Network/networkSecurityGroups",
  createMs: 5000,
  properties: ({ given, existing, id }, context) => ({
    resourceGuid: existing?.properties["resourceGuid"] ?? context.newGuid(),
    securityRules: securityRules(id, given["securityRules"]),
    defaultSecurityRules: defaultRules.map((rule) => shownDefault(id, rule)),
  }),
  beforeDelete: ({ id }, context) => {
    const users = subnetsWith(id, context);
    if (users.length > 0) {
      const message = `Network security group ${id} cannot be deleted because it is in use by the following resources: ${users.join(", ")}. In order to delete the Network security group, remove the association with the resource(s). To learn how to do this, see aka.ms/deletensg.`;
      throw new ArmFault(400, "InUseNetworkSecurityGroupCannotBeDeleted", message);
    }
  },
  view: (record: ResourceRecord, context: ProviderContext) => {
    const users = subnetsWith(record.id, context);
    const subnets = users.map((id) => ({ id }));
    const shown = users.length > 0 ? { ...record.properties, subnets } : record.properties;
    return { ...plainView(record), properties: shown };
  },
});
