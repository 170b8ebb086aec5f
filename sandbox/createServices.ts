import { toFault } from "./armErrors";
import type { Catalogue } from "./catalogue/catalogue";
import type { SimulatedClock } from "./clock";
import { controlRoutes } from "./control";
import { createDataPlanes } from "./dataPlane/createDataPlanes";
import { Deployments } from "./deployments/Deployments";
import { deploymentRoutes } from "./deployments/deploymentRoutes";
import { completeWhatIf, isWhatIf, previewRoutes } from "./deployments/preview/previewRoutes";
import type { Reply, Route, Services, Settings } from "./exchange";
import { Faults } from "./faults";
import type { Identity } from "./identity";
import { Kinds } from "./kinds";
import { Operations } from "./operations";
import type { KeptOperation } from "./persistence";
import { Policies } from "./policy/Policies";
import { policyProvider } from "./policy/policyKinds";
import { pollRoutes } from "./polling";
import type { Presence } from "./presence";
import { ArmFault, type Provider, type ProviderContext, type ProviderRoute } from "./provider";
import { RequestLog } from "./requestLog";
import { GraphIndex } from "./resourceGraph/GraphIndex";
import { graphRoutes } from "./resourceGraph/graphRoutes";
import { QueryQuota } from "./resourceGraph/QueryQuota";
import { groupRoutes } from "./resourceManager/groupRoutes";
import { registrationRoutes } from "./resourceManager/registrations";
import { ResourceGroups } from "./resourceManager/resourceGroups";
import { subscriptionRoutes } from "./resourceManager/subscriptions";
import { parseResourceId, scopeIds } from "./resourceId";
import { Resources } from "./resources";
import { Router } from "./router";
import type { Store } from "./store";
import { Throttle } from "./throttle";

export interface ServiceParts {
  readonly origin: string;
  readonly clock: SimulatedClock;
  readonly identity: Identity;
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly providers: readonly Provider[];
  readonly presence: Presence;
  readonly settings: Settings;
  readonly newGuid: () => string;
  /** Folder for the files of data planes; absent: they keep everything in memory. */
  readonly dataFolder?: string;
}

export interface CreatedServices {
  readonly services: Services;
  readonly deployments: Deployments;
  readonly groups: ResourceGroups;
  readonly graph: GraphIndex;
}

/** What Resource Manager itself answers for; its types have routes instead of kinds. */
const ownNamespaces: readonly Provider[] = [
  { namespace: "Microsoft.Resources", kinds: [] },
  { namespace: "Microsoft.ResourceGraph", kinds: [] },
  policyProvider,
];

/** Builds everything that answers requests, over a store that already holds what it starts with. */
export function createServices(parts: ServiceParts): CreatedServices {
  const { origin, clock, identity, store, catalogue, presence, settings, newGuid } = parts;
  const kinds = new Kinds([...ownNamespaces, ...parts.providers]);
  const operations = new Operations(clock);
  const { caller } = identity;
  const context: ProviderContext = {
    store,
    clock,
    catalogue,
    origin,
    caller,
    settings,
    newGuid,
    put: async (id, body) => {
      if (!parseResourceId(id) && scopeIds(id).resourceGroup) {
        return groups.put(id, body).record;
      }
      const apiVersion = resources.kindOf(id).kind.apiVersions.at(-1) ?? "";
      return (await resources.put(id, body, { apiVersion, bySystem: true })).record;
    },
  };
  const policies = new Policies(store);
  const resources = new Resources(kinds, operations, context, policies);
  const groups = new ResourceGroups(kinds, operations, context, policies);
  const faults = new Faults(() => clock.now());
  const shared = { context, resources, groups, operations, faults, kinds, policies };
  const deployments = new Deployments(shared);
  const shown = { tenantId: caller.tenantId, view: resources.view.bind(resources) };
  const graph = new GraphIndex({ store, kinds, clock, settings, ...shown });
  const lazy = (): Services => services;
  const quota = new QueryQuota(clock, settings);
  const routes: readonly Route[] = [
    ...controlRoutes({ clock, presence, services: lazy }),
    ...subscriptionRoutes(lazy),
    ...groupRoutes(groups, lazy),
    ...registrationRoutes(lazy),
    ...deploymentRoutes(deployments, lazy),
    ...previewRoutes(deployments, lazy),
    ...graphRoutes({ index: graph, quota, store, clock }),
    ...providerRoutes(kinds, context, lazy),
  ];
  const services: Services = {
    origin,
    clock,
    realMs: (simulatedMs) => (clock.timeScale === 0 ? 0 : simulatedMs * clock.timeScale),
    identity,
    store,
    kinds,
    router: new Router(routes, kinds),
    operations,
    resources,
    faults,
    throttle: new Throttle(clock, settings),
    requests: new RequestLog(),
    settings,
    context,
    dataPlanes: createDataPlanes(kinds, { context, identity, folder: parts.dataFolder }),
  };
  return { services, deployments, groups, graph };
}

/** What providers answer besides their kinds, and where their long operations are polled. */
function providerRoutes(
  kinds: Kinds,
  context: ProviderContext,
  services: () => Services,
): readonly Route[] {
  const providers = kinds.providers();
  return [
    ...pollRoutes(
      services,
      providers.flatMap(({ polls = [] }) => polls),
    ),
    ...providers.flatMap(({ routes = [] }) => routes.map((route) => adapt(route, context))),
  ];
}

/** A provider's route as the pipeline calls it. */
function adapt(route: ProviderRoute, context: ProviderContext): Route {
  return {
    method: route.method,
    path: route.path,
    apiVersions: route.apiVersions,
    handle: async ({ params, query, body, exchange }): Promise<Reply> => {
      const url = new URL(`${exchange.path}?${query.toString()}`, context.origin);
      const {
        status,
        body: answer,
        work,
      } = await route.handle({ params, query, body: body(), url }, context);
      if (work) {
        throw new ArmFault(501, "SandboxNotImplemented", `Long operation at ${route.path}`);
      }
      return { status, ...(answer !== undefined && { body: answer }) };
    },
  };
}

/** Takes up what an earlier run has left under way; what cannot go on ends as failed. */
export async function resumeOperations(
  { services, groups }: CreatedServices,
  kept: readonly KeptOperation[],
): Promise<void> {
  const { operations, resources } = services;
  for (const { operation, remainingMs } of kept) {
    if (operation.status !== "InProgress") {
      operations.restoreEnded(operation);
      continue;
    }
    const { resourceId, failure } = operation.request;
    try {
      const complete = isWhatIf(operation)
        ? completeWhatIf(failure)
        : parseResourceId(resourceId)
          ? await resources.recomplete(operation, remainingMs)
          : groups.completeDelete(resourceId, failure);
      operations.resume(operation, remainingMs, complete);
    } catch (error) {
      const { code, message } = toFault(error);
      operations.resume(operation, 0, () => Promise.resolve({ code, message }));
    }
  }
}
