import type { Provider } from "../../provider";
import {
  dnsRecords,
  privateDnsZoneGroups,
  privateDnsZones,
  virtualNetworkLinks,
} from "./privateDns";
import { privateEndpoints } from "./privateEndpoints";
import {
  natGateways,
  networkInterfaces,
  networkSecurityGroups,
  publicIPAddresses,
  routeTables,
} from "./simpleKinds";
import { subnets } from "./subnets";
import { virtualNetworks } from "./virtualNetworks";

export const networkProvider: Provider = {
  namespace: "Microsoft.Network",
  kinds: [
    virtualNetworks,
    subnets,
    networkSecurityGroups,
    publicIPAddresses,
    natGateways,
    routeTables,
    networkInterfaces,
    privateEndpoints,
    privateDnsZoneGroups,
    privateDnsZones,
    virtualNetworkLinks,
    dnsRecords,
  ],
};
