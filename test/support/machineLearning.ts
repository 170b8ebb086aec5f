import { AzureMachineLearningWorkspaces } from "@azure/arm-machinelearning";
import { createCatalogue, type Catalogue } from "../../sandbox/catalogue/catalogue";
import type { ProviderContext } from "../../sandbox/provider";
import { allProviders } from "../../sandbox/providers/allProviders";
import { serve, type Sandbox, type ServeOptions } from "../../sandbox/serve";
import { call, firstSubscription, sdkCredential, sdkOptions, type RawAnswer } from "./sandbox";

export const location = "westeurope";
export const subscriptionId = firstSubscription();
export const group = "ml-rg";
export const workspace = "aml-test";
export const groupId = `/subscriptions/${subscriptionId}/resourceGroups/${group}`;
const providers = `${groupId}/providers`;
export const workspaceId = `${providers}/Microsoft.MachineLearningServices/workspaces/${workspace}`;
export const clusterId = `${providers}/Microsoft.ContainerService/managedClusters/aks-test`;

export const links = {
  storageAccount: `${providers}/Microsoft.Storage/storageAccounts/mltest`,
  keyVault: `${providers}/Microsoft.KeyVault/vaults/kv-ml-test`,
  applicationInsights: `${providers}/Microsoft.Insights/components/ain-ml-test`,
};

/** For clients that poll: at once. */
export const pollAtOnce = { updateIntervalInMs: 5 };

/** A group with one workspace and what it hangs on. */
export async function seedWorkspace(context: ProviderContext): Promise<void> {
  const { caller } = context;
  const put = (id: string, body: Record<string, unknown>) => context.put(id, body);
  const logs = `${providers}/Microsoft.OperationalInsights/workspaces/la-ml-test`;
  await put(groupId, { location });
  await put(logs, { location, properties: {} });
  await put(links.storageAccount, {
    location,
    kind: "StorageV2",
    sku: { name: "Standard_LRS" },
    properties: {},
  });
  await put(links.keyVault, {
    location,
    properties: {
      tenantId: caller.tenantId,
      sku: { family: "A", name: "standard" },
      enableRbacAuthorization: true,
    },
  });
  await put(links.applicationInsights, {
    location,
    kind: "web",
    properties: { Application_Type: "web", WorkspaceResourceId: logs },
  });
  await put(workspaceId, {
    location,
    identity: { type: "SystemAssigned" },
    properties: links,
  });
}

export type MlOptions = Partial<ServeOptions> & { readonly changes?: Partial<Catalogue> };

/** A sandbox that holds one workspace; everything is at once unless told otherwise. */
export function startMlSandbox(options: MlOptions = {}): Promise<Sandbox> {
  const { changes, ...rest } = options;
  return serve({
    timeScale: 0,
    graphLagMs: 0,
    catalogue: createCatalogue(changes),
    providers: allProviders,
    seed: seedWorkspace,
    ...rest,
  });
}

export function mlClient(sandbox: Sandbox): AzureMachineLearningWorkspaces {
  return new AzureMachineLearningWorkspaces(sdkCredential(sandbox), subscriptionId, {
    ...sdkOptions(sandbox),
    apiVersion: "2025-09-01",
  });
}

/** A request below the workspace, or at the path when that begins with a slash. */
export function send(
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: unknown,
): Promise<RawAnswer> {
  const whole = path.startsWith("/") ? path : `${workspaceId}${path && `/${path}`}`;
  const mark = whole.includes("?") ? "&" : "?";
  const request = { method, path: `${whole}${mark}api-version=2025-09-01` };
  return call(sandbox, body === undefined ? request : { ...request, body });
}

/** The ARM error of an answer that is one. */
export function errorOf({ status, body }: RawAnswer): {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly target?: string;
} {
  const { error } = body as { readonly error: { code: string; message: string; target?: string } };
  return { status, ...error };
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) {
    found.push(item);
  }
  return found;
}

/** AKS with the extension of Machine Learning, without which it cannot be attached. */
export async function addCluster(
  sandbox: Sandbox,
  { extension = true }: { readonly extension?: boolean } = {},
): Promise<void> {
  const { store } = sandbox;
  await sandbox.context.put(clusterId, {
    location,
    identity: { type: "SystemAssigned" },
    properties: {
      dnsPrefix: "aks-test",
      agentPoolProfiles: [
        { name: "agentpool", mode: "System", count: 1, vmSize: "Standard_D4s_v3" },
      ],
    },
  });
  if (extension) {
    const type = "Microsoft.KubernetesConfiguration/extensions";
    store.put({
      id: `${clusterId}/providers/${type}/azureml`,
      type,
      name: "azureml",
      properties: {
        extensionType: "microsoft.azureml.kubernetes",
        provisioningState: "Succeeded",
      },
    });
  }
}

/** Asks again while the answer is 202: what is at once still takes a turn of the event loop. */
export async function untilDone<T extends { readonly status: number }>(
  ask: () => Promise<T>,
): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer.status !== 202) {
      return answer;
    }
  }
}

/** Asks until the resource is gone. */
export async function untilGone(sandbox: Sandbox, path: string): Promise<void> {
  while ((await call(sandbox, { method: "GET", path })).status !== 404) {
    // What is at once still takes a turn of the event loop.
  }
}

/** Asks until the resource has come to the end of what it was doing; gives its `properties`. */
export async function untilSettled(
  sandbox: Sandbox,
  path: string,
): Promise<Readonly<Record<string, unknown>>> {
  for (;;) {
    const { body } = await send(sandbox, "GET", path);
    const { properties } = body as { readonly properties: Readonly<Record<string, unknown>> };
    if (["Succeeded", "Failed"].includes(String(properties["provisioningState"]))) {
      return properties;
    }
  }
}
