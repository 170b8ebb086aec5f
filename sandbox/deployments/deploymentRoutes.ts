import { notImplemented } from "../armErrors";
import type { Reply, Route, RouteRequest, Services } from "../exchange";
import { pageOf } from "../paging";
import { requireScope } from "../parents";
import { ArmFault } from "../provider";
import { isActive, operationView, type DeploymentRecord } from "./deploymentRecord";
import { deploymentApiVersions, type Deployments } from "./Deployments";
import { deploymentType, type Json } from "./template";

const scopes = [
  "/subscriptions/{subscriptionId}",
  "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}",
];

/** The routes of deployments at subscription and resource-group scope. */
export function deploymentRoutes(
  deployments: Deployments,
  services: () => Services,
): readonly Route[] {
  return scopes.flatMap((scope) => routesAt(scope, new DeploymentRoutes(deployments, services)));
}

function routesAt(scope: string, routes: DeploymentRoutes): readonly Route[] {
  const list = `${scope}/providers/${deploymentType}`;
  const one = `${list}/{name}`;
  const route = (method: string, path: string, handle: Route["handle"]): Route => ({
    method,
    path,
    apiVersions: deploymentApiVersions,
    handle,
  });
  return [
    route("GET", list, routes.list),
    route("PUT", one, routes.put),
    route("GET", one, (request) => ({ status: 200, body: view(routes.find(request)) })),
    route("HEAD", one, routes.head),
    route("DELETE", one, routes.delete),
    route("POST", `${one}/cancel`, routes.cancel),
    route("POST", `${one}/validate`, routes.validate),
    route("POST", `${one}/exportTemplate`, routes.exportTemplate),
    route("POST", `${one}/whatIf`, () => {
      throw notImplemented("what-if of deployments");
    }),
    ...operationPaths(scope).flatMap((path) => [
      route("GET", path, routes.listOperations),
      route("GET", `${path}/{operationId}`, routes.getOperation),
    ]),
    {
      ...route("GET", `${one}/operationStatuses/{operationId}`, routes.status),
      apiVersions: "any",
    },
  ];
}

/** The operations of a group's deployment have an older path without the provider as well. */
function operationPaths(scope: string): readonly string[] {
  const path = `${scope}/providers/${deploymentType}/{name}/operations`;
  const older = `${scope}/deployments/{name}/operations`;
  return scope.includes("{resourceGroup}") ? [path, older] : [path];
}

class DeploymentRoutes {
  constructor(
    private readonly deployments: Deployments,
    private readonly services: () => Services,
  ) {}

  find({ params }: RouteRequest): DeploymentRecord {
    const id = idOf(params);
    requireScope(this.services().store, id);
    return this.deployments.get(id);
  }

  readonly put = (request: RouteRequest): Reply => {
    const id = idOf(request.params);
    const { record, created } = this.deployments.create(id, request.body());
    const { origin } = this.services();
    const { operationId } = record.internal.deployment;
    const version = request.exchange.apiVersion ?? "";
    return {
      status: created ? 201 : 200,
      headers: {
        "Azure-AsyncOperation": `${origin}${id}/operationStatuses/${operationId}?api-version=${version}`,
        "Retry-After": this.retryAfter(),
      },
      body: view(record),
    };
  };

  readonly list = ({ params, query, exchange }: RouteRequest): Reply => {
    const { store, origin, settings } = this.services();
    const scope = scopeOf(params);
    requireScope(store, scope);
    if (query.has("$filter")) {
      throw notImplemented("$filter in a list of deployments");
    }
    const prefix = `${scope}/providers/${deploymentType}/`.toLowerCase();
    const items = store
      .list({ type: deploymentType, under: scope })
      .filter(({ id }) => id.toLowerCase().startsWith(prefix))
      .map(({ id }) => view(this.deployments.get(id)));
    const url = new URL(`${exchange.path}?${query.toString()}`, origin);
    return { status: 200, body: pageOf(items, { url, ...settings }) };
  };

  readonly head = ({ params }: RouteRequest): Reply => ({
    status: this.services().store.has(idOf(params)) ? 204 : 404,
  });

  readonly delete = ({ params }: RouteRequest): Reply => {
    const { store } = this.services();
    const id = idOf(params);
    requireScope(store, id);
    if (store.has(id) && isActive(this.deployments.get(id))) {
      const message = `The deployment '${params.name ?? ""}' cannot be deleted because it is active.`;
      throw new ArmFault(409, "DeploymentActive", message);
    }
    store.delete(id);
    return { status: 204 };
  };

  readonly cancel = ({ params }: RouteRequest): Reply => {
    this.deployments.cancel(idOf(params));
    return { status: 204 };
  };

  readonly validate = (request: RouteRequest): Reply => {
    const id = idOf(request.params);
    const body = request.body();
    const { nodes, shownParameters } = this.deployments.check(id, body);
    const validatedResources = nodes.map((node) => ({ id: node.id }));
    const properties = { mode: "Incremental", provisioningState: "Succeeded" };
    const shown = { ...properties, parameters: shownParameters, validatedResources };
    return { status: 200, body: { id, name: request.params.name, properties: shown } };
  };

  readonly exportTemplate = (request: RouteRequest): Reply => ({
    status: 200,
    body: { template: this.find(request).internal.deployment.template },
  });

  readonly listOperations = (request: RouteRequest): Reply => {
    const record = this.find(request);
    const { origin, settings } = this.services();
    const items = record.internal.deployment.nodes
      .filter(({ state }) => state !== "Waiting" && state !== "Skipped")
      .map((node) => operationView(record, node));
    const url = new URL(`${request.exchange.path}?${request.query.toString()}`, origin);
    return { status: 200, body: pageOf(items, { url, ...settings }) };
  };

  readonly getOperation = (request: RouteRequest): Reply => {
    const record = this.find(request);
    const wanted = request.params.operationId;
    const node = record.internal.deployment.nodes.find(({ operationId }) => operationId === wanted);
    if (!node) {
      const message = `The deployment operation '${wanted ?? ""}' could not be found.`;
      throw new ArmFault(404, "DeploymentOperationNotFound", message);
    }
    return { status: 200, body: operationView(record, node) };
  };

  readonly status = (request: RouteRequest): Reply => {
    const { properties } = this.find(request);
    const { provisioningState: status, error } = properties;
    return {
      status: 200,
      ...(!isTerminal(status) && { headers: { "Retry-After": this.retryAfter() } }),
      body: { status, ...(error !== undefined && { error }) },
    };
  };

  private retryAfter(): string {
    return this.services().realMs(1) === 0 ? "0" : "1";
  }
}

function isTerminal(state: unknown): boolean {
  return ["Succeeded", "Failed", "Canceled"].includes(String(state));
}

function scopeOf(params: Readonly<Record<string, string>>): string {
  const { subscriptionId = "", resourceGroup } = params;
  const group = resourceGroup === undefined ? "" : `/resourceGroups/${resourceGroup}`;
  return `/subscriptions/${subscriptionId}${group}`;
}

function idOf(params: Readonly<Record<string, string>>): string {
  return `${scopeOf(params)}/providers/${deploymentType}/${params.name ?? ""}`;
}

function view(record: DeploymentRecord): Json {
  const { internal: _, ...shown } = record;
  return shown;
}
