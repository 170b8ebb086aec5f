import type { EnvironmentScope, TreeNode } from "./nodes";
import { resourceState } from "./resourceState";
import { assertNever } from "../shared/assertNever";

/** Acts a node offers; menus ask for them with `/;can=[^;]*\bcopyId\b/`. */
export type NodeAct = "refresh" | "retry" | "openInPortal" | "copyId" | "viewAsJson";

interface ContextParts {
  readonly scope?: EnvironmentScope;
  readonly kind: string;
  readonly type?: string;
  readonly state?: string;
  readonly can?: readonly NodeAct[];
}

/** `esml;env=prod;kind=amlCompute;type=cluster;state=stopped;can=copyId,refresh;protected`, always in this order. */
export function contextValue(node: TreeNode): string {
  const { scope, kind, type, state, can } = partsOf(node);
  return [
    "esml",
    ...(scope === undefined ? [] : [`env=${scope.environment}`]),
    `kind=${kind}`,
    ...(type === undefined ? [] : [`type=${type}`]),
    ...(state === undefined ? [] : [`state=${state}`]),
    ...(can === undefined || can.length === 0 ? [] : [`can=${can.join(",")}`]),
    ...(scope?.isProtected === true ? ["protected"] : []),
  ].join(";");
}

function partsOf(node: TreeNode): ContextParts {
  switch (node.kind) {
    case "project": {
      const state = node.problem === undefined ? "normal" : "failed";
      const type = node.manifest === undefined ? "discovered" : "manifest";
      return { kind: "project", type, state, can: ["refresh"] };
    }
    case "environment":
      return {
        scope: node.scope,
        kind: "environment",
        state: node.content.state,
        can: ["refresh"],
      };
    case "group":
      return { scope: node.scope, kind: "group", type: node.group, can: ["refresh"] };
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
      return {
        scope: node.scope,
        ...resourceTokens[node.kind],
        state: resourceState(node).token,
        can: resourceActs(node.scope),
      };
    case "failed":
    case "empty":
    case "notConnected":
      return { kind: node.kind, can: ["retry"] };
    case "loading":
      return { kind: "loading" };
    default:
      return assertNever(node);
  }
}

/** The sandbox has no portal. */
function resourceActs(scope: EnvironmentScope): readonly NodeAct[] {
  const acts = ["copyId", "viewAsJson", "refresh"] as const;
  return scope.simulated || scope.portal === undefined ? acts : ["openInPortal", ...acts];
}

const resourceTokens = {
  workspace: { kind: "amlWorkspace" },
  computeCluster: { kind: "amlCompute", type: "cluster" },
  computeInstance: { kind: "amlCompute", type: "instance" },
  kubernetesCompute: { kind: "amlCompute", type: "kubernetes" },
  onlineEndpoint: { kind: "onlineEndpoint" },
  deployment: { kind: "onlineDeployment" },
  aksCluster: { kind: "aksCluster" },
  nodePool: { kind: "aksNodePool" },
  registry: { kind: "registry" },
  dataFactory: { kind: "dataFactory" },
} as const;
