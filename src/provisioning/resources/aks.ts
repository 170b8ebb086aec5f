import { t } from "@vscode/l10n";
import { compareVersions } from "../../project/kubernetesVersions";
import { valueAt } from "../changes/differences";
import { resourceSpec, type PlanContext, type ResourceSpec } from "../context";
import { observedResource, propertiesOf } from "../observed";
import { aksId } from "./aksId";
import { aksIdentityId } from "./foundation";
import { subnetId } from "./network";
import { firstPool } from "./nodePools";

/** AKS copies its tags to the node group's resources, which take no more than these. */
const maxTags = 12;

/** Never `loadBalancer`: the subnets have no default outbound access. */
function outboundType(context: PlanContext): "userAssignedNATGateway" | "userDefinedRouting" {
  const { egress } = context.manifest.network;
  if (egress !== "existing") {
    return egress === "natGateway" ? "userAssignedNATGateway" : "userDefinedRouting";
  }
  const subnet = observedResource(context.observed, subnetId(context, context.names.aks2Subnet));
  const hasGateway = subnet !== undefined && "natGateway" in propertiesOf(subnet);
  return hasGateway ? "userAssignedNATGateway" : "userDefinedRouting";
}

/** Version of the control plane as it was read; undefined when there is no cluster. */
export function observedVersion(context: PlanContext): string | undefined {
  const properties = propertiesOf(observedResource(context.observed, aksId(context)) ?? {});
  const version = properties.currentKubernetesVersion ?? properties.kubernetesVersion;
  return typeof version === "string" ? version : undefined;
}

/** True when Azure has upgraded the cluster by itself, as somebody told it to. */
function isAheadByItself(context: PlanContext): boolean {
  const cluster = observedResource(context.observed, aksId(context));
  const channel = valueAt(cluster, "properties.autoUpgradeProfile.upgradeChannel");
  const current = observedVersion(context);
  const doesUpgrade = typeof channel === "string" && !["none", "node-image"].includes(channel);
  const { kubernetesVersion } = context.values;
  return doesUpgrade && current !== undefined && compareVersions(current, kubernetesVersion) > 0;
}

/**
 * The private cluster; `subnetRole` is the role assignment that has to be there before it starts. Pools and
 * version are part of it only while it is made: later they are changed one by one.
 */
export function aksCluster(context: PlanContext, subnetRole: string): ResourceSpec {
  const { names, values } = context;
  const subnet = subnetId(context, names.aks2Subnet);
  const detail = t(
    "{0} × {1} · Kubernetes {2}",
    values.aksNodeSku,
    values.aksNodeCount,
    values.kubernetesVersion,
  );
  const isThere = observedResource(context.observed, aksId(context)) !== undefined;
  return resourceSpec(context, {
    type: "Microsoft.ContainerService/managedClusters",
    names: [names.aksCluster],
    group: names.projectResourceGroup,
    kind: t("AKS cluster"),
    detail,
    dependsOn: [aksIdentityId(context), subnet, subnetRole],
    body: {
      location: context.region,
      tags: Object.fromEntries(Object.entries(context.tags).slice(-maxTags)),
      sku: { name: "Base", tier: "Standard" },
      identity: {
        type: "UserAssigned",
        userAssignedIdentities: { [aksIdentityId(context)]: {} },
      },
      properties: {
        ...(isAheadByItself(context) ? {} : { kubernetesVersion: values.kubernetesVersion }),
        dnsPrefix: `${names.aksCluster}-dns`,
        nodeResourceGroup: names.aksNodeResourceGroup,
        enableRBAC: true,
        apiServerAccessProfile: { enablePrivateCluster: true, privateDNSZone: "system" },
        ...(isThere ? {} : { agentPoolProfiles: [firstPool(context)] }),
        networkProfile: {
          networkPlugin: "azure",
          serviceCidr: "10.0.0.0/16",
          dnsServiceIP: "10.0.0.10",
          loadBalancerSku: "standard",
          outboundType: outboundType(context),
        },
      },
    },
  });
}
