import { t } from "@vscode/l10n";
import { environmentSpellings } from "../project/environments";
import { assertNever } from "../shared/assertNever";
import { contextValue } from "./contextValue";
import { describe } from "./description";
import { groupIcons, groupTitle, kindIcons, kindTitle } from "./kindTexts";
import { nodeId } from "./nodeId";
import type {
  DeploymentNode,
  DisconnectedState,
  EnvironmentNode,
  ProjectNode,
  ResourceNode,
  StateNode,
  TreeNode,
} from "./nodes";
import { resourceState, type ResourceState } from "./resourceState";
import { environmentTooltip, projectTooltip, resourceTooltip } from "./tooltip";

/** What a row looks like and says, free of the editor's classes. */
export interface RenderedNode {
  readonly id: string;
  readonly label: string;
  /** At most 30 characters. */
  readonly description: string;
  /** Codicon. */
  readonly icon: string;
  /** Id of a theme colour. */
  readonly color?: string;
  /** Markdown. */
  readonly tooltip: string;
  readonly contextValue: string;
  readonly accessibleLabel: string;
  readonly collapsible: "none" | "collapsed" | "expanded";
  /** What a click does, where the row is a way out. */
  readonly act?: RowAct;
}

export type RowAct =
  | { readonly kind: "retry" }
  | { readonly kind: "createProject" }
  | { readonly kind: "connect"; readonly simulated: boolean }
  | { readonly kind: "openFile"; readonly uri: string };

type Look = Omit<RenderedNode, "id" | "contextValue">;

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

function stateLook(node: StateNode): Look {
  switch (node.kind) {
    case "loading":
      return { ...plain(node.text), ...changingLook };
    case "empty": {
      const isCreate = node.verb === "createProject";
      const description = isCreate ? t("Create Project…") : t("Refresh");
      const act: RowAct = isCreate ? { kind: "createProject" } : { kind: "retry" };
      return { ...withVerb(node.reason, description, act), icon: "info" };
    }
    case "failed": {
      const { file } = node;
      const look =
        file === undefined
          ? withVerb(node.reason, t("Retry"), { kind: "retry" })
          : withVerb(node.reason, t("Open the manifest"), { kind: "openFile", uri: file });
      return { ...look, ...failedLook };
    }
    case "notConnected": {
      const look = disconnectedLook(node.cause);
      if (node.cause === "noAccess" || node.cause === "notReachable") {
        return { ...withVerb(node.reason, t("Retry"), { kind: "retry" }), ...look };
      }
      const verb = node.simulated ? t("Start Sandbox") : t("Connect to Azure");
      const act: RowAct = { kind: "connect", simulated: node.simulated };
      return { ...withVerb(node.reason, verb, act), ...look };
    }
    default:
      return assertNever(node);
  }
}

function plain(label: string): Omit<Look, "icon"> {
  return { label, description: "", tooltip: "", accessibleLabel: label, collapsible: "none" };
}

function withVerb(reason: string, description: string, act: RowAct): Omit<Look, "icon"> {
  const accessibleLabel = sentence([reason, description]);
  return { ...plain(reason), description, accessibleLabel, act };
}

const failedLook = { icon: "error", color: "problemsErrorIcon.foreground" } as const;
const changingLook = { icon: "loading~spin", color: "problemsInfoIcon.foreground" } as const;

function disconnectedLook(cause: DisconnectedState): Pick<Look, "icon" | "color"> {
  switch (cause) {
    case "notConnected":
      return { icon: "debug-disconnect" };
    case "signedOut":
      return { icon: "sign-in" };
    case "noAccess":
      return { icon: "lock" };
    case "notReachable":
      return { icon: "warning", color: "problemsWarningIcon.foreground" };
    default:
      return assertNever(cause);
  }
}

function disconnectedTitle(cause: DisconnectedState): string {
  switch (cause) {
    case "notConnected":
      return t("Not connected");
    case "signedOut":
      return t("Signed out");
    case "noAccess":
      return t("No access");
    case "notReachable":
      return t("Not reachable from here");
    default:
      return assertNever(cause);
  }
}

const sentence = (parts: readonly string[]) => parts.filter((part) => part !== "").join(", ");
