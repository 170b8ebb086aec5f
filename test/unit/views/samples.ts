import { groupKinds, type TreeNode } from "../../../src/views/nodes";
import { aksCluster, environment, projectGroup, readAt, scope, workspace } from "./builders";
import { resourceSamples } from "./resourceSamples";

const disconnected = (cause: "notConnected" | "signedOut" | "noAccess" | "notReachable") =>
  environment({
    scope: scope({ isProtected: true }),
    content: { state: "disconnected", cause, reason: "The sandbox is not running." },
  });

const project = {
  kind: "project",
  number: "001",
  factory: "acme-ai",
  environments: [environment()],
} as const;
const manifest = { uri: "file:///demo/esml.project.json", path: "esml.project.json" };

const rows: readonly (readonly [string, TreeNode, string, string])[] = [
  [
    "project in the sandbox",
    { ...project, key: "a", simulated: true, manifest },
    "Sandbox · acme-ai",
    "project",
  ],
  ["project in Azure", { ...project, key: "a", simulated: false, manifest }, "acme-ai", "project"],
  [
    "project without manifest",
    { ...project, key: "a", simulated: true },
    "Sandbox · acme-… · No manifest",
    "question",
  ],
  [
    "project with a bad manifest",
    {
      ...project,
      number: "",
      factory: "",
      key: "a",
      simulated: false,
      manifest,
      problem: "Bad.",
      environments: [],
    },
    "Manifest not readable",
    "error",
  ],
  ["environment", environment(), "acme-ai-dev", "server-environment"],
  [
    "protected environment",
    environment({ scope: scope({ isProtected: true, subscriptionName: "acme-ai-prod" }) }),
    "acme-ai-prod · protected",
    "lock",
  ],
  [
    "failed environment",
    environment({ content: { state: "failed", reason: "Broken." } }),
    "acme-ai-dev",
    "error",
  ],
  [
    "not connected environment",
    disconnected("notConnected"),
    "Not connected · protected",
    "debug-disconnect",
  ],
  ["signed out environment", disconnected("signedOut"), "Signed out · protected", "sign-in"],
  ["environment without access", disconnected("noAccess"), "No access · protected", "lock"],
  [
    "environment not reachable",
    environment({
      content: { state: "disconnected", cause: "notReachable", reason: "No answer." },
    }),
    "Not reachable from here",
    "warning",
  ],
  ...groupKinds.map(
    (group) =>
      [
        `group ${group}`,
        { kind: "group", group, scope: scope(), workspaceId: workspace().id, workspaceName: "aml" },
        "",
        {
          computeClusters: "server",
          computeInstances: "vm",
          kubernetesComputes: "vm-connect",
          onlineEndpoints: "radio-tower",
        }[group],
      ] as const,
  ),
  ["loading", { kind: "loading", parentId: "p", text: "Reading resources…" }, "", "loading~spin"],
  [
    "empty",
    {
      kind: "empty",
      parentId: "p",
      reason: `No ESML resources in ${projectGroup}`,
      verb: "refresh",
    },
    "Refresh",
    "info",
  ],
  [
    "not created",
    { kind: "empty", parentId: "p", reason: "Not created yet", verb: "createProject" },
    "Create Project…",
    "info",
  ],
  ["failed", { kind: "failed", parentId: "p", reason: "Could not list." }, "Retry", "error"],
  [
    "failed manifest",
    { kind: "failed", parentId: "p", reason: "Not JSON.", file: manifest.uri },
    "Open the manifest",
    "error",
  ],
  [
    "not connected to the sandbox",
    { kind: "notConnected", parentId: "p", cause: "notConnected", reason: "Off.", simulated: true },
    "Start Sandbox",
    "debug-disconnect",
  ],
  [
    "not connected to Azure",
    { kind: "notConnected", parentId: "p", cause: "signedOut", reason: "Off.", simulated: false },
    "Connect to Azure",
    "sign-in",
  ],
  [
    "no access",
    { kind: "notConnected", parentId: "p", cause: "noAccess", reason: "Off.", simulated: false },
    "Retry",
    "lock",
  ],
];

/** Rows that are no resource. */
export const otherSamples = rows.map(([title, node, description, icon]) => ({
  title,
  node,
  description,
  icon,
}));

export const allSamples: readonly TreeNode[] = [
  ...resourceSamples.map(({ node }) => node),
  ...otherSamples.map(({ node }) => node),
  {
    kind: "aksCluster",
    scope: scope({
      simulated: false,
      cloud: "azure",
      portal: "https://portal.azure.com",
      environment: "prod",
      isProtected: true,
    }),
    resource: aksCluster(),
    readAt,
  },
];
