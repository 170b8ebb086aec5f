import type { Provider } from "../../provider";
import { virtualNetworkLinks } from "./dns/links";
import { allRecordSets, recordSets } from "./dns/recordSets";
import { privateDnsZoneGroups } from "./dns/zoneGroups";
import { privateDnsZones } from "./dns/zones";
import { networkInterfaces } from "./endpoints/networkInterfaces";
import { privateEndpoints } from "./endpoints/privateEndpoints";
import { natGateways, publicIPAddresses } from "./natGateways";
import { routeTables } from "./routeTables";
import { networkSecurityGroups } from "./securityGroups";
import { peerings } from "./vnets/peerings";
import { subnets } from "./vnets/subnets";
import { virtualNetworks } from "./vnets/virtualNetworks";
import { vnetRoutes } from "./vnets/vnetRoutes";

export const networkProvider: Provider = {
  namespace: "Microsoft.Network",
  kinds: [
    virtualNetworks,
    subnets,
    peerings,
    networkSecurityGroups,
    publicIPAddresses,
    natGateways,
    routeTables,
    networkInterfaces,
    privateEndpoints,
    privateDnsZoneGroups,
    privateDnsZones,
    virtualNetworkLinks,
    ...recordSets,
  ],
  routes: [...vnetRoutes, allRecordSets],
};
