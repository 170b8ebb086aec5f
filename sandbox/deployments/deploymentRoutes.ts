import type { Exchange, Reply, Route, RouteRequest, Services } from "../exchange";
import { pageOf } from "../paging";
import { requireScope } from "../parents";
import { pollHeaders } from "../polling";
import { ArmFault } from "../provider";
import { isActive, type DeploymentRecord } from "./deploymentRecord";
import type { Deployments } from "./Deployments";
import { deploymentIdOf, deploymentScopes, scopeOf } from "./deploymentScopes";
import { deploymentApiVersions } from "./deploymentVersions";
import { deploymentsAt } from "./history";
import { filterDeployments } from "./listFilter";
import { operationsOf } from "./operationView";
import { deploymentType, type Json } from "./template/templateNode";

/** The routes of deployments at subscription and resource-group scope. */
export function deploymentRoutes(
  deployments: Deployments,
  services: () => Services,
): readonly Route[] {
  const routes = new DeploymentRoutes(deployments, services);
  return deploymentScopes.flatMap((scope) => routesAt(scope, routes));
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
    route("POST", `${one}/exportTemplate`, routes.exportTemplate),
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
    const id = deploymentIdOf(params);
    requireScope(this.services().store, id);
    return this.deployments.get(id);
  }

  readonly put = (request: RouteRequest): Reply => {
    const id = deploymentIdOf(request.params);
    const correlationId = correlationOf(request.exchange);
    const { record, created } = this.deployments.create(id, request.body(), correlationId);
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
    const records = filterDeployments(deploymentsAt(store, scope), query);
    const items = records.map(({ id }) => view(this.deployments.get(id)));
    const url = new URL(`${exchange.path}?${query.toString()}`, origin);
    return { status: 200, body: pageOf(items, { url, ...settings }) };
  };

  readonly head = ({ params }: RouteRequest): Reply => ({
    status: this.services().store.has(deploymentIdOf(params)) ? 204 : 404,
  });

  readonly delete = ({ params, exchange }: RouteRequest): Reply => {
    const { apiVersion = "" } = exchange;
    const operation = this.deployments.delete(deploymentIdOf(params), apiVersion);
    const poll = { style: "location" as const, apiVersion, services: this.services() };
    return operation ? { status: 202, headers: pollHeaders(operation, poll) } : { status: 204 };
  };

  readonly cancel = (request: RouteRequest): Reply => {
    this.deployments.cancel(this.find(request).id);
    return { status: 204 };
  };

  readonly exportTemplate = (request: RouteRequest): Reply => ({
    status: 200,
    body: { template: this.find(request).internal.deployment.template },
  });

  readonly listOperations = (request: RouteRequest): Reply => {
    const items = operationsOf(this.find(request));
    const { origin, settings } = this.services();
    const url = new URL(`${request.exchange.path}?${request.query.toString()}`, origin);
    return { status: 200, body: pageOf(items, { url, ...settings }) };
  };

  readonly getOperation = (request: RouteRequest): Reply => {
    const { operationId = "" } = request.params;
    const body = operationsOf(this.find(request)).find(
      (operation) => operation.operationId === operationId,
    );
    if (!body) {
      const message = `The deployment operation '${operationId}' could not be found.`;
      throw new ArmFault(404, "DeploymentOperationNotFound", message);
    }
    return { status: 200, body };
  };

  readonly status = (request: RouteRequest): Reply => {
    const record = this.find(request);
    const { provisioningState: status, error } = record.properties;
    return {
      status: 200,
      ...(isActive(record) && { headers: { "Retry-After": this.retryAfter() } }),
      body: { status, ...(error !== undefined && { error }) },
    };
  };

  private retryAfter(): string {
    return this.services().realMs(1) === 0 ? "0" : "1";
  }
}

/** What the answer's header says; every deployment that this one starts has it too. */
function correlationOf({ headers, requestId }: Exchange): string {
  const given = headers["x-ms-correlation-request-id"];
  return typeof given === "string" ? given : requestId;
}

function view(record: DeploymentRecord): Json {
  const { internal: _, ...shown } = record;
  return shown;
}
