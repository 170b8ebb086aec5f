import { t } from "@vscode/l10n";
import { resourceId, resourceSpec, type PlanContext, type ResourceSpec } from "../context";
import { observedResource, propertiesOf } from "../observed";
import { aksIdentityId } from "./foundation";
import { subnetId } from "./network";

/** AKS copies its tags to the node group's resources, which take no more than these. */
const maxTags = 12;

export function aksId(context: PlanContext): string {
  const { names } = context;
  return resourceId(
    context,
    names.projectResourceGroup,
    "Microsoft.ContainerService/managedClusters",
    names.aksCluster,
  );
}

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

/** The private cluster; `subnetRole` is the role assignment that has to be there before it starts. */
export function aksCluster(context: PlanContext, subnetRole: string): ResourceSpec {
  const { names, values } = context;
  const subnet = subnetId(context, names.aks2Subnet);
  const detail = t(
    "{0} × {1} · Kubernetes {2}",
    values.aksNodeSku,
    values.aksNodeCount,
    values.kubernetesVersion,
  );
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
        kubernetesVersion: values.kubernetesVersion,
        dnsPrefix: `${names.aksCluster}-dns`,
        nodeResourceGroup: names.aksNodeResourceGroup,
        enableRBAC: true,
        apiServerAccessProfile: { enablePrivateCluster: true, privateDNSZone: "system" },
        agentPoolProfiles: [
          {
            name: "agentpool",
            mode: "System",
            type: "VirtualMachineScaleSets",
            osType: "Linux",
            osDiskSizeGB: 128,
            vmSize: values.aksNodeSku,
            count: values.aksNodeCount,
            maxPods: 30,
            enableNodePublicIP: false,
            vnetSubnetID: subnet,
          },
        ],
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
