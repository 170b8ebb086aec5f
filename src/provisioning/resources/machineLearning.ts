import { t } from "@vscode/l10n";
import { instanceSku } from "../../project/compute";
import type { ComputeInstanceManifest } from "../../project/manifest";
import { resourceId, resourceSpec, type PlanContext, type ResourceSpec } from "../context";
import { appInsightsId, keyVaultId, storageId } from "./foundation";
import { subnetId } from "./network";
import { privateEndpoint } from "./privateEndpoints";
import { registryId } from "./registry";

const type = "Microsoft.MachineLearningServices/workspaces";

export function workspaceId(context: PlanContext): string {
  const { names } = context;
  return resourceId(context, names.projectResourceGroup, type, names.workspace);
}

export function computeClusterId(context: PlanContext): string {
  return `${workspaceId(context)}/computes/${context.names.computeCluster}`;
}

/** The private workspace on the project's storage, vault, insights and registry. */
export function workspace(context: PlanContext): readonly ResourceSpec[] {
  const { names } = context;
  const links = {
    storageAccount: storageId(context, names.storage1),
    keyVault: keyVaultId(context),
    applicationInsights: appInsightsId(context),
    containerRegistry: registryId(context),
  };
  const storageEndpoints = ["blob", "file"].map((part) =>
    resourceId(
      context,
      names.projectResourceGroup,
      "Microsoft.Network/privateEndpoints",
      `${names.storage1}-${part}-pend`,
    ),
  );
  const spec = resourceSpec(context, {
    type,
    names: [names.workspace],
    group: names.projectResourceGroup,
    kind: t("AML workspace"),
    detail: t("Private"),
    dependsOn: [...Object.values(links), ...storageEndpoints],
    body: {
      location: context.region,
      tags: context.tags,
      kind: "Default",
      sku: { name: "Basic", tier: "Basic" },
      identity: { type: "SystemAssigned" },
      properties: {
        friendlyName: names.workspace,
        ...links,
        hbiWorkspace: false,
        v1LegacyMode: false,
        publicNetworkAccess: "Disabled",
        systemDatastoresAuthMode: "Identity",
        imageBuildCompute: names.computeCluster,
      },
    },
  });
  const endpoints = privateEndpoint(context, {
    name: `${names.workspace}-pend`,
    group: names.projectResourceGroup,
    subnet: names.genaiSubnet,
    target: spec.id,
    groupId: "amlworkspace",
    zones: ["workspaceApi", "notebooks"],
  });
  return [spec, ...endpoints];
}

export function computeCluster(context: PlanContext): ResourceSpec {
  const { names, values } = context;
  const subnet = subnetId(context, names.genaiSubnet);
  return resourceSpec(context, {
    type: `${type}/computes`,
    names: [names.workspace, names.computeCluster],
    group: names.projectResourceGroup,
    kind: t("Compute cluster"),
    detail: t("{0} · 0–{1} nodes", values.clusterSku, values.clusterMaxNodes),
    dependsOn: [workspaceId(context), subnet],
    body: {
      location: context.region,
      tags: context.tags,
      identity: { type: "SystemAssigned" },
      properties: {
        computeType: "AmlCompute",
        disableLocalAuth: true,
        properties: {
          osType: "Linux",
          vmSize: values.clusterSku,
          vmPriority: "Dedicated",
          scaleSettings: {
            minNodeCount: 0,
            maxNodeCount: values.clusterMaxNodes,
            nodeIdleTimeBeforeScaleDown: "PT120S",
          },
          subnet: { id: subnet },
          enableNodePublicIp: false,
          remoteLoginPortPublicAccess: "Disabled",
        },
      },
    },
  });
}

function computeInstance(context: PlanContext, instance: ComputeInstanceManifest): ResourceSpec {
  const { names } = context;
  const subnet = subnetId(context, names.genaiSubnet);
  const sku = instanceSku(context.manifest, context.environment, instance);
  const { objectId, tenantId } = instance.assignedTo;
  return resourceSpec(context, {
    type: `${type}/computes`,
    names: [names.workspace, instance.name],
    group: names.projectResourceGroup,
    kind: t("Compute instance"),
    detail: sku,
    dependsOn: [workspaceId(context), subnet],
    body: {
      location: context.region,
      tags: context.tags,
      properties: {
        computeType: "ComputeInstance",
        disableLocalAuth: true,
        properties: {
          vmSize: sku,
          subnet: { id: subnet },
          enableNodePublicIp: false,
          applicationSharingPolicy: "Personal",
          computeInstanceAuthorizationType: "personal",
          personalComputeInstanceSettings: { assignedUser: { objectId, tenantId } },
          sshSettings: { sshPublicAccess: "Disabled" },
        },
      },
    },
  });
}

export function computeInstances(context: PlanContext): readonly ResourceSpec[] {
  return (context.settings.computeInstances ?? []).map((one) => computeInstance(context, one));
}
