import { createHash } from "node:crypto";
import { ArmFault, type ProviderContext, type ResourceRecord } from "../../provider";
import { sameId } from "../../resourceId";
import { defineKind, plainView } from "../defineKind";
import { fieldsOf, idOf, listOf, without } from "../fields";
import { referenced } from "./references";
import { subnetsWith } from "./referrers";
import { trackedKind } from "./trackedKind";

const natType = "Microsoft.Network/natGateways";

/** The NAT gateway that sends from a public address. */
function gatewayOf(
  addressId: string,
  { store }: Pick<ProviderContext, "store">,
): ResourceRecord | undefined {
  return store
    .list({ type: natType })
    .find(({ properties }) =>
      listOf(properties["publicIpAddresses"]).some((each) => sameId(idOf(each) ?? "", addressId)),
    );
}

/** Addresses of TEST-NET-3 (RFC 5737): they belong to nobody. */
export const publicIPAddresses = defineKind({
  ...trackedKind,
  type: "Microsoft.Network/publicIPAddresses",
  createMs: 6000,
  keeps: ["sku", "zones"],
  properties: ({ given, existing, id }, context) => ({
    ...without(given, "ipConfiguration", "natGateway"),
    resourceGuid: existing?.properties["resourceGuid"] ?? context.newGuid(),
    publicIPAddressVersion: given["publicIPAddressVersion"] ?? "IPv4",
    publicIPAllocationMethod: given["publicIPAllocationMethod"] ?? "Static",
    idleTimeoutInMinutes: given["idleTimeoutInMinutes"] ?? 4,
    ipTags: [],
    ipAddress: `203.0.113.${((createHash("sha256").update(id.toLowerCase()).digest()[0] ?? 0) % 254) + 1}`,
  }),
  beforeDelete: ({ id }, context) => {
    const gateway = gatewayOf(id, context);
    if (gateway) {
      const message = `Public IP address ${id} can not be deleted since it is still allocated to resource ${gateway.id}. In order to delete the public IP, disassociate/detach the Public IP address from the resource. To learn how to do this, see aka.ms/deletepublicip.`;
      throw new ArmFault(400, "PublicIPAddressCannotBeDeleted", message);
    }
  },
  view: (record, context) => {
    const gateway = gatewayOf(record.id, context);
    const natGateway = gateway && { id: gateway.id };
    const properties = { ...record.properties, ...(natGateway && { natGateway }) };
    return { ...plainView(record), properties };
  },
});

export const natGateways = defineKind({
  ...trackedKind,
  type: natType,
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
  beforeDelete: ({ id }, context) => {
    const [user] = subnetsWith(id, context);
    if (user !== undefined) {
      const message = `Nat Gateway ${id} is in use by subnet ${user} and cannot be deleted.`;
      throw new ArmFault(400, "NatGatewayInUseBySubnet", message);
    }
  },
  view: (record, context) => {
    const subnets = subnetsWith(record.id, context).map((id) => ({ id }));
    const properties = { ...record.properties, ...(subnets.length > 0 && { subnets }) };
    return { ...plainView(record), properties };
  },
});
