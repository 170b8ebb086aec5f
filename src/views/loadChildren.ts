import { t } from "@vscode/l10n";
import { assertNever } from "../shared/assertNever";
import type { ListedChildren } from "./inventory/ChildLists";
import { groupTexts, listed, type LoadContext } from "./listed";
import { nodeId } from "./nodeId";
import {
  groupKinds,
  type DeploymentNode,
  type EnvironmentNode,
  type GroupKind,
  type GroupNode,
  type ProjectNode,
  type ResourceNode,
  type StateNode,
  type TreeNode,
} from "./nodes";
import { readNumbers } from "./properties";
import { computeGroup, memberKinds, topLevelKind } from "./resourceKinds";

/**
 * The children of a node. A branch that cannot be read or holds nothing has one child that says why;
 * rejects only when the read was cancelled.
 */
export async function loadChildren(
  node: TreeNode,
  context: LoadContext,
): Promise<readonly TreeNode[]> {
  switch (node.kind) {
    case "project":
      return projectChildren(node);
    case "environment":
      return environmentChildren(node);
    case "workspace":
      return groupKinds.map((group) => groupNode(node, group));
    case "group":
      return groupChildren(node, context);
    case "onlineEndpoint":
      return listed(node, context, {
        parentId: node.resource.id,
        list: "onlineDeployments",
        failure: (reason) =>
          t("Could not list the deployments of {0}: {1}", node.resource.name, reason),
        empty: t("No deployments"),
        build: (children) => deploymentNodes(node, children),
      });
    case "aksCluster":
      return listed(node, context, {
        parentId: node.resource.id,
        list: "nodePools",
        failure: (reason) =>
          t("Could not list the node pools of {0}: {1}", node.resource.name, reason),
        empty: t("No node pools"),
        build: ({ resources, readAt }) =>
          resources.map((resource) => ({ kind: "nodePool", scope: node.scope, resource, readAt })),
      });
    case "computeCluster":
    case "computeInstance":
    case "kubernetesCompute":
    case "deployment":
    case "nodePool":
    case "registry":
    case "dataFactory":
    case "loading":
    case "empty":
    case "failed":
    case "notConnected":
      return [];
    default:
      return assertNever(node);
  }
}

function projectChildren(node: ProjectNode): readonly TreeNode[] {
  const parentId = nodeId(node);
  if (node.problem !== undefined && node.manifest !== undefined) {
    return [{ kind: "failed", parentId, reason: node.problem, file: node.manifest.uri }];
  }
  if (node.environments.length > 0) return node.environments;
  return [
    { kind: "empty", parentId, reason: t("No environments in the manifest"), verb: "refresh" },
  ];
}

function environmentChildren(node: EnvironmentNode): readonly TreeNode[] {
  const { content, scope } = node;
  const parentId = nodeId(node);
  switch (content.state) {
    case "loading":
      return [{ kind: "loading", parentId, text: t("Reading resources…") }];
    case "failed": {
      const reason = t("Could not read the resources: {0}", content.reason);
      return [{ kind: "failed", parentId, reason }];
    }
    case "disconnected": {
      const { cause, reason } = content;
      return [{ kind: "notConnected", parentId, cause, reason, simulated: scope.simulated }];
    }
    case "read":
      if (content.resources.length === 0) return [emptyEnvironment(node, content.exists)];
      return content.resources.flatMap((resource) => {
        const kind = topLevelKind(resource.type);
        return kind === undefined ? [] : [{ kind, scope, resource, readAt: content.readAt }];
      });
    default:
      return assertNever(content);
  }
}

function emptyEnvironment(node: EnvironmentNode, exists: boolean): StateNode {
  const group = node.resourceGroups[0] ?? "";
  const parentId = nodeId(node);
  return exists
    ? { kind: "empty", parentId, reason: t("No ESML resources in {0}", group), verb: "refresh" }
    : { kind: "empty", parentId, reason: t("Not created yet"), verb: "createProject" };
}

function groupNode(node: ResourceNode, group: GroupKind): GroupNode {
  const { id, name } = node.resource;
  return { kind: "group", group, scope: node.scope, workspaceId: id, workspaceName: name };
}

function groupChildren(node: GroupNode, context: LoadContext): Promise<readonly TreeNode[]> {
  const { group, scope } = node;
  const texts = groupTexts(node);
  return listed(node, context, {
    parentId: node.workspaceId,
    list: group === "onlineEndpoints" ? "onlineEndpoints" : "computes",
    ...texts,
    build: ({ resources, readAt }) =>
      resources
        .filter((each) => group === "onlineEndpoints" || computeGroup(each) === group)
        .map((resource) => ({ kind: memberKinds[group], scope, resource, readAt })),
  });
}

function deploymentNodes(node: ResourceNode, children: ListedChildren): readonly DeploymentNode[] {
  const traffic = readNumbers(node.resource.properties, "traffic");
  return children.resources.map((resource) => ({
    kind: "deployment",
    scope: node.scope,
    resource,
    readAt: children.readAt,
    trafficPercent: traffic.get(resource.name) ?? 0,
  }));
}
