import { t } from "@vscode/l10n";
import { resourceId, resourceSpec, type PlanContext, type ResourceSpec } from "../context";
import { privateEndpoint } from "./privateEndpoints";

const type = "Microsoft.ContainerRegistry/registries";

function place(context: PlanContext) {
  const { names, manifest } = context;
  return manifest.services.registry === "shared"
    ? {
        shared: true,
        name: names.sharedRegistry,
        group: names.commonResourceGroup,
        endpoint: names.sharedRegistryEndpoint,
        subnet: "snet-esml-cmn-001",
      }
    : {
        shared: false,
        name: names.ownRegistry,
        group: names.projectResourceGroup,
        endpoint: names.ownRegistryEndpoint,
        subnet: names.genaiSubnet,
      };
}

export function registryId(context: PlanContext): string {
  const { name, group } = place(context);
  return resourceId(context, group, type, name);
}

/** A Premium registry (private endpoints need it), shared by the factory's projects or the project's own. */
export function registry(context: PlanContext): readonly ResourceSpec[] {
  const { name, group, shared, endpoint, subnet } = place(context);
  const spec = resourceSpec(context, {
    type,
    names: [name],
    group,
    kind: t("Container registry"),
    detail: t("Premium, private"),
    shared,
    body: {
      location: context.region,
      tags: shared ? context.commonTags : context.tags,
      sku: { name: "Premium" },
      properties: {
        adminUserEnabled: false,
        dataEndpointEnabled: true,
        networkRuleBypassOptions: "AzureServices",
        publicNetworkAccess: "Disabled",
        zoneRedundancy: "Disabled",
      },
    },
  });
  const endpoints = privateEndpoint(context, {
    name: endpoint,
    group,
    subnet,
    target: spec.id,
    groupId: "registry",
    zones: ["registry", "registryData"],
    shared,
  });
  return [spec, ...endpoints];
}
