import type { EnvironmentId } from "../project/environments";
import type { CloudId } from "../project/manifest";

/** A resource as the inventory or a list call gives it; `properties` are read where they are shown. */
export interface TreeResource {
  /** Full ARM id. */
  readonly id: string;
  readonly name: string;
  /** Lower case, for example `microsoft.containerservice/managedclusters`. */
  readonly type: string;
  readonly location: string;
  readonly resourceGroup: string;
  readonly subscriptionId: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly sku?: unknown;
  readonly properties: unknown;
}

/** Which cloud, account and environment a node is in: part of its identity and of its context value. */
export interface EnvironmentScope {
  readonly cloud: CloudId;
  readonly tenantId: string;
  /** Object id of the account that read it; empty while not connected. */
  readonly accountId: string;
  readonly simulated: boolean;
  /** Web portal origin; absent in the sandbox and while not connected. */
  readonly portal?: string;
  readonly projectKey: string;
  readonly environment: EnvironmentId;
  readonly isProtected: boolean;
  readonly subscriptionId: string;
  readonly subscriptionName?: string;
}

export type DisconnectedState = "notConnected" | "signedOut" | "noAccess" | "notReachable";

/** What is known of the resources of an environment. */
export type EnvironmentContent =
  | { readonly state: "loading" }
  | {
      readonly state: "read";
      readonly resources: readonly TreeResource[];
      readonly readAt: number;
      /** False when none of the environment's resource groups is there. */
      readonly exists: boolean;
    }
  | { readonly state: "failed"; readonly reason: string }
  | {
      readonly state: "disconnected";
      readonly cause: DisconnectedState;
      readonly reason: string;
    };

export interface ProjectNode {
  readonly kind: "project";
  /** Address of the manifest, or cloud, prefix and number where there is none. */
  readonly key: string;
  readonly number: string;
  /** The factory's prefix without its closing dash; tells factories apart that both have a project 001. */
  readonly factory: string;
  readonly simulated: boolean;
  readonly manifest?: { readonly uri: string; readonly path: string };
  /** Why the manifest cannot be read; such a project has no environments. */
  readonly problem?: string;
  readonly environments: readonly EnvironmentNode[];
}

export interface EnvironmentNode {
  readonly kind: "environment";
  readonly scope: EnvironmentScope;
  readonly resourceGroups: readonly string[];
  readonly accountName?: string;
  readonly content: EnvironmentContent;
}

export const groupKinds = [
  "computeClusters",
  "computeInstances",
  "kubernetesComputes",
  "onlineEndpoints",
] as const;
export type GroupKind = (typeof groupKinds)[number];

/** A kind of child of a workspace; its members are listed when it is expanded. */
export interface GroupNode {
  readonly kind: "group";
  readonly group: GroupKind;
  readonly scope: EnvironmentScope;
  readonly workspaceId: string;
  readonly workspaceName: string;
}

export const resourceKinds = [
  "workspace",
  "computeCluster",
  "computeInstance",
  "kubernetesCompute",
  "onlineEndpoint",
  "aksCluster",
  "nodePool",
  "registry",
  "dataFactory",
] as const;
export type ResourceKind = (typeof resourceKinds)[number];

export interface ResourceNode {
  readonly kind: ResourceKind;
  readonly scope: EnvironmentScope;
  readonly resource: TreeResource;
  /** Milliseconds since the epoch. */
  readonly readAt: number;
}

export interface DeploymentNode {
  readonly kind: "deployment";
  readonly scope: EnvironmentScope;
  readonly resource: TreeResource;
  readonly readAt: number;
  /** Share of the endpoint's requests that it gets. */
  readonly trafficPercent: number;
}

/** The state nodes say in one line what stands in the place of a branch's children. */
export interface LoadingNode {
  readonly kind: "loading";
  readonly parentId: string;
  readonly text: string;
}

export interface EmptyNode {
  readonly kind: "empty";
  readonly parentId: string;
  readonly reason: string;
  readonly verb: "refresh" | "createProject";
}

export interface FailedNode {
  readonly kind: "failed";
  readonly parentId: string;
  /** A sentence: what could not be read and why. */
  readonly reason: string;
  /** The file that has to be put right; without it the way out is Retry. */
  readonly file?: string;
}

export interface NotConnectedNode {
  readonly kind: "notConnected";
  readonly parentId: string;
  readonly cause: DisconnectedState;
  readonly reason: string;
  readonly simulated: boolean;
}

export type StateNode = LoadingNode | EmptyNode | FailedNode | NotConnectedNode;
export type TreeNode =
  ProjectNode | EnvironmentNode | GroupNode | ResourceNode | DeploymentNode | StateNode;
