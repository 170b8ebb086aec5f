export const subnetType = "Microsoft.Network/virtualNetworks/subnets";
export const peeringType = "Microsoft.Network/virtualNetworks/virtualNetworkPeerings";
export const endpointType = "Microsoft.Network/privateEndpoints";
export const zoneType = "Microsoft.Network/privateDnsZones";
export const linkType = `${zoneType}/virtualNetworkLinks`;
