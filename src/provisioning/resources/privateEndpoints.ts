import { t } from "@vscode/l10n";
import { resourceSpec, type PlanContext, type ResourceSpec } from "../context";
import { zoneId, zonesOfCloud, type ZoneKey } from "./dns";
import { subnetId } from "./network";

interface EndpointParts {
  readonly name: string;
  readonly group: string;
  readonly subnet: string;
  /** Id of the service behind the endpoint. */
  readonly target: string;
  readonly groupId: string;
  readonly zones: readonly ZoneKey[];
  readonly shared?: boolean;
}

/** A private endpoint and, where DNS is kept here, its zone group. */
export function privateEndpoint(
  context: PlanContext,
  parts: EndpointParts,
): readonly ResourceSpec[] {
  const { name, group, target, groupId, shared = false } = parts;
  const subnet = subnetId(context, parts.subnet);
  const endpoint = resourceSpec(context, {
    type: "Microsoft.Network/privateEndpoints",
    names: [name],
    group,
    kind: t("Private endpoint"),
    detail: t("To {0} of {1}", groupId, target.split("/").at(-1) ?? ""),
    shared,
    dependsOn: [target, subnet],
    body: {
      location: context.region,
      tags: shared ? context.commonTags : context.tags,
      properties: {
        subnet: { id: subnet },
        customNetworkInterfaceName: `${name}-nic`,
        privateLinkServiceConnections: [
          { name, properties: { privateLinkServiceId: target, groupIds: [groupId] } },
        ],
      },
    },
  });
  if (context.manifest.network.dns === "hub") return [endpoint];
  const keys = zonesOfCloud(context, parts.zones);
  const zones = keys.map((key) => ({ key, id: zoneId(context, key) }));
  const zoneGroup = resourceSpec(context, {
    type: "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
    names: [name, "default"],
    group,
    kind: t("DNS zone group"),
    detail: t("Of {0}", name),
    shared,
    dependsOn: [endpoint.id, ...zones.map((zone) => zone.id)],
    body: {
      properties: {
        privateDnsZoneConfigs: zones.map((zone) => ({
          name: zone.key,
          properties: { privateDnsZoneId: zone.id },
        })),
      },
    },
  });
  return [endpoint, zoneGroup];
}
