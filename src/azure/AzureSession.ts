import type { ContainerRegistryManagementClient } from "@azure/arm-containerregistry";
import type { ContainerServiceClient } from "@azure/arm-containerservice";
import type { DataFactoryManagementClient } from "@azure/arm-datafactory";
import type { AzureMachineLearningWorkspaces } from "@azure/arm-machinelearning";
import type { DeploymentsClient } from "@azure/arm-resourcesdeployments";

export interface AzureAccount {
  /** `upn`, `preferred_username` or `appid` of the token. */
  readonly username: string;
  /** `oid` of the token. */
  readonly objectId: string;
  readonly tenantId: string;
}

export interface ArmRequest {
  readonly method: "GET" | "PUT" | "POST" | "PATCH" | "DELETE" | "HEAD";
  /** Path from the cloud's Resource Manager endpoint, or an absolute address on its origin (a `nextLink`). */
  readonly path: string;
  /** Must come from the api-version table; absent for addresses that carry their own. */
  readonly apiVersion?: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/**
 * A signed-in connection to one cloud. Every client and every raw call goes over one pipeline (endpoint,
 * retry, redacted log). Clients load when first asked for and are kept until `close`.
 */
export interface AzureSession {
  readonly cloud: string;
  readonly simulated: boolean;
  /** Resource Manager origin without a trailing slash. */
  readonly endpoint: string;
  /** Web portal origin; absent in the sandbox. */
  readonly portal?: string;
  readonly account: AzureAccount;
  machineLearning(subscriptionId: string): Promise<AzureMachineLearningWorkspaces>;
  containerService(subscriptionId: string): Promise<ContainerServiceClient>;
  containerRegistry(subscriptionId: string): Promise<ContainerRegistryManagementClient>;
  dataFactory(subscriptionId: string): Promise<DataFactoryManagementClient>;
  deployments(subscriptionId: string): Promise<DeploymentsClient>;
  /** Raw call on the same pipeline; resolves with the parsed body, throws `ArmError` on an error status. */
  send<T>(request: ArmRequest): Promise<T>;
  close(): void;
}
