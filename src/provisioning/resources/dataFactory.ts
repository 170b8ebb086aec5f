import { t } from "@vscode/l10n";
import { resourceId, resourceSpec, type PlanContext, type ResourceSpec } from "../context";
import { projectIdentityId } from "./foundation";
import { privateEndpoint } from "./privateEndpoints";

const type = "Microsoft.DataFactory/factories";

export function dataFactoryId(context: PlanContext): string {
  const { names } = context;
  return resourceId(context, names.projectResourceGroup, type, names.dataFactory);
}

export function dataFactory(context: PlanContext): readonly ResourceSpec[] {
  const { names } = context;
  const identity = projectIdentityId(context);
  const factory = resourceSpec(context, {
    type,
    names: [names.dataFactory],
    group: names.projectResourceGroup,
    kind: t("Data factory"),
    detail: t("Private"),
    dependsOn: [identity],
    body: {
      location: context.region,
      tags: context.tags,
      identity: {
        type: "SystemAssigned,UserAssigned",
        userAssignedIdentities: { [identity]: {} },
      },
      properties: { publicNetworkAccess: "Disabled" },
    },
  });
  const endpoint = (name: string, groupId: string, zone: "dataFactory" | "dataFactoryPortal") =>
    privateEndpoint(context, {
      name: `${names.dataFactory}-${name}-pend`,
      group: names.projectResourceGroup,
      subnet: names.genaiSubnet,
      target: factory.id,
      groupId,
      zones: [zone],
    });
  return [
    factory,
    ...endpoint("portal", "portal", "dataFactoryPortal"),
    ...endpoint("dataFactory", "dataFactory", "dataFactory"),
  ];
}
