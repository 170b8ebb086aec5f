import { ArmFault, type ProviderContext } from "../../../provider";
import { parseRange } from "../../addressRanges";
import { lastSegment, textOf, type Fields } from "../../fields";
import { addressesInUse } from "../../network/vnets/subnetUse";
import { addressesPerNode } from "./poolAddresses";

/** Azure keeps the first four addresses and the last one of every subnet. */
const reservedAddresses = 5;

export interface PoolInSubnet {
  readonly id: string;
  readonly name: string;
  readonly properties: Fields;
  /** `networkProfile` of the cluster. */
  readonly network: Fields;
  readonly count: number;
}

/** Throws when the subnet is too small; one node more than asked for is needed while an upgrade runs. */
export function checkRoom(pool: PoolInSubnet, context: ProviderContext): void {
  const subnetId = textOf(pool.properties["vnetSubnetID"]);
  if (subnetId === undefined) {
    return;
  }
  const subnet = context.store.get(subnetId);
  const prefix = textOf(subnet?.properties["addressPrefix"]) ?? "";
  const range = parseRange(prefix);
  if (!subnet || !range) {
    const message = `The subnet '${subnetId}' of agent pool '${pool.name}' was not found.`;
    throw new ArmFault(400, "VnetSubnetNotFound", message);
  }
  const needed = (pool.count + 1) * addressesPerNode(pool.properties, pool.network);
  const taken = addressesInUse({ subnetId, except: pool.id }, context);
  const available = Math.max(0, range.last - range.first + 1 - reservedAddresses - taken);
  if (needed > available) {
    const message = `Pre-allocated IPs ${needed} exceeds IPs available ${available} in Subnet Cidr ${prefix}, Subnet Name ${lastSegment(subnetId)}. http://aka.ms/aks/insufficientsubnetsize`;
    throw new ArmFault(400, "InsufficientSubnetSize", message);
  }
}
