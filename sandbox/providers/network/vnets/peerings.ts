import { ArmFault, type ProviderContext, type ResourceRecord } from "../../../provider";
import { parseResourceId, sameId } from "../../../resourceId";
import { doOverlap, parseRange } from "../../addressRanges";
import { defineKind, styles } from "../../defineKind";
import { fieldsOf, idOf, textsOf } from "../../fields";
import { peeringType } from "../networkTypes";
import { missingReference, networkName, networkVersions, referenced } from "../references";
import { referrersOf } from "../referrers";
import { refuseParallel } from "./refuseParallel";
import { vnetOf } from "./subnets";

type Store = Pick<ProviderContext, "store">;

function spacesOf(vnet: ResourceRecord | undefined): readonly string[] {
  return textsOf(fieldsOf(vnet?.properties["addressSpace"])["addressPrefixes"]);
}

function doSpacesOverlap(a: ResourceRecord | undefined, b: ResourceRecord | undefined): boolean {
  const ranges = (vnet: ResourceRecord | undefined) => spacesOf(vnet).map(parseRange);
  return ranges(a).some((one) => ranges(b).some((two) => one && two && doOverlap(one, two)));
}

function remoteOf({ properties }: ResourceRecord): string {
  return idOf(properties["remoteVirtualNetwork"]) ?? "";
}

/** The peering of the remote network that leads back; undefined while there is only one side. */
function returnPeering(vnetId: string, remoteId: string, { store }: Store) {
  return store
    .list({ type: peeringType, parent: remoteId })
    .find((peering) => sameId(remoteOf(peering), vnetId));
}

interface Sides {
  readonly id: string;
  readonly vnet: ResourceRecord;
  readonly remote: ResourceRecord;
}

function checkSides({ id, vnet, remote }: Sides, { store }: Store): void {
  const refuse = (code: string, message: string): never => {
    throw new ArmFault(400, code, message);
  };
  const start = `Cannot create or update peering ${id}`;
  const peers = store
    .list({ type: peeringType, parent: vnet.id })
    .filter((peering) => !sameId(peering.id, id));
  const same = peers.find((peering) => sameId(remoteOf(peering), remote.id));
  if (same) {
    refuse(
      "AnotherPeeringAlreadyReferencesRemoteVnet",
      `Peering ${same.id} already references remote virtual network ${remote.id}. Cannot add another peering referencing the same remote virtual network.`,
    );
  }
  if (doSpacesOverlap(vnet, remote)) {
    refuse(
      "VnetAddressSpacesOverlap",
      `${start}. Virtual networks ${vnet.id} and ${remote.id} cannot be peered because their address spaces overlap. Overlapping address prefixes: ${spacesOf(vnet).join(", ")}, ${spacesOf(remote).join(", ")}`,
    );
  }
  const other = peers.find((peering) => doSpacesOverlap(store.get(remoteOf(peering)), remote));
  if (other) {
    refuse(
      "VnetAddressSpaceOverlapsWithAlreadyPeeredVnet",
      `${start}. Virtual networks ${vnet.id} and ${remote.id} cannot be peered because address space of the first virtual network overlaps with address space of virtual network ${remoteOf(other)} already peered with the second.`,
    );
  }
  const back = returnPeering(vnet.id, remote.id, { store });
  if (back?.properties["peeringState"] === "Disconnected") {
    refuse(
      "RemotePeeringIsDisconnected",
      `${start} because remote peering ${back.id} referencing parent virtual network ${vnet.id} is in Disconnected state. Update or re-create the remote peering to get it back to Initiated state. Peering gets Disconnected when remote vnet or remote peering is deleted and re-created.`,
    );
  }
}

/** A side whose other side has gone: it has to be made anew before both can be connected again. */
function disconnect(peering: ResourceRecord, { store }: Store): void {
  const properties = { ...peering.properties, peeringState: "Disconnected" };
  store.put({ ...peering, properties });
}

/** Called when a network goes with its peerings. */
export function disconnectPeers(vnetId: string, context: Store): void {
  for (const peering of referrersOf(vnetId, peeringType, context)) {
    disconnect(peering, context);
  }
}

export const peerings = defineKind({
  type: peeringType,
  apiVersions: networkVersions,
  style: styles.asyncOperation,
  name: networkName,
  hasEtag: true,
  busyState: "Updating",
  createMs: 10_000,
  updateMs: 5000,
  deleteMs: 8000,
  properties: ({ id, given, existing }, context) => {
    const vnet = vnetOf(id, context);
    refuseParallel({ vnet, id, existing }, context);
    const reference = referenced(id, given["remoteVirtualNetwork"], context);
    const remote = context.store.get(idOf(reference) ?? "");
    if (!remote) {
      throw missingReference(id, idOf(given["remoteVirtualNetwork"]) ?? "");
    }
    checkSides({ id, vnet, remote }, context);
    return {
      remoteVirtualNetwork: { id: remote.id },
      allowVirtualNetworkAccess: given["allowVirtualNetworkAccess"] ?? true,
      allowForwardedTraffic: given["allowForwardedTraffic"] ?? false,
      allowGatewayTransit: given["allowGatewayTransit"] ?? false,
      useRemoteGateways: given["useRemoteGateways"] ?? false,
      remoteAddressSpace: remote.properties["addressSpace"],
      remoteVirtualNetworkAddressSpace: remote.properties["addressSpace"],
      peeringState: "Initiated",
      peeringSyncLevel: "FullyInSync",
      resourceGuid: existing?.properties["resourceGuid"] ?? context.newGuid(),
    };
  },
  finish: (record, context) => {
    const vnetId = parseResourceId(record.id)?.parentId ?? "";
    const back = returnPeering(vnetId, remoteOf(record), context);
    if (back) {
      record.properties["peeringState"] = "Connected";
      context.store.put({ ...back, properties: { ...back.properties, peeringState: "Connected" } });
    }
  },
  beforeDelete: (record, context) => {
    const vnet = vnetOf(record.id, context);
    refuseParallel({ vnet, id: record.id, existing: undefined }, context);
    const back = returnPeering(vnet.id, remoteOf(record), context);
    if (back) {
      disconnect(back, context);
    }
  },
});
