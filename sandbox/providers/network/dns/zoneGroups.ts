import { ArmFault, type ProviderContext, type ResourceRecord } from "../../../provider";
import { parseResourceId } from "../../../resourceId";
import { defineKind, plainView, styles } from "../../defineKind";
import { requireReference } from "../../requireReference";
import { fieldsOf, listOf, textOf, textsOf, without, type Fields } from "../../fields";
import { networkName, networkVersions } from "../references";
import { zoneType } from "../networkTypes";
import { nameInZone } from "./privateLinkHosts";

const zoneGroupType = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups";

function endpointOf(id: string, { store }: Pick<ProviderContext, "store">) {
  return store.get(parseResourceId(id)?.parentId ?? "");
}

function zoneOf(groupId: string, config: Fields, context: ProviderContext): ResourceRecord {
  const id = textOf(fieldsOf(config["properties"])["privateDnsZoneId"]);
  return requireReference(id, zoneType, context, (missing) => {
    const message = `Private Dns Zone group ${groupId} has invalid private dns zone ids ${missing}.`;
    return new ArmFault(400, "InvalidPrivateDnsZoneIds", message);
  });
}

/** The names in a zone that lead to an endpoint. */
function recordSetsOf(endpoint: ResourceRecord | undefined, zone: ResourceRecord): Fields[] {
  return listOf(endpoint?.properties["customDnsConfigs"]).flatMap((config) => {
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

interface ZoneRecord {
  readonly id: string;
  readonly addresses: readonly string[];
}

function recordsOf(group: ResourceRecord): readonly ZoneRecord[] {
  return listOf(group.properties["privateDnsZoneConfigs"]).flatMap((config) => {
    const { privateDnsZoneId, recordSets } = fieldsOf(config["properties"]);
    return listOf(recordSets).map((set) => ({
      id: `${String(privateDnsZoneId)}/A/${String(set["recordSetName"])}`,
      addresses: textsOf(set["ipAddresses"]),
    }));
  });
}

function removeRecords(group: ResourceRecord, { store }: Pick<ProviderContext, "store">): void {
  for (const { id, addresses } of recordsOf(group)) {
    const records = listOf(store.get(id)?.properties["aRecords"]);
    if (records.every(({ ipv4Address }) => addresses.includes(String(ipv4Address)))) {
      store.delete(id);
    }
  }
}

/** When an endpoint goes, what its groups have written into zones goes too. */
export function removeZoneRecords(
  endpoint: ResourceRecord,
  context: Pick<ProviderContext, "store">,
): void {
  for (const group of context.store.list({ type: zoneGroupType, parent: endpoint.id })) {
    removeRecords(group, context);
  }
}

/** Writes the endpoint's addresses into the zones. */
export const privateDnsZoneGroups = defineKind({
  type: zoneGroupType,
  apiVersions: networkVersions,
  style: styles.asyncOperation,
  name: networkName,
  hasEtag: true,
  busyState: "Updating",
  createMs: 12_000,
  deleteMs: 6000,
  properties: ({ given, id }, context) => {
    const configs = listOf(given["privateDnsZoneConfigs"]).map((config) => {
      const zone = zoneOf(id, config, context);
      const recordSets = recordSetsOf(endpointOf(id, context), zone);
      return { name: config["name"], properties: { privateDnsZoneId: zone.id, recordSets } };
    });
    return { privateDnsZoneConfigs: configs };
  },
  finish: async (record, context) => {
    const endpoint = endpointOf(record.id, context);
    const guid = String(endpoint?.internal?.["resourceGuid"]);
    const creator = `created by private endpoint ${endpoint?.name ?? ""} with resource guid ${guid}`;
    for (const { id, addresses } of recordsOf(record)) {
      const aRecords = addresses.map((ipv4Address) => ({ ipv4Address }));
      await context.put(id, { properties: { ttl: 10, aRecords, metadata: { creator } } });
    }
  },
  beforeDelete: removeRecords,
  // The specification of a zone group has no type.
  view: (record) => without(plainView(record), "type"),
});
