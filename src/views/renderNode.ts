import { t } from "@vscode/l10n";
import { environmentSpellings } from "../project/environments";
import { assertNever } from "../shared/assertNever";
import { contextValue } from "./contextValue";
import { describe } from "./description";
import { groupIcons, groupTitle, kindIcons, kindTitle } from "./kindTexts";
import { nodeId } from "./nodeId";
import type { DeploymentNode, EnvironmentNode, ProjectNode, ResourceNode, TreeNode } from "./nodes";
import type { Look, RenderedNode } from "./renderedNode";
import { resourceState, type ResourceState } from "./resourceState";
import {
  changingLook,
  disconnectedLook,
  disconnectedTitle,
  failedLook,
  plain,
  sentence,
  stateLook,
} from "./stateLook";
import { environmentTooltip, projectTooltip, resourceTooltip } from "./tooltip";

/** Pure: the row of a node. */
export function renderNode(node: TreeNode): RenderedNode {
  return { id: nodeId(node), contextValue: contextValue(node), ...lookOf(node) };
}

function lookOf(node: TreeNode): Look {
  switch (node.kind) {
    case "project":
      return projectLook(node);
    case "environment":
      return environmentLook(node);
    case "group": {
      const label = groupTitle(node.group);
      const accessibleLabel = t("{0} of {1}", label, node.workspaceName);
      const icon = groupIcons[node.group];
      return { ...plain(label), icon, accessibleLabel, collapsible: "collapsed" };
    }
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
      return resourceLook(node);
    case "loading":
    case "empty":
    case "failed":
    case "notConnected":
      return stateLook(node);
    default:
      return assertNever(node);
  }
}

function projectLook(node: ProjectNode): Look {
  const label = node.number === "" ? (node.manifest?.path ?? "") : t("Project {0}", node.number);
  const parts = [
    node.simulated ? t("Sandbox") : "",
    node.factory,
    node.manifest === undefined ? t("No manifest") : "",
    node.problem === undefined ? "" : t("Manifest not readable"),
  ];
  const description = describe(parts, 1);
  const look = node.manifest === undefined ? { icon: "question" } : { icon: "project" };
  return {
    label,
    description,
    ...(node.problem === undefined ? look : failedLook),
    tooltip: projectTooltip(node, label),
    accessibleLabel: sentence([label, t("ESML project"), description]),
    collapsible: "expanded",
  };
}

function environmentLook(node: EnvironmentNode): Look {
  const { scope, content } = node;
  const label = environmentSpellings[scope.environment].title;
  const place = scope.subscriptionName ?? scope.subscriptionId.slice(0, 8);
  const guard = scope.isProtected ? t("protected") : "";
  const disconnected = content.state === "disconnected" ? content.cause : undefined;
  const description =
    disconnected === undefined
      ? describe([place, guard], 0)
      : describe([disconnectedTitle(disconnected), guard]);
  const icon =
    disconnected === undefined
      ? { icon: scope.isProtected ? "lock" : "server-environment" }
      : disconnectedLook(disconnected);
  return {
    label,
    description,
    ...(content.state === "failed" ? failedLook : icon),
    tooltip: environmentTooltip(node, label),
    accessibleLabel: sentence([label, t("environment"), description]),
    collapsible: "collapsed",
  };
}

function resourceLook(node: ResourceNode | DeploymentNode): Look {
  const state = resourceState(node);
  const label = node.resource.name;
  const isParent =
    node.kind === "workspace" || node.kind === "aksCluster" || node.kind === "onlineEndpoint";
  return {
    label,
    description: describe([state.text]),
    ...resourceIcon(node, state),
    tooltip: resourceTooltip(node, state),
    accessibleLabel: sentence([label, kindTitle(node.kind), state.text, state.reason ?? ""]),
    collapsible: isParent ? "collapsed" : "none",
  };
}

/** The kind's icon while normal; the state's replaces it while changing, failed, stopped or unknown. */
function resourceIcon(
  node: ResourceNode | DeploymentNode,
  state: ResourceState,
): Pick<Look, "icon" | "color"> {
  const isInstance = node.kind === "computeInstance";
  switch (state.token) {
    case "normal": {
      const icon = kindIcons[node.kind];
      const hasTraffic = node.kind === "deployment" && node.trafficPercent > 0;
      return hasTraffic ? { icon, color: "charts.green" } : { icon };
    }
    case "idle":
      return { icon: kindIcons[node.kind] };
    case "scaled":
      return { icon: kindIcons[node.kind], color: "charts.green" };
    case "running":
      return { icon: "vm-running", color: "charts.green" };
    case "stopped":
      return isInstance
        ? { icon: "vm-outline" }
        : { icon: "debug-pause", color: "descriptionForeground" };
    case "starting":
    case "stopping":
      return isInstance ? { icon: "vm-pending" } : changingLook;
    case "changing":
    case "resizing":
    case "deleting":
      return changingLook;
    case "failed":
      return failedLook;
    case "unknown":
      return { icon: "question", color: "descriptionForeground" };
    default:
      return assertNever(state.token);
  }
}
