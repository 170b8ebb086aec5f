import { ArmFault, type ProviderContext, type ResourceRecord } from "../../provider";
import { parseRange } from "../addressRanges";
import { defineKind, plainView, styles } from "../defineKind";
import { fieldsOf, listOf, textOf, textsOf } from "../fields";
import { networkName, networkVersions } from "./references";
import { refuseWhenUsed, subnetProperties, subnets, subnetType } from "./subnets";

/** Subnets are kept as children; a PUT that lists some removes the others, one without a list keeps all. */
export const virtualNetworks = defineKind({
  type: "Microsoft.Network/virtualNetworks",
  apiVersions: networkVersions,
  style: styles.asyncOperation,
  tracked: true,
  name: { ...networkName, pattern: /^[A-Za-z0-9]([\w.-]{0,62}\w)?$/u },
  hasEtag: true,
  busyState: "Updating",
  createMs: 8000,
  deleteMs: 10_000,
  properties: ({ given, name, existing }, context) => {
    const addressSpace = fieldsOf(given["addressSpace"]);
    const prefixes = textsOf(addressSpace["addressPrefixes"]);
    if (prefixes.length === 0 || !prefixes.every((prefix) => parseRange(prefix))) {
      const message = `The address space of virtual network '${name}' is not a list of IPv4 ranges in CIDR notation: '${prefixes.join(", ")}'.`;
      throw new ArmFault(400, "InvalidAddressPrefixFormat", message);
    }
    return {
      addressSpace: { addressPrefixes: prefixes },
      dhcpOptions: { dnsServers: textsOf(fieldsOf(given["dhcpOptions"])["dnsServers"]) },
      enableDdosProtection: given["enableDdosProtection"] ?? false,
      resourceGuid: existing?.properties["resourceGuid"] ?? context.newGuid(),
      virtualNetworkPeerings: listOf(given["virtualNetworkPeerings"]),
      // Read by `afterChecks`, which turns the list into children.
      ...(Array.isArray(given["subnets"]) && { subnets: given["subnets"] }),
    };
  },
  afterChecks: (record, context) => {
    const { subnets: listed, ...properties } = record.properties;
    record.properties = properties;
    if (listed !== undefined) {
      replaceSubnets(record, listed, context);
    }
  },
  beforeDelete: (record, context) => {
    for (const subnet of context.store.list({ type: subnetType, parent: record.id })) {
      refuseWhenUsed(subnet, context);
    }
  },
  view: (record, { store }) => {
    const children = store.list({ type: subnetType, parent: record.id });
    const shown = plainView(record);
    return { ...shown, properties: { ...record.properties, subnets: children.map(plainView) } };
  },
});

function replaceSubnets(vnet: ResourceRecord, listed: unknown, context: ProviderContext): void {
  const { store } = context;
  const wanted = listOf(listed).map((subnet) => {
    const name = textOf(subnet["name"]) ?? "";
    return { name, id: `${vnet.id}/subnets/${name}`, given: fieldsOf(subnet["properties"]) };
  });
  const keys = new Set(wanted.map(({ id }) => id.toLowerCase()));
  const gone = store
    .list({ type: subnetType, parent: vnet.id })
    .filter(({ id }) => !keys.has(id.toLowerCase()));
  for (const subnet of gone) {
    refuseWhenUsed(subnet, context);
  }
  for (const subnet of gone) {
    store.delete(subnet.id);
  }
  for (const { id, name, given } of wanted) {
    const properties = subnetProperties({ id, name, given }, vnet, context);
    const etag = `W/"${context.newGuid()}"`;
    const existing = store.get(id);
    store.put({
      id: existing?.id ?? id,
      type: subnets.type,
      name,
      etag: existing?.etag ?? etag,
      properties: { ...properties, provisioningState: "Succeeded" },
    });
  }
}
