import type { ProviderContext } from "../../provider";
import { sampleRegion } from "./sampleNames";

interface SampleEndpoint {
  readonly id: string;
  readonly subnet: string;
  readonly target: string;
  readonly groupId: string;
  /** Ids of the private DNS zones. */
  readonly zones: readonly string[];
  readonly tags: Record<string, string>;
}

/** A private endpoint with its zone group. */
export async function seedEndpoint(
  { id, subnet, target, groupId, zones, tags }: SampleEndpoint,
  context: ProviderContext,
): Promise<void> {
  const name = id.slice(id.lastIndexOf("/") + 1);
  await context.put(id, {
    location: sampleRegion,
    tags,
    properties: {
      subnet: { id: subnet },
      customNetworkInterfaceName: `${name}-nic`,
      privateLinkServiceConnections: [
        { name, properties: { privateLinkServiceId: target, groupIds: [groupId] } },
      ],
    },
  });
  const privateDnsZoneConfigs = zones.map((zone) => ({
    name: zone.slice(zone.lastIndexOf("/") + 1).replaceAll(".", "-"),
    properties: { privateDnsZoneId: zone },
  }));
  await context.put(`${id}/privateDnsZoneGroups/default`, {
    properties: { privateDnsZoneConfigs },
  });
}
