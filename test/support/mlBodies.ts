import type { Sandbox } from "../../sandbox/server";
import { clusterId, location, send, untilSettled } from "./machineLearning";

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
