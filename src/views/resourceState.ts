import { t } from "@vscode/l10n";
import type { DeploymentNode, ResourceNode } from "./nodes";
import { readFirstError, readFlag, readNumber, readNumbers, readText } from "./properties";

/** What a person has to know of a resource at a glance (ux 4). */
export interface ResourceState {
  /** Stable word for context values. */
  readonly token:
    | "normal"
    | "changing"
    | "deleting"
    | "failed"
    | "unknown"
    | "running"
    | "starting"
    | "stopping"
    | "stopped"
    | "idle"
    | "scaled"
    | "resizing";
  /** Description: the state, then one number; empty where there is nothing to say. */
  readonly text: string;
  /** Why it failed, where the resource says so. */
  readonly reason?: string;
}

type StatefulNode = ResourceNode | DeploymentNode;

/** State of a resource from its own properties; `provisioningState` first, as it overrules the rest. */
export function resourceState(node: StatefulNode): ResourceState {
  if (node.kind === "computeInstance") return instanceState(node);
  return provisioningState(node) ?? settledState(node);
}

function settledState(node: StatefulNode): ResourceState {
  switch (node.kind) {
    case "computeCluster":
      return clusterState(node);
    case "aksCluster":
      return stoppedOr(node, readText(node.resource.properties, "currentKubernetesVersion"));
    case "nodePool":
      return stoppedOr(node, nodeCount(node));
    case "onlineEndpoint":
      return { token: "normal", text: trafficText(node) };
    case "deployment":
      return { token: "normal", text: deploymentText(node) };
    case "registry":
      return { token: "normal", text: readText(node.resource.sku, "name") ?? "" };
    default:
      return { token: "normal", text: "" };
  }
}

/** Undefined once the resource has settled well. */
function provisioningState(node: StatefulNode): ResourceState | undefined {
  const { properties } = node.resource;
  const word = readText(properties, "provisioningState");
  switch (word?.toLowerCase()) {
    case undefined:
    case "succeeded":
      return undefined;
    case "failed":
    case "canceled": {
      const reason = readFirstError(properties);
      const text = word.toLowerCase() === "failed" ? t("Failed") : t("Canceled");
      return { token: "failed", text, ...(reason === undefined ? {} : { reason }) };
    }
    case "creating":
    case "accepted":
    case "provisioning":
      return { token: "changing", text: t("Creating…") };
    case "updating":
      return { token: "changing", text: t("Updating…") };
    case "upgrading":
      return { token: "changing", text: t("Upgrading…") };
    case "scaling": {
      const count = readNumber(properties, "count");
      const text = count === undefined ? t("Scaling…") : t("Scaling to {0}…", count);
      return { token: "resizing", text };
    }
    case "starting":
      return { token: "starting", text: t("Starting…") };
    case "stopping":
      return { token: "stopping", text: t("Stopping…") };
    case "deleting":
    case "softdeleting":
      return { token: "deleting", text: t("Deleting…") };
    default:
      return { token: "unknown", text: word ?? t("Unknown") };
  }
}

function clusterState(node: StatefulNode): ResourceState {
  const { properties } = node.resource;
  const current = readNumber(properties, "properties.currentNodeCount") ?? 0;
  const target = readNumber(properties, "properties.targetNodeCount") ?? current;
  const max = readNumber(properties, "properties.scaleSettings.maxNodeCount");
  if (readText(properties, "properties.allocationState")?.toLowerCase() === "resizing") {
    return { token: "resizing", text: t("Resizing to {0}…", target) };
  }
  const text = max === undefined ? t("{0} nodes", current) : t("{0} of {1} nodes", current, max);
  return { token: current === 0 ? "idle" : "scaled", text };
}

function instanceState(node: StatefulNode): ResourceState {
  const { properties } = node.resource;
  const word = readText(properties, "properties.state");
  switch (word?.toLowerCase()) {
    case undefined:
      return provisioningState(node) ?? { token: "unknown", text: t("Unknown") };
    case "running":
      return { token: "running", text: t("Running") };
    case "jobrunning":
      return { token: "running", text: t("Running a job") };
    case "stopped":
      return { token: "stopped", text: t("Stopped") };
    case "starting":
      return { token: "starting", text: t("Starting…") };
    case "restarting":
      return { token: "starting", text: t("Restarting…") };
    case "stopping":
      return { token: "stopping", text: t("Stopping…") };
    case "creating":
      return { token: "changing", text: t("Creating…") };
    case "settingup":
    case "usersettingup":
      return { token: "changing", text: t("Setting up…") };
    case "deleting":
      return { token: "deleting", text: t("Deleting…") };
    case "createfailed":
    case "setupfailed":
    case "usersetupfailed":
    case "unusable": {
      const reason = readFirstError(properties);
      return { token: "failed", text: t("Failed"), ...(reason === undefined ? {} : { reason }) };
    }
    default:
      return { token: "unknown", text: word ?? t("Unknown") };
  }
}

function stoppedOr(node: StatefulNode, text: string | undefined): ResourceState {
  if (readText(node.resource.properties, "powerState.code") === "Stopped") {
    return { token: "stopped", text: t("Stopped") };
  }
  return { token: "normal", text: text ?? kubernetesVersion(node) ?? "" };
}

function kubernetesVersion(node: StatefulNode): string | undefined {
  return node.kind === "aksCluster"
    ? readText(node.resource.properties, "kubernetesVersion")
    : undefined;
}

function nodeCount(node: StatefulNode): string | undefined {
  const { properties } = node.resource;
  const count = readNumber(properties, "count");
  if (count === undefined) return undefined;
  const max = readNumber(properties, "maxCount");
  if (readFlag(properties, "enableAutoScaling") && max !== undefined) {
    return t("{0} of {1} nodes", count, max);
  }
  return count === 1 ? t("1 node") : t("{0} nodes", count);
}

function trafficText(node: StatefulNode): string {
  const shares = [...readNumbers(node.resource.properties, "traffic")].filter(([, p]) => p > 0);
  if (shares.length === 0) return t("No traffic");
  const text = shares.map(([name, percent]) => t("{0} {1} %", name, percent)).join(", ");
  return text.length <= 30 ? text : t("Traffic to {0} deployments", shares.length);
}

function deploymentText(node: StatefulNode): string {
  const percent = node.kind === "deployment" ? node.trafficPercent : 0;
  const model = readText(node.resource.properties, "model");
  const version = /\/versions\/([^/]+)$/.exec(model ?? "")?.[1];
  return version === undefined ? t("{0} %", percent) : t("v{0} · {1} %", version, percent);
}
