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
import { createSendRaw } from "./sendRaw";
import type { SendRaw } from "./sendRaw";

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

function createClients(credential: TokenCredential, options: ClientOptions): Clients {
  let sendRaw: Promise<SendRaw> | undefined;
  return {
    machineLearning: perSubscription(async (subscriptionId) => {
      const sdk = await import(/* webpackChunkName: "sdk-ml" */ "./sdk/ml");
      const apiVersion = apiVersions["microsoft.machinelearningservices"];
      const all = { ...options, apiVersion };
      return new sdk.AzureMachineLearningWorkspaces(credential, subscriptionId, all);
    }),
    containerService: perSubscription(async (subscriptionId) => {
      const sdk = await import(/* webpackChunkName: "sdk-aks" */ "./sdk/aks");
      const apiVersion = apiVersions["microsoft.containerservice"];
      return new sdk.ContainerServiceClient(credential, subscriptionId, { ...options, apiVersion });
    }),
    containerRegistry: perSubscription(async (subscriptionId) => {
      const sdk = await import(/* webpackChunkName: "sdk-acr" */ "./sdk/acr");
      const apiVersion = apiVersions["microsoft.containerregistry"];
      const all = { ...options, apiVersion };
      return new sdk.ContainerRegistryManagementClient(credential, subscriptionId, all);
    }),
    dataFactory: perSubscription(async (subscriptionId) => {
      const sdk = await import(/* webpackChunkName: "sdk-adf" */ "./sdk/adf");
      const apiVersion = apiVersions["microsoft.datafactory"];
      const all = { ...options, apiVersion };
      return new sdk.DataFactoryManagementClient(credential, subscriptionId, all);
    }),
    deployments: perSubscription(async (subscriptionId) => {
      const sdk = await import(/* webpackChunkName: "sdk-deployments" */ "./sdk/deployments");
      const apiVersion = apiVersions["microsoft.resources"];
      return new sdk.DeploymentsClient(credential, subscriptionId, { ...options, apiVersion });
    }),
    send: async <T>(request: ArmRequest): Promise<T> => {
      sendRaw ??= createSendRaw(credential, options);
      return (await (
        await sendRaw
      )(request)) as T;
    },
  };
}

/** One client per subscription, made when first asked for. */
function perSubscription<T>(create: (subscriptionId: string) => Promise<T>) {
  const clients = new Map<string, Promise<T>>();
  return (subscriptionId: string): Promise<T> => {
    const key = subscriptionId.toLowerCase();
    const client = clients.get(key) ?? create(subscriptionId);
    clients.set(key, client);
    return client;
  };
}
