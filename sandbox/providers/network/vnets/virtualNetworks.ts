import { ArmFault, type ProviderContext, type ResourceRecord } from "../../../provider";
import { defineKind, plainView, styles, type WriteRequest } from "../../defineKind";
import { fieldsOf, textOf, textsOf, type Fields } from "../../fields";
import { peeringType, subnetType } from "../networkTypes";
import { networkName, networkVersions, requireRange } from "../references";
import { checkKeptSubnets, replaceSubnets } from "./inlineSubnets";
import { disconnectPeers } from "./peerings";
import { refuseParallel } from "./refuseParallel";
import { refuseWhenUsed } from "./subnetUse";

function vnetProperties(request: WriteRequest, context: ProviderContext): Fields {
  const { given, existing, id } = request;
  if (existing) {
    refuseParallel({ vnet: existing, id, existing }, context);
  }
  const prefixes = textsOf(fieldsOf(given["addressSpace"])["addressPrefixes"]);
  if (prefixes.length === 0) {
    const message = `The address space of virtual network ${id} has no address prefix.`;
    throw new ArmFault(400, "InvalidAddressPrefixFormat", message);
  }
  for (const prefix of prefixes) {
    requireRange(prefix, id);
  }
  const servers = textsOf(fieldsOf(given["dhcpOptions"])["dnsServers"]);
  return {
    addressSpace: { addressPrefixes: prefixes },
    dhcpOptions: { dnsServers: servers },
    enableDdosProtection: given["enableDdosProtection"] ?? false,
    resourceGuid: textOf(existing?.properties["resourceGuid"]) ?? context.newGuid(),
    // Read by `afterChecks`, which turns the list into children.
    ...(Array.isArray(given["subnets"]) && { subnets: given["subnets"] }),
  };
}

/** Subnets are kept as children; a PUT that lists some removes the others, one without a list keeps all. */
export const virtualNetworks = defineKind({
  type: "Microsoft.Network/virtualNetworks",
  apiVersions: networkVersions,
  style: styles.asyncOperation,
  tracked: true,
  name: { ...networkName, pattern: /^[A-Za-z0-9]([\w.-]{0,62}\w)?$/u },
  hasEtag: true,
  patchesTags: true,
  busyState: "Updating",
  createMs: 8000,
  deleteMs: 10_000,
  properties: vnetProperties,
  afterChecks: (record, context) => {
    const { subnets: listed, ...properties } = record.properties;
    record.properties = properties;
    if (listed === undefined) {
      checkKeptSubnets(record, context);
    } else {
      replaceSubnets(record, listed, context);
    }
  },
  beforeDelete: (record, context) => {
    refuseParallel({ vnet: record, id: record.id, existing: undefined }, context);
    for (const subnet of context.store.list({ type: subnetType, parent: record.id })) {
      refuseWhenUsed(subnet, context);
    }
    disconnectPeers(record.id, context);
  },
  view: (record: ResourceRecord, { store }: ProviderContext) => {
    const children = (type: string) => store.list({ type, parent: record.id }).map(plainView);
    return {
      ...plainView(record),
      properties: {
        ...record.properties,
        subnets: children(subnetType),
        virtualNetworkPeerings: children(peeringType),
      },
    };
  },
});
