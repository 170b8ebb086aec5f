import { ArmFault, type ProviderContext, type ResourceRecord } from "../../../provider";
import { parseResourceId, sameId } from "../../../resourceId";
import { defineKind, styles } from "../../defineKind";
import { requireReference } from "../../requireReference";
import { idOf, lastSegment } from "../../fields";
import { networkName } from "../references";
import { linkType } from "../networkTypes";
import { referrersOf } from "../referrers";
import { zoneVersions } from "./dnsTypes";

function zoneNameOf({ id }: Pick<ResourceRecord, "id">): string {
  return lastSegment(parseResourceId(id)?.parentId ?? "");
}

/** Refused when the operation ends: a network reads only one zone of a name, wherever the zones lie. */
function refuseSecondZone(record: ResourceRecord, { store }: ProviderContext): void {
  const zoneName = zoneNameOf(record);
  const vnetId = idOf(record.properties["virtualNetwork"]) ?? "";
  const other = referrersOf(vnetId, linkType, { store }).find(
    (link) =>
      !sameId(link.id, record.id) &&
      link.properties["provisioningState"] === "Succeeded" &&
      zoneNameOf(link).toLowerCase() === zoneName.toLowerCase(),
  );
  if (other) {
    const message = `A virtual network cannot be linked to multiple zones with overlapping namespaces. You tried to link virtual network with '${zoneName}' and '${zoneNameOf(other)}' zones.`;
    throw new ArmFault(400, "BadRequest", message);
  }
}

export const virtualNetworkLinks = defineKind({
  type: linkType,
  apiVersions: zoneVersions,
  style: styles.location,
  tracked: true,
  isGlobal: true,
  name: networkName,
  hasEtag: true,
  createMs: 15_000,
  updateMs: 3000,
  deleteMs: 10_000,
  properties: ({ given, existing }, context) => {
    const missing = (id: string): ArmFault =>
      new ArmFault(400, "BadRequest", `The virtual network '${id}' was not found.`);
    const type = "Microsoft.Network/virtualNetworks";
    const vnet = requireReference(idOf(given["virtualNetwork"]), type, context, missing);
    const before = idOf(existing?.properties["virtualNetwork"]);
    if (before !== undefined && !sameId(before, vnet.id)) {
      const message = `The virtual network of a link cannot be changed from '${before}' to '${vnet.id}'.`;
      throw new ArmFault(400, "BadRequest", message);
    }
    return {
      virtualNetwork: { id: vnet.id },
      registrationEnabled: given["registrationEnabled"] ?? false,
      ...(given["resolutionPolicy"] !== undefined && {
        resolutionPolicy: given["resolutionPolicy"],
      }),
      virtualNetworkLinkState: "InProgress",
    };
  },
  finish: (record, context) => {
    refuseSecondZone(record, context);
    record.properties["virtualNetworkLinkState"] = "Completed";
  },
});
