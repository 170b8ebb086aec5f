import { t } from "@vscode/l10n";
import { kindTitle } from "./kindTexts";
import type { DeploymentNode, EnvironmentNode, ProjectNode, ResourceNode } from "./nodes";
import { readNumber, readText } from "./properties";
import type { ResourceState } from "./resourceState";

/** Markdown: name and kind, state, size or version, place, id, time of reading (ux 4). */
export function resourceTooltip(node: ResourceNode | DeploymentNode, state: ResourceState): string {
  const { resource, scope } = node;
  const stateText = state.text === "" ? t("Succeeded") : state.text;
  const subscription = scope.subscriptionName ?? resource.subscriptionId;
  return paragraphs([
    `**${escape(resource.name)}** · ${kindTitle(node.kind)}`,
    state.reason === undefined
      ? t("State: {0}", escape(stateText))
      : t("State: {0}. {1}", escape(stateText), escape(state.reason)),
    ...sizes(node).map(escape),
    t("Subscription {0}, resource group {1}", escape(subscription), escape(resource.resourceGroup)),
    `\`${resource.id}\``,
    scope.simulated
      ? t("Read {0} · simulated", clockTime(node.readAt))
      : t("Read {0}", clockTime(node.readAt)),
  ]);
}

export function environmentTooltip(node: EnvironmentNode, title: string): string {
  const { scope, content, accountName } = node;
  return paragraphs([
    `**${escape(title)}**${scope.isProtected ? ` · ${t("protected")}` : ""}`,
    ...(accountName === undefined ? [] : [t("Account {0}", escape(accountName))]),
    t("Tenant {0}", scope.tenantId),
    t("Subscription {0}", escape(scope.subscriptionName ?? scope.subscriptionId)),
    ...node.resourceGroups.map((group) => t("Resource group {0}", escape(group))),
    ...(content.state === "read" ? [t("Read {0}", clockTime(content.readAt))] : []),
    ...("reason" in content ? [escape(content.reason)] : []),
  ]);
}

export function projectTooltip(node: ProjectNode, label: string): string {
  return paragraphs([
    `**${escape(label)}** · ${t("ESML project")}`,
    ...(node.factory === "" ? [] : [t("Factory {0}", escape(node.factory))]),
    ...(node.simulated ? [t("Simulated: the sandbox runs on this computer")] : []),
    node.manifest === undefined
      ? t("Found by its resource groups. The workspace has no manifest of it.")
      : t("Manifest {0}", escape(node.manifest.path)),
    ...(node.problem === undefined ? [] : [escape(node.problem)]),
  ]);
}

/** Local time with seconds, as `14:02:10`. */
function clockTime(time: number): string {
  const date = new Date(time);
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
}

function sizes(node: ResourceNode | DeploymentNode): readonly string[] {
  const { properties, sku, location } = node.resource;
  const size = readText(properties, "properties.vmSize") ?? readText(properties, "vmSize");
  const min = readNumber(properties, "properties.scaleSettings.minNodeCount");
  const max = readNumber(properties, "properties.scaleSettings.maxNodeCount");
  const version =
    readText(properties, "currentKubernetesVersion") ??
    readText(properties, "kubernetesVersion") ??
    readText(properties, "currentOrchestratorVersion") ??
    readText(properties, "orchestratorVersion");
  const skuName = node.kind === "deployment" ? undefined : readText(sku, "name");
  const instanceType = readText(properties, "instanceType");
  return [
    ...(size === undefined ? [] : [t("Size {0}", size)]),
    ...(min === undefined || max === undefined ? [] : [t("{0}–{1} nodes", min, max)]),
    ...(version === undefined ? [] : [t("Kubernetes {0}", version)]),
    ...(skuName === undefined ? [] : [t("SKU {0}", skuName)]),
    ...(instanceType === undefined ? [] : [t("Instance type {0}", instanceType)]),
    ...(location === "" ? [] : [t("Region {0}", location)]),
  ];
}

const paragraphs = (lines: readonly string[]) => lines.join("\n\n");

/** Names and messages are text, never Markdown. */
function escape(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!|<>~-]/g, "\\$&");
}
