import type { ProviderContext, ResourceRecord } from "../../../provider";
import { parseResourceId } from "../../../resourceId";
import { fieldsOf, numberOf, type Fields } from "../../fields";

const defaultMaxPods = 30;

/** Azure CNI without overlay: every pod takes an address of the subnet, besides its node. */
export function addressesPerNode(properties: Fields, network: Fields): number {
  const withPods =
    network["networkPlugin"] === "azure" && network["networkPluginMode"] !== "overlay";
  return withPods ? 1 + (numberOf(properties["maxPods"]) ?? defaultMaxPods) : 1;
}

/** Addresses that a pool holds in its subnet. */
export function poolAddresses(
  { id, properties }: ResourceRecord,
  { store }: Pick<ProviderContext, "store">,
): number {
  const cluster = store.get(parseResourceId(id)?.parentId ?? "");
  const network = fieldsOf(cluster?.properties["networkProfile"]);
  return (numberOf(properties["count"]) ?? 0) * addressesPerNode(properties, network);
}
