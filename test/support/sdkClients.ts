import { ContainerRegistryManagementClient } from "@azure/arm-containerregistry";
import { ContainerServiceClient } from "@azure/arm-containerservice";
import { DataFactoryManagementClient } from "@azure/arm-datafactory";
import type { Sandbox } from "../../sandbox/serve";
import { firstSubscription, sdkCredential, sdkOptions } from "./sandbox";

/** Names of the sample factory's first project in its first environment. */
export const sample = {
  subscriptionId: firstSubscription(),
  group: "acme-ai-esml-project001-weu-dev-001-rg",
  cluster: "aks001-weu-dev",
  pool: "agentpool",
  dataFactory: "adf-001-weu-dev-q3k7m-001",
  commonGroup: "acme-ai-esml-common-weu-dev-001",
} as const;

export const samplePath = `/subscriptions/${sample.subscriptionId}/resourceGroups/${sample.group}/providers`;

/** Polls without waiting: for sandboxes whose operations end at once. */
export const pollAtOnce = { updateIntervalInMs: 5 };

export function containerServiceClient(sandbox: Sandbox): ContainerServiceClient {
  const options = { ...sdkOptions(sandbox), apiVersion: "2025-07-01" };
  return new ContainerServiceClient(sdkCredential(sandbox), sample.subscriptionId, options);
}

export function registryClient(sandbox: Sandbox): ContainerRegistryManagementClient {
  const options = { ...sdkOptions(sandbox), apiVersion: "2025-04-01" };
  return new ContainerRegistryManagementClient(
    sdkCredential(sandbox),
    sample.subscriptionId,
    options,
  );
}

export function dataFactoryClient(sandbox: Sandbox): DataFactoryManagementClient {
  const credential = sdkCredential(sandbox);
  return new DataFactoryManagementClient(credential, sample.subscriptionId, sdkOptions(sandbox));
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) {
    found.push(item);
  }
  return found;
}

export interface Refusal {
  readonly status?: unknown;
  readonly code?: unknown;
  readonly message: string;
}

/** How a call of an SDK was refused; a call that was not is an error. */
export async function refusalOf(action: PromiseLike<unknown>): Promise<Refusal> {
  try {
    await action;
  } catch (error) {
    const { statusCode: status, code, message } = error as Error & Record<string, unknown>;
    return { status, code, message };
  }
  throw new Error("The call was not refused.");
}
