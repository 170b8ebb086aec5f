import type { AzureSession } from "../../../src/azure/AzureSession";
import type { AzureReader } from "../../../src/views/inventory/azureReader";
import type { EnvironmentNode, EnvironmentScope, TreeResource } from "../../../src/views/nodes";

export const subscriptionId = "11111111-1111-4111-8111-111111111111";
export const tenantId = "22222222-2222-4222-8222-222222222222";
export const projectGroup = "acme-ai-esml-project001-weu-dev-001-rg";
export const readAt = new Date(2026, 4, 6, 14, 2, 10).getTime();

export function scope(change: Partial<EnvironmentScope> = {}): EnvironmentScope {
  return {
    cloud: "sandbox",
    tenantId,
    accountId: "33333333-3333-4333-8333-333333333333",
    simulated: true,
    projectKey: "file:///demo/esml.project.json",
    environment: "dev",
    isProtected: false,
    subscriptionId,
    subscriptionName: "acme-ai-dev",
    ...change,
  };
}

export function resource(
  type: string,
  name: string,
  change: Partial<TreeResource> = {},
): TreeResource {
  const group = change.resourceGroup ?? projectGroup;
  return {
    id: `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/${type}/${name}`,
    name,
    type: type.toLowerCase(),
    location: "westeurope",
    resourceGroup: group,
    subscriptionId,
    tags: {},
    properties: { provisioningState: "Succeeded" },
    ...change,
  };
}

export const workspace = (change: Partial<TreeResource> = {}) =>
  resource("Microsoft.MachineLearningServices/workspaces", "aml-001-weu-dev-abcde-001", change);

export const aksCluster = (change: Partial<TreeResource> = {}) =>
  resource("Microsoft.ContainerService/managedClusters", "aks001-weu-dev", change);

export function resourceGroup(
  name: string,
  tags: Readonly<Record<string, string>> = {},
): TreeResource {
  return {
    ...resource("microsoft.resources/subscriptions/resourcegroups", name, { resourceGroup: name }),
    id: `/subscriptions/${subscriptionId}/resourceGroups/${name}`,
    tags,
  };
}

export function compute(name: string, properties: Readonly<Record<string, unknown>>): TreeResource {
  const parent = workspace();
  return {
    ...parent,
    id: `${parent.id}/computes/${name}`,
    name,
    type: "microsoft.machinelearningservices/workspaces/computes",
    properties: { provisioningState: "Succeeded", ...properties },
  };
}

export function environment(change: Partial<EnvironmentNode> = {}): EnvironmentNode {
  return {
    kind: "environment",
    scope: scope(),
    resourceGroups: [projectGroup],
    accountName: "you@acme.example",
    content: { state: "read", resources: [], readAt, exists: true },
    ...change,
  };
}

const notUsed = () => Promise.reject(new Error("Not used by the tree"));

export function session(change: Partial<AzureSession> = {}): AzureSession {
  return {
    cloud: "sandbox",
    simulated: true,
    endpoint: "https://127.0.0.1:1",
    account: { username: "you@acme.example", objectId: scope().accountId, tenantId },
    machineLearning: notUsed,
    containerService: notUsed,
    containerRegistry: notUsed,
    dataFactory: notUsed,
    deployments: notUsed,
    send: notUsed,
    close: () => undefined,
    ...change,
  };
}

/** Counts every read; each answers with nothing unless the test says otherwise. */
export function fakeReader(change: Partial<AzureReader> = {}) {
  const calls: string[] = [];
  const reader: AzureReader = {
    queryInventory: (each, ids, signal) => {
      calls.push("queryInventory");
      return change.queryInventory?.(each, ids, signal) ?? Promise.resolve([]);
    },
    queryResourceGroups: (each, ids, signal) => {
      calls.push("queryResourceGroups");
      return change.queryResourceGroups?.(each, ids, signal) ?? Promise.resolve([]);
    },
    listChildren: (each, parentId, list, signal) => {
      calls.push(list);
      return change.listChildren?.(each, parentId, list, signal) ?? Promise.resolve([]);
    },
    readResource: (each, id, signal) => {
      calls.push("readResource");
      return change.readResource?.(each, id, signal) ?? Promise.resolve(undefined);
    },
  };
  return { reader, calls };
}
