import { resourceNotFound } from "../../../armErrors";
import { requireScope } from "../../../parents";
import {
  ArmFault,
  type ProviderContext,
  type ProviderRoute,
  type ResourceRecord,
} from "../../../provider";
import { formatAddress, parseAddress, parseRange, type AddressRange } from "../../addressRanges";
import { subnetType } from "../networkTypes";
import { networkVersions } from "../references";
import { prefixOf } from "./subnetProperties";
import { addressesInUse, endpointAddresses } from "./subnetUse";

const vnetPath =
  "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}/providers/Microsoft.Network/virtualNetworks/{vnet}";

/** Azure keeps the first four addresses and the last one of every subnet. */
const reserved = { atStart: 4, atEnd: 1 } as const;
const proposals = 5;

function vnetAt(
  params: Readonly<Record<string, string>>,
  { store }: ProviderContext,
): ResourceRecord {
  const { subscriptionId = "", resourceGroup = "", vnet = "" } = params;
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`;
  requireScope(store, group);
  const record = store.get(`${group}/providers/Microsoft.Network/virtualNetworks/${vnet}`);
  if (!record) {
    throw resourceNotFound("Microsoft.Network/virtualNetworks", vnet, resourceGroup);
  }
  return record;
}

interface SubnetRange {
  readonly id: string;
  readonly range: AddressRange;
}

function rangesOf(vnet: ResourceRecord, { store }: ProviderContext): readonly SubnetRange[] {
  return store.list({ type: subnetType, parent: vnet.id }).flatMap(({ id, properties }) => {
    const range = parseRange(prefixOf(properties));
    return range ? [{ id, range }] : [];
  });
}

function isReserved(address: number, { first, last }: AddressRange): boolean {
  return address < first + reserved.atStart || address > last - reserved.atEnd;
}

const checkAddress: ProviderRoute = {
  method: "GET",
  path: `${vnetPath}/CheckIPAddressAvailability`,
  apiVersions: networkVersions,
  handle: ({ params, query }, context) => {
    const vnet = vnetAt(params, context);
    const text = query.get("ipAddress") ?? "";
    const address = parseAddress(text);
    const subnet = rangesOf(vnet, context).find(
      ({ range }) => address !== undefined && address >= range.first && address <= range.last,
    );
    if (address === undefined || !subnet) {
      const message = `Private static IP address ${text} does not belong to the range of any subnet in virtual network ${vnet.id}.`;
      throw new ArmFault(400, "PrivateIPAddressNotInAnySubnet", message);
    }
    const taken = endpointAddresses(subnet.id, context);
    const isFree = (each: number): boolean =>
      !isReserved(each, subnet.range) && !taken.has(formatAddress(each));
    if (isFree(address)) {
      return { status: 200, body: { available: true } };
    }
    const { first, last } = subnet.range;
    const availableIPAddresses: string[] = [];
    for (let each = first; each <= last && availableIPAddresses.length < proposals; each += 1) {
      if (isFree(each)) {
        availableIPAddresses.push(formatAddress(each));
      }
    }
    const isPlatformReserved = isReserved(address, subnet.range);
    return { status: 200, body: { available: false, availableIPAddresses, isPlatformReserved } };
  },
};

const usages: ProviderRoute = {
  method: "GET",
  path: `${vnetPath}/usages`,
  apiVersions: networkVersions,
  handle: ({ params }, context) => {
    const value = rangesOf(vnetAt(params, context), context).map(({ id, range }) => ({
      id,
      currentValue: addressesInUse({ subnetId: id }, context),
      limit: range.last - range.first + 1 - reserved.atStart - reserved.atEnd,
      name: { value: "SubnetSpace", localizedValue: "Subnet size and usage" },
      unit: "Count",
    }));
    return { status: 200, body: { value } };
  },
};

export const vnetRoutes: readonly ProviderRoute[] = [checkAddress, usages];
