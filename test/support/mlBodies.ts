import type { Sandbox } from "../../sandbox/server";
import {
  clusterId,
  location,
  send,
  startMlSandbox,
  untilSettled,
  workspaceId,
  type MlOptions,
} from "./machineLearning";

/** Bodies of requests that Azure takes; tests change what they are about. */
export const clusterBody = (vmSize: string, maxNodeCount = 3, minNodeCount = 0) => ({
  location,
  properties: {
    computeType: "AmlCompute" as const,
    properties: { vmSize, scaleSettings: { minNodeCount, maxNodeCount } },
  },
});

export const instanceBody = (changes: object = {}) => ({
  location,
  properties: {
    computeType: "ComputeInstance" as const,
    properties: { vmSize: "Standard_DS11_v2", ...changes },
  },
});

export const attachedBody = (inner: object = { namespace: "default" }) => ({
  location,
  properties: {
    computeType: "Kubernetes" as const,
    resourceId: clusterId,
    properties: inner,
  },
});

export const endpointBody = (changes: object = {}) => ({
  location,
  identity: { type: "SystemAssigned" as const },
  properties: { authMode: "Key", ...changes },
});

export const deploymentBody = (changes: object = {}, capacity = 1) => ({
  location,
  sku: { name: "Default", capacity },
  properties: {
    endpointComputeType: "Managed" as const,
    instanceType: "Standard_DS3_v2",
    ...changes,
  },
});

/** The endpoint `churn` with these deployments. */
export async function putEndpoint(
  sandbox: Sandbox,
  ...deployments: readonly string[]
): Promise<void> {
  await send(sandbox, "PUT", "onlineEndpoints/churn", endpointBody());
  await untilSettled(sandbox, "onlineEndpoints/churn");
  for (const name of deployments) {
    const path = `onlineEndpoints/churn/deployments/${name}`;
    await send(sandbox, "PUT", path, deploymentBody());
    await untilSettled(sandbox, path);
  }
}

const environmentPath = "environments/sklearn/versions/1";
export const environmentId = `${workspaceId}/${environmentPath}`;

export const commandBody = (changes: object = {}) => ({
  jobType: "Command" as const,
  command: "python train.py",
  environmentId,
  ...changes,
});

/** A workspace with an environment for jobs; its time stands until a test moves it. */
export async function startWithEnvironment(options: MlOptions = {}): Promise<Sandbox> {
  const sandbox = await startMlSandbox({ timeScale: Infinity, ...options });
  const properties = { image: "mcr.microsoft.com/azureml/base:1" };
  await send(sandbox, "PUT", environmentPath, { properties });
  return sandbox;
}
