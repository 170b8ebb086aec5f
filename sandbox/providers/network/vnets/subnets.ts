import { ArmFault, type ProviderContext, type ResourceRecord } from "../../../provider";
import { parseResourceId, sameId } from "../../../resourceId";
import { defineKind, styles } from "../../defineKind";
import { subnetType } from "../networkTypes";
import { networkName, networkVersions } from "../references";
import { refuseParallel } from "./refuseParallel";
import { prefixOf, subnetProperties } from "./subnetProperties";
import { refuseWhenUsed } from "./subnetUse";

export function vnetOf(id: string, { store }: Pick<ProviderContext, "store">): ResourceRecord {
  const vnetId = parseResourceId(id)?.parentId ?? "";
  const vnet = store.get(vnetId);
  if (!vnet) {
    throw new ArmFault(404, "ParentResourceNotFound", `Resource ${vnetId} not found.`);
  }
  return vnet;
}

export const subnets = defineKind({
  type: subnetType,
  apiVersions: networkVersions,
  style: styles.asyncOperation,
  name: networkName,
  hasEtag: true,
  busyState: "Updating",
  createMs: 5000,
  updateMs: 4000,
  deleteMs: 10_000,
  properties: ({ id, name, given, existing }, context) => {
    const vnet = vnetOf(id, context);
    refuseParallel({ vnet, id, existing }, context);
    const others = context.store
      .list({ type: subnetType, parent: vnet.id })
      .filter((other) => !sameId(other.id, id))
      .map((other) => ({ name: other.name, prefix: prefixOf(other.properties) }));
    return subnetProperties({ id, name, given, existing, others }, vnet, context);
  },
  beforeDelete: (record, context) => {
    const vnet = vnetOf(record.id, context);
    refuseParallel({ vnet, id: record.id, existing: undefined }, context);
    refuseWhenUsed(record, context);
  },
});
