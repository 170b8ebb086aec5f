import type { GroupKind, ResourceKind, TreeResource } from "./nodes";
import { readText } from "./properties";

export const resourceGroupType = "microsoft.resources/subscriptions/resourcegroups";

/** The top-level kinds of an environment, in the order in which the tree shows them. */
const topLevel: ReadonlyMap<string, ResourceKind> = new Map([
  ["microsoft.machinelearningservices/workspaces", "workspace"],
  ["microsoft.containerservice/managedclusters", "aksCluster"],
  ["microsoft.containerregistry/registries", "registry"],
  ["microsoft.datafactory/factories", "dataFactory"],
]);

export const topLevelTypes: readonly string[] = [...topLevel.keys()];

/** Undefined for resources that the tree does not show at the top of an environment. */
export function topLevelKind(type: string): ResourceKind | undefined {
  return topLevel.get(type.toLowerCase());
}

/** Undefined for computes that the tree does not show, for example an attached virtual machine. */
export function computeGroup(compute: TreeResource): GroupKind | undefined {
  switch (readText(compute.properties, "computeType")) {
    case "AmlCompute":
      return "computeClusters";
    case "ComputeInstance":
      return "computeInstances";
    case "Kubernetes":
    case "AKS":
      return "kubernetesComputes";
    default:
      return undefined;
  }
}

/** The kind of a group's members. */
export const memberKinds: Readonly<Record<GroupKind, ResourceKind>> = {
  computeClusters: "computeCluster",
  computeInstances: "computeInstance",
  kubernetesComputes: "kubernetesCompute",
  onlineEndpoints: "onlineEndpoint",
};

/** ARM id of the resource that a child id hangs under, or undefined for a top-level resource. */
export function topLevelParentId(id: string): string | undefined {
  const match =
    /^(\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\/[^/]+\/[^/]+\/[^/]+)\/./i;
  return match.exec(id)?.[1];
}
