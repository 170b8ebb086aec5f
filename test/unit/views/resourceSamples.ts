import type { DeploymentNode, ResourceKind, ResourceNode } from "../../../src/views/nodes";
import { compute, readAt, resource, scope, workspace } from "./builders";

type Properties = Readonly<Record<string, unknown>>;
type SampleNode = ResourceNode | DeploymentNode;

function node(kind: ResourceKind, properties: Properties, sku?: unknown): SampleNode {
  const built = {
    ...compute(`${kind}-with-a-rather-long-name`, {}),
    properties,
    ...(sku === undefined ? {} : { sku }),
  };
  return { kind, scope: scope(), resource: built, readAt };
}

const cluster = (inner: Properties, provisioningState = "Succeeded") =>
  node("computeCluster", { computeType: "AmlCompute", provisioningState, properties: inner });
const instance = (state: string) =>
  node("computeInstance", { provisioningState: "Succeeded", properties: { state } });
const aks = (properties: Properties) =>
  node("aksCluster", { currentKubernetesVersion: "1.33.5", ...properties });

const rows: readonly (readonly [string, SampleNode, string, string, string?])[] = [
  ["workspace", node("workspace", { provisioningState: "Succeeded" }), "", "circuit-board"],
  [
    "workspace creating",
    node("workspace", { provisioningState: "Creating" }),
    "Creating…",
    "loading~spin",
    "problemsInfoIcon.foreground",
  ],
  [
    "workspace deleting",
    node("workspace", { provisioningState: "Deleting" }),
    "Deleting…",
    "loading~spin",
    "problemsInfoIcon.foreground",
  ],
  [
    "workspace failed",
    node("workspace", { provisioningState: "Failed" }),
    "Failed",
    "error",
    "problemsErrorIcon.foreground",
  ],
  [
    "workspace unknown",
    node("workspace", { provisioningState: "Bogus" }),
    "Bogus",
    "question",
    "descriptionForeground",
  ],
  [
    "idle cluster",
    cluster({ currentNodeCount: 0, scaleSettings: { maxNodeCount: 3 }, allocationState: "Steady" }),
    "0 of 3 nodes",
    "server",
  ],
  [
    "scaled cluster",
    cluster({ currentNodeCount: 2, scaleSettings: { maxNodeCount: 3 }, allocationState: "Steady" }),
    "2 of 3 nodes",
    "server",
    "charts.green",
  ],
  [
    "resizing cluster",
    cluster({
      currentNodeCount: 0,
      targetNodeCount: 2,
      scaleSettings: { maxNodeCount: 3 },
      allocationState: "Resizing",
    }),
    "Resizing to 2…",
    "loading~spin",
    "problemsInfoIcon.foreground",
  ],
  ["failed cluster", cluster({}, "Failed"), "Failed", "error", "problemsErrorIcon.foreground"],
  ["running instance", instance("Running"), "Running", "vm-running", "charts.green"],
  ["stopped instance", instance("Stopped"), "Stopped", "vm-outline"],
  ["starting instance", instance("Starting"), "Starting…", "vm-pending"],
  ["stopping instance", instance("Stopping"), "Stopping…", "vm-pending"],
  ["failed instance", instance("SetupFailed"), "Failed", "error", "problemsErrorIcon.foreground"],
  ["unknown instance", instance("Unknown"), "Unknown", "question", "descriptionForeground"],
  [
    "Kubernetes compute",
    node("kubernetesCompute", { provisioningState: "Succeeded" }),
    "",
    "vm-connect",
  ],
  [
    "endpoint with traffic",
    node("onlineEndpoint", { provisioningState: "Succeeded", traffic: { blue: 90, green: 10 } }),
    "blue 90 %, green 10 %",
    "radio-tower",
  ],
  [
    "endpoint with long names",
    node("onlineEndpoint", { traffic: { "a-rather-long-name": 90, "another-long-name": 10 } }),
    "Traffic to 2 deployments",
    "radio-tower",
  ],
  [
    "endpoint without traffic",
    node("onlineEndpoint", { traffic: {} }),
    "No traffic",
    "radio-tower",
  ],
  [
    "AKS cluster",
    aks({ provisioningState: "Succeeded", powerState: { code: "Running" } }),
    "1.33.5",
    "server-process",
  ],
  [
    "AKS cluster stopped",
    aks({ provisioningState: "Succeeded", powerState: { code: "Stopped" } }),
    "Stopped",
    "debug-pause",
    "descriptionForeground",
  ],
  [
    "AKS cluster starting",
    aks({ provisioningState: "Starting" }),
    "Starting…",
    "loading~spin",
    "problemsInfoIcon.foreground",
  ],
  [
    "AKS cluster updating",
    aks({ provisioningState: "Updating" }),
    "Updating…",
    "loading~spin",
    "problemsInfoIcon.foreground",
  ],
  [
    "node pool",
    node("nodePool", { provisioningState: "Succeeded", count: 3 }),
    "3 nodes",
    "collection",
  ],
  [
    "node pool of one",
    node("nodePool", { provisioningState: "Succeeded", count: 1 }),
    "1 node",
    "collection",
  ],
  [
    "scaling node pool",
    node("nodePool", { provisioningState: "Scaling", count: 5 }),
    "Scaling to 5…",
    "loading~spin",
    "problemsInfoIcon.foreground",
  ],
  [
    "registry",
    node("registry", { provisioningState: "Succeeded" }, { name: "Premium" }),
    "Premium",
    "archive",
  ],
  ["data factory", node("dataFactory", { provisioningState: "Succeeded" }), "", "merge"],
  ["deployment with traffic", deployment(90), "v11 · 90 %", "rocket", "charts.green"],
  ["deployment without traffic", deployment(0), "v11 · 0 %", "rocket"],
];

function deployment(trafficPercent: number): SampleNode {
  const properties = {
    provisioningState: "Succeeded",
    model: `${workspace().id}/models/churn/versions/11`,
  };
  const built = {
    ...resource("Microsoft.MachineLearningServices/deployments", "blue"),
    properties,
  };
  return { kind: "deployment", scope: scope(), resource: built, readAt, trafficPercent };
}

/** Every resource kind in each of its states. */
export const resourceSamples = rows.map(([title, node, description, icon, color]) => ({
  title,
  node,
  description,
  icon,
  color,
}));
