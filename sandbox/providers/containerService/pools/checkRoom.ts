import { ArmFault, type ProviderContext } from "../../../provider";
import { parseResourceId } from "../../../resourceId";
import { parseRange } from "../../addressRanges";
import { fieldsOf, idOf, lastSegment, numberOf, textOf, type Fields } from "../../fields";
import { poolType } from "./poolRecords";

/** Azure keeps the first four addresses and the last one of every subnet. */
const reservedAddresses = 5;
const defaultMaxPods = 30;

export interface PoolInSubnet {
  readonly id: string;
  readonly name: string;
  readonly properties: Fields;
  readonly podsTakeAddresses: boolean;
  readonly count: number;
}

/** Whether every pod of a cluster takes an address of the subnet: Azure CNI without overlay. */
export function podsTakeAddresses(network: Fields): boolean {
  return network["networkPlugin"] === "azure" && network["networkPluginMode"] !== "overlay";
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
  const needed = (pool.count + 1) * addressesPerNode(pool.properties, pool.podsTakeAddresses);
  const taken = takenByOthers(subnetId, pool.id, context);
  const available = Math.max(0, range.last - range.first + 1 - reservedAddresses - taken);
  if (needed > available) {
    const message = `Pre-allocated IPs ${needed} exceeds IPs available ${available} in Subnet Cidr ${prefix}, Subnet Name ${lastSegment(subnetId)}. http://aka.ms/aks/insufficientsubnetsize`;
    throw new ArmFault(400, "InsufficientSubnetSize", message);
  }
}

function addressesPerNode(properties: Fields, withPods: boolean): number {
  return withPods ? 1 + (numberOf(properties["maxPods"]) ?? defaultMaxPods) : 1;
}

/** Nodes and pods of other pools, and private endpoints. */
function takenByOthers(subnetId: string, poolId: string, { store }: ProviderContext): number {
  const key = subnetId.toLowerCase();
  const pools = store
    .list({ type: poolType })
    .filter(
      ({ id, properties }) =>
        id.toLowerCase() !== poolId.toLowerCase() &&
        textOf(properties["vnetSubnetID"])?.toLowerCase() === key,
    )
    .map(({ id, properties }) => {
      const cluster = store.get(parseResourceId(id)?.parentId ?? "");
      const withPods = podsTakeAddresses(fieldsOf(cluster?.properties["networkProfile"]));
      return (numberOf(properties["count"]) ?? 0) * addressesPerNode(properties, withPods);
    });
  const interfaces = store
    .list({ type: "Microsoft.Network/privateEndpoints" })
    .filter(({ properties }) => idOf(properties["subnet"])?.toLowerCase() === key);
  return pools.reduce((sum, count) => sum + count, interfaces.length);
}
