import { ArmFault, type ProviderContext, type ResourceRecord } from "../../provider";
import { parseResourceId } from "../../resourceId";
import { defineKind, plainView, requireReference, styles } from "../defineKind";
import {
  fieldsOf,
  idOf,
  lastSegment,
  listOf,
  numberOf,
  textOf,
  textsOf,
  type Fields,
} from "../fields";
import { nameInZone } from "./privateLinkHosts";
import { networkName, networkVersions } from "./references";

const zoneType = "Microsoft.Network/privateDnsZones";
const linkType = `${zoneType}/virtualNetworkLinks`;
const recordType = `${zoneType}/A`;
const apiVersions = ["2024-06-01"];

export const privateDnsZones = defineKind({
  type: zoneType,
  apiVersions,
  style: styles.location,
  tracked: true,
  isGlobal: true,
  hasEtag: true,
  createMs: 20_000,
  updateMs: 3000,
  deleteMs: 10_000,
  name: {
    pattern: /^(?=.{1,253}$)[a-z0-9_]([\w-]*\w)?(\.[a-z0-9_]([\w-]*\w)?)+$/iu,
    code: "InvalidPrivateDnsZoneName",
    message: "A zone name has two or more labels of letters, digits and '-'.",
  },
  properties: () => ({
    maxNumberOfRecordSets: 25_000,
    maxNumberOfVirtualNetworkLinks: 1000,
    maxNumberOfVirtualNetworkLinksWithRegistration: 100,
  }),
  beforeDelete: ({ id }, { store }) => {
    if (store.list({ type: linkType, parent: id }).length > 0) {
      const message = `Cannot delete resource while nested resources exist: zone '${lastSegment(id)}' has virtual network links.`;
      throw new ArmFault(409, "CannotDeleteResource", message);
    }
  },
  view: (record, { store }) => ({
    ...plainView(record),
    properties: {
      ...record.properties,
      numberOfRecordSets: 1 + store.list({ type: recordType, parent: record.id }).length,
      numberOfVirtualNetworkLinks: store.list({ type: linkType, parent: record.id }).length,
      numberOfVirtualNetworkLinksWithRegistration: 0,
    },
  }),
});

export const virtualNetworkLinks = defineKind({
  type: linkType,
  apiVersions,
  style: styles.location,
  tracked: true,
  isGlobal: true,
  name: networkName,
  hasEtag: true,
  createMs: 15_000,
  updateMs: 3000,
  deleteMs: 10_000,
  properties: ({ given, id }, context) => {
    const vnetId = idOf(given["virtualNetwork"]);
    const vnet = requireReference(
      vnetId,
      "Microsoft.Network/virtualNetworks",
      context,
      (missing) =>
        new ArmFault(400, "BadRequest", `The virtual network '${missing}' was not found.`),
    );
    const zone = parseResourceId(id)?.parentId ?? "";
    const zoneName = lastSegment(zone);
    const other = context.store
      .list({ type: linkType })
      .find(
        (link) =>
          link.id.toLowerCase() !== id.toLowerCase() &&
          lastSegment(parseResourceId(link.id)?.parentId ?? "").toLowerCase() === zoneName &&
          idOf(link.properties["virtualNetwork"])?.toLowerCase() === vnet.id.toLowerCase(),
      );
    if (other) {
      const message = `A virtual network cannot be linked to multiple zones with overlapping namespaces. You tried to link virtual network with '${zoneName}' and '${other.id}' zones.`;
      throw new ArmFault(409, "Conflict", message);
    }
    return {
      virtualNetwork: { id: vnet.id },
      registrationEnabled: given["registrationEnabled"] ?? false,
      virtualNetworkLinkState: "Completed",
    };
  },
});

/** A records; the only ones that private endpoints need. */
export const dnsRecords = defineKind({
  type: recordType,
  apiVersions,
  isStateless: true,
  hasEtag: true,
  properties: ({ given, id, name }) => ({
    ttl: numberOf(given["ttl"]) ?? 3600,
    fqdn: `${name === "@" ? "" : `${name}.`}${lastSegment(parseResourceId(id)?.parentId ?? "")}.`,
    aRecords: listOf(given["aRecords"]),
    isAutoRegistered: false,
    ...(given["metadata"] !== undefined && { metadata: given["metadata"] }),
  }),
});

/** Writes the endpoint's addresses into the zones. */
export const privateDnsZoneGroups = defineKind({
  type: "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
  apiVersions: networkVersions,
  style: styles.asyncOperation,
  name: networkName,
  hasEtag: true,
  busyState: "Updating",
  createMs: 12_000,
  deleteMs: 6000,
  properties: ({ given, id }, context) => {
    const endpoint = context.store.get(parseResourceId(id)?.parentId ?? "");
    const configs = listOf(given["privateDnsZoneConfigs"]).map((config) => {
      const zone = zoneOf(config, context);
      const recordSets = endpoint ? recordSetsOf(endpoint, zone) : [];
      return {
        name: config["name"],
        properties: { privateDnsZoneId: zone.id, recordSets },
      };
    });
    return { privateDnsZoneConfigs: configs };
  },
  finish: async (record, context) => {
    for (const config of listOf(record.properties["privateDnsZoneConfigs"])) {
      const { privateDnsZoneId, recordSets } = fieldsOf(config["properties"]);
      for (const set of listOf(recordSets)) {
        const aRecords = textsOf(set["ipAddresses"]).map((ipv4Address) => ({ ipv4Address }));
        await context.put(`${String(privateDnsZoneId)}/A/${String(set["recordSetName"])}`, {
          properties: { ttl: 10, aRecords, metadata: { creator: "created by private endpoint" } },
        });
      }
    }
  },
});

function zoneOf(config: Fields, context: ProviderContext): ResourceRecord {
  const id = textOf(fieldsOf(config["properties"])["privateDnsZoneId"]);
  return requireReference(id, zoneType, context, (missing) => {
    const message = `Call to Microsoft.Network/privateDnsZones failed. Error message: Resource ${missing} was not found.`;
    return new ArmFault(400, "InvalidPrivateDnsZoneIds", message);
  });
}

function recordSetsOf(endpoint: ResourceRecord, zone: ResourceRecord): Fields[] {
  return listOf(endpoint.properties["customDnsConfigs"]).flatMap((config) => {
    const recordSetName = nameInZone(textOf(config["fqdn"]) ?? "", zone.name);
    if (recordSetName === undefined) {
      return [];
    }
    return [
      {
        recordType: "A",
        recordSetName,
        fqdn: `${recordSetName}.${zone.name}`,
        ttl: 10,
        provisioningState: "Succeeded",
        ipAddresses: textsOf(config["ipAddresses"]),
      },
    ];
  });
}
