import { ArmFault, type ProviderContext, type ResourceRecord } from "../../../provider";
import { formatAddress, parseRange } from "../../addressRanges";
import { textsOf, type Fields } from "../../fields";
import { hostNames } from "../dns/privateLinkHosts";
import { prefixOf } from "../vnets/subnetProperties";
import { endpointAddresses } from "../vnets/subnetUse";
import { targetOf } from "./connections";

/** Host names of the target with free addresses of the subnet; Azure keeps its first four and the last. */
export function dnsConfigs(
  endpoint: Pick<ResourceRecord, "properties">,
  subnet: ResourceRecord,
  context: ProviderContext,
): Fields[] {
  const target = targetOf(endpoint);
  const record = context.store.get(target?.id ?? "");
  const hosts = record ? hostNames(record, textsOf(target?.groupIds)) : [];
  const prefix = prefixOf(subnet.properties);
  const range = parseRange(prefix);
  const taken = new Set(endpointAddresses(subnet.id, context));
  let next = (range?.first ?? 0) + 4;
  return hosts.map((fqdn) => {
    while (taken.has(formatAddress(next))) {
      next += 1;
    }
    if (range && next >= range.last) {
      const message = `Subnet ${subnet.name} with address prefix ${prefix} does not have enough capacity for ${hosts.length} IP addresses.`;
      throw new ArmFault(400, "SubnetIsFull", message);
    }
    taken.add(formatAddress(next));
    return { fqdn, ipAddresses: [formatAddress(next)] };
  });
}
