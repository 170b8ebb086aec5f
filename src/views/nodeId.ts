import { assertNever } from "../shared/assertNever";
import type { EnvironmentScope, TreeNode } from "./nodes";

/** Stable over refreshes; the same subscription seen by two accounts or in two projects stays apart. */
export function nodeId(node: TreeNode): string {
  switch (node.kind) {
    case "project":
      return `project|${node.key}`;
    case "environment":
      return scopeId(node.scope);
    case "group":
      return `${scopeId(node.scope)}|${node.workspaceId.toLowerCase()}|${node.group}`;
    case "workspace":
    case "computeCluster":
    case "computeInstance":
    case "kubernetesCompute":
    case "onlineEndpoint":
    case "deployment":
    case "aksCluster":
    case "nodePool":
    case "registry":
    case "dataFactory":
      return `${scopeId(node.scope)}|${node.resource.id.toLowerCase()}`;
    case "loading":
    case "empty":
    case "failed":
    case "notConnected":
      return `${node.parentId}|${node.kind}`;
    default:
      return assertNever(node);
  }
}

function scopeId(scope: EnvironmentScope): string {
  return [
    "environment",
    scope.projectKey,
    scope.environment,
    scope.cloud,
    scope.accountId,
    scope.tenantId.toLowerCase(),
    scope.subscriptionId.toLowerCase(),
  ].join("|");
}
