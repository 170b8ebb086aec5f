import { ArmFault, type ProviderContext, type ResourceRecord } from "../../../provider";
import { sameId } from "../../../resourceId";
import { listOf, textsOf } from "../../fields";
import { poolAddresses } from "../../containerService/pools/poolAddresses";
import { poolType } from "../../containerService/pools/poolRecords";
import { endpointType } from "../networkTypes";
import { referrersOf } from "../referrers";

type Store = Pick<ProviderContext, "store">;

/** AML clusters and instances. */
const computeType = "Microsoft.MachineLearningServices/workspaces/computes";

/** Ids of what has addresses in a subnet. */
export function usersOf(subnetId: string, context: Store): readonly string[] {
  return [endpointType, poolType, computeType].flatMap((type) =>
    referrersOf(subnetId, type, context).map(({ id }) => id),
  );
}

/** Throws when something in the subnet would lose its network. */
export function refuseWhenUsed(subnet: ResourceRecord, context: Store): void {
  const [user] = usersOf(subnet.id, context);
  if (user !== undefined) {
    const message = `Subnet ${subnet.name} is in use by ${user} and cannot be deleted. In order to delete the subnet, delete all the resources within the subnet. See aka.ms/deletesubnet.`;
    throw new ArmFault(400, "InUseSubnetCannotBeDeleted", message);
  }
}

/** Addresses that private endpoints have in a subnet. */
export function endpointAddresses(subnetId: string, context: Store): ReadonlySet<string> {
  const configs = referrersOf(subnetId, endpointType, context).flatMap(({ properties }) =>
    listOf(properties["customDnsConfigs"]),
  );
  return new Set(configs.flatMap((config) => textsOf(config["ipAddresses"])));
}

/** How many addresses of a subnet are taken, besides those that Azure keeps for itself. */
export function addressesInUse(
  { subnetId, except }: { readonly subnetId: string; readonly except?: string },
  context: Store,
): number {
  const pools = referrersOf(subnetId, poolType, context).filter(
    ({ id }) => !sameId(id, except ?? ""),
  );
  return pools.reduce(
    (sum, pool) => sum + poolAddresses(pool, context),
    endpointAddresses(subnetId, context).size,
  );
}
