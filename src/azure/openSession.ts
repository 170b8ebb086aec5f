import type { TokenCredential } from "@azure/core-auth";
import { systemClock } from "../shared/Clock";
import type { Clock } from "../shared/Clock";
import type { Logger } from "../shared/Logger";
import type { ArmRequest, AzureSession } from "./AzureSession";
import { apiVersions } from "./apiVersions";
import { createClientOptions } from "./clientOptions";
import type { ClientOptions, RetrySettings } from "./clientOptions";
import { clouds, sandboxScope } from "./clouds";
import type { RealCloudId } from "./clouds";
import { accountOf, createAzureCredential, createSandboxCredential, loadToken } from "./credential";
import type { SandboxConnection } from "./sandboxConnection";
import { keepLoaded } from "./keepLoaded";
import { createSendRaw } from "./sendRaw";

interface CommonOptions {
  readonly logger: Logger;
  readonly clock?: Clock;
  /** Of the product; goes into the user agent. */
  readonly version: string;
  readonly retry?: RetrySettings;
  readonly signal?: AbortSignal;
}

export type OpenSessionOptions = CommonOptions &
  (
    | { readonly cloud: "sandbox"; readonly connection: SandboxConnection }
    | {
        readonly cloud: RealCloudId;
        /** Default: the chain of `@azure/identity`. */
        readonly credential?: TokenCredential;
        readonly tenantId?: string;
      }
  );

/**
 * Signs in and gives the session. Nothing is read from Azure yet: the account comes from the token.
 * @throws UserError `SignInFailed`, `TokenUnreadable`
 */
export async function openSession(options: OpenSessionOptions): Promise<AzureSession> {
  const place = await findPlace(options);
  const { credential, scope } = place;
  const token = await loadToken(credential, scope, {
    ...(place.tenantId === undefined ? {} : { tenantId: place.tenantId }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  const account = accountOf(token);
  const clientOptions = createClientOptions({
    endpoint: place.endpoint,
    scope,
    ...(place.ca === undefined ? {} : { ca: place.ca }),
    logger: options.logger,
    clock: options.clock ?? systemClock,
    version: options.version,
    ...(options.retry === undefined ? {} : { retry: options.retry }),
  });
  return {
    cloud: options.cloud,
    simulated: options.cloud === "sandbox",
    endpoint: place.endpoint,
    ...(place.portal === undefined ? {} : { portal: place.portal }),
    account,
    ...createClients(credential, clientOptions),
    close: () => {
      clientOptions.agent?.destroy();
    },
  };
}

interface Place {
  readonly endpoint: string;
  readonly scope: string;
  readonly credential: TokenCredential;
  readonly portal?: string;
  readonly ca?: string;
  readonly tenantId?: string;
}

async function findPlace(options: OpenSessionOptions): Promise<Place> {
  if (options.cloud === "sandbox") {
    const { endpoint, ca, token } = options.connection;
    return { endpoint, ca, scope: sandboxScope, credential: createSandboxCredential(token) };
  }
  const cloud = clouds[options.cloud];
  const { tenantId } = options;
  return {
    endpoint: cloud.resourceManager,
    portal: cloud.portal,
    scope: cloud.scope,
    credential: withTenant(
      options.credential ?? (await createAzureCredential(cloud, tenantId)),
      tenantId,
    ),
    ...(tenantId === undefined ? {} : { tenantId }),
  };
}

/** The clients ask for tokens without a tenant; a session belongs to one. */
function withTenant(credential: TokenCredential, tenantId: string | undefined): TokenCredential {
  return tenantId === undefined
    ? credential
    : {
        getToken: (scopes, options) => credential.getToken(scopes, { tenantId, ...options }),
      };
}

type Clients = Pick<
  AzureSession,
  | "machineLearning"
  | "containerService"
  | "containerRegistry"
  | "dataFactory"
  | "deployments"
  | "send"
>;

/** One client per subscription, made when first asked for. */
function createClients(credential: TokenCredential, options: ClientOptions): Clients {
  const loadSendRaw = keepLoaded(() => createSendRaw(credential, options));
  return {
    machineLearning: keepLoaded(async (subscriptionId) => {
      const sdk = await import(/* webpackChunkName: "sdk-ml" */ "./sdk/ml");
      const apiVersion = apiVersions["microsoft.machinelearningservices"];
      const all = { ...options, apiVersion };
      return new sdk.AzureMachineLearningWorkspaces(credential, subscriptionId, all);
    }),
    containerService: keepLoaded(async (subscriptionId) => {
      const sdk = await import(/* webpackChunkName: "sdk-aks" */ "./sdk/aks");
      const apiVersion = apiVersions["microsoft.containerservice"];
      return new sdk.ContainerServiceClient(credential, subscriptionId, { ...options, apiVersion });
    }),
    containerRegistry: keepLoaded(async (subscriptionId) => {
      const sdk = await import(/* webpackChunkName: "sdk-acr" */ "./sdk/acr");
      const apiVersion = apiVersions["microsoft.containerregistry"];
      const all = { ...options, apiVersion };
      return new sdk.ContainerRegistryManagementClient(credential, subscriptionId, all);
    }),
    dataFactory: keepLoaded(async (subscriptionId) => {
      const sdk = await import(/* webpackChunkName: "sdk-adf" */ "./sdk/adf");
      const apiVersion = apiVersions["microsoft.datafactory"];
      const all = { ...options, apiVersion };
      return new sdk.DataFactoryManagementClient(credential, subscriptionId, all);
    }),
    deployments: keepLoaded(async (subscriptionId) => {
      const sdk = await import(/* webpackChunkName: "sdk-deployments" */ "./sdk/deployments");
      const apiVersion = apiVersions["microsoft.resources"];
      return new sdk.DeploymentsClient(credential, subscriptionId, { ...options, apiVersion });
    }),
    send: async <T>(request: ArmRequest): Promise<T> => {
      const sendRaw = await loadSendRaw("send");
      return (await sendRaw(request)) as T;
    },
  };
}
