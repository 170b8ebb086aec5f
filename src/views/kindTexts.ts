import { t } from "@vscode/l10n";
import type { DeploymentNode, GroupKind, ResourceKind } from "./nodes";

type ShownKind = ResourceKind | DeploymentNode["kind"];

/** Codicon of each kind; the same in every view (ux 4). */
export const kindIcons: Readonly<Record<ShownKind, string>> = {
  workspace: "circuit-board",
  computeCluster: "server",
  computeInstance: "vm",
  kubernetesCompute: "vm-connect",
  onlineEndpoint: "radio-tower",
  deployment: "rocket",
  aksCluster: "server-process",
  nodePool: "collection",
  registry: "archive",
  dataFactory: "merge",
};

export const groupIcons: Readonly<Record<GroupKind, string>> = {
  computeClusters: kindIcons.computeCluster,
  computeInstances: kindIcons.computeInstance,
  kubernetesComputes: kindIcons.kubernetesCompute,
  onlineEndpoints: kindIcons.onlineEndpoint,
};

export function kindTitle(kind: ShownKind): string {
  const titles: Readonly<Record<ShownKind, string>> = {
    workspace: t("AML workspace"),
    computeCluster: t("Compute cluster"),
    computeInstance: t("Compute instance"),
    kubernetesCompute: t("Kubernetes compute"),
    onlineEndpoint: t("Online endpoint"),
    deployment: t("Deployment"),
    aksCluster: t("AKS cluster"),
    nodePool: t("Node pool"),
    registry: t("Container registry"),
    dataFactory: t("Data factory"),
  };
  return titles[kind];
}

export function groupTitle(group: GroupKind): string {
  const titles: Readonly<Record<GroupKind, string>> = {
    computeClusters: t("Compute clusters"),
    computeInstances: t("Compute instances"),
    kubernetesComputes: t("Kubernetes computes"),
    onlineEndpoints: t("Online endpoints"),
  };
  return titles[group];
}
