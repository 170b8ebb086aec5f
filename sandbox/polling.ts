import type { Reply, Route, Services } from "./exchange";
import type { Operation } from "./operations";
import { ArmFault, type PollAddress, type PollStyle } from "./provider";
import { normalLocation } from "./locations";
import { parseResourceId, scopeIds } from "./resourceId";

export interface PollOptions {
  readonly style: PollStyle;
  readonly apiVersion: string;
  readonly services: Services;
}

/** Where a client asks how an operation goes on. */
export function pollHeaders(
  operation: Operation,
  { style, apiVersion, services }: PollOptions,
): Record<string, string> {
  if (style === "none") {
    return {};
  }
  const id = operation.request.resourceId;
  const query = `?api-version=${apiVersion}`;
  const retry = { "Retry-After": retryAfter(operation, services) };
  if (operation.pollAt !== undefined) {
    const address = `${services.origin}${id}/${operation.pollAt}/${operation.id}${query}`;
    return {
      ...(style !== "location" && { "Azure-AsyncOperation": address }),
      ...(style !== "asyncOperation" && { Location: address }),
      ...retry,
    };
  }
  const subscription = `/subscriptions/${scopeIds(id).subscriptionId ?? ""}`;
  const namespace = parseResourceId(id)?.namespace ?? "Microsoft.Resources";
  const location = normalLocation(operation.location);
  const base = `${services.origin}${subscription}/providers/${namespace}/locations/${location}`;
  return {
    ...(style !== "location" && {
      "Azure-AsyncOperation": `${base}/operationStatuses/${operation.id}${query}`,
    }),
    ...(style !== "asyncOperation" && {
      Location: `${base}/operationResults/${operation.id}${query}`,
    }),
    ...retry,
  };
}

/** Whole seconds: 0 when the rest takes less than a second of real time. */
export function retryAfter(operation: Operation, services: Services): string {
  const remainingMs = services.realMs(services.operations.remainingMs(operation));
  return remainingMs < 1000 ? "0" : remainingMs < 10_000 ? "1" : "2";
}

/** The two poll addresses of every long operation, and those that providers have of their own. */
export function pollRoutes(
  services: () => Services,
  own: readonly PollAddress[],
): readonly Route[] {
  const base = "/subscriptions/{subscriptionId}/providers/{namespace}/locations/{location}";
  return [
    {
      method: "GET",
      path: `${base}/operationStatuses/{operationId}`,
      apiVersions: "any",
      handle: ({ params }) => statusReply(find(params, services()), services()),
    },
    {
      method: "GET",
      path: `${base}/operationResults/{operationId}`,
      apiVersions: "any",
      handle: ({ params, exchange }) =>
        resultReply(find(params, services()), exchange.apiVersion ?? "", services()),
    },
    ...own.map(({ path, apiVersions, answers }): Route => ({
      method: "GET",
      path,
      apiVersions,
      handle: ({ params, exchange }) => {
        const operation = find(params, services());
        return answers === "status"
          ? { status: 200, body: plainStatus(operation) }
          : resultReply(operation, exchange.apiVersion ?? "", services());
      },
    })),
  ];
}

/** The fields that every specification of an operation's status has. */
function plainStatus({ id, status, error, request, pollAt = "" }: Operation): object {
  const address = `${request.resourceId}/${pollAt}/${id}`;
  return { id: address, name: id, status, ...(error && { error }) };
}

function find(params: Readonly<Record<string, string>>, { operations }: Services): Operation {
  const id = params.operationId ?? "";
  const operation = operations.get(id);
  if (!operation) {
    throw new ArmFault(404, "OperationNotFound", `The operation '${id}' could not be found.`);
  }
  return operation;
}

/** `Azure-AsyncOperation`: always 200, the state is in the body. */
export function statusReply(operation: Operation, services: Services): Reply {
  const { id, status, startTime, endTime, error, durationMs, request } = operation;
  const left = services.operations.remainingMs(operation);
  const percentComplete =
    status === "InProgress" && durationMs > 0
      ? Math.floor((1 - left / durationMs) * 100)
      : undefined;
  return {
    status: 200,
    ...(status === "InProgress" && { headers: { "Retry-After": retryAfter(operation, services) } }),
    body: {
      id: `${request.resourceId}/operationStatuses/${id}`,
      name: id,
      status,
      startTime,
      ...(endTime && { endTime }),
      ...(percentComplete !== undefined && { percentComplete }),
      ...(error && { error }),
    },
  };
}

/** `Location`: 202 while it runs, then what a call that waits would have answered. */
function resultReply(operation: Operation, apiVersion: string, services: Services): Reply {
  if (operation.status === "InProgress") {
    const headers = pollHeaders(operation, { style: "location", apiVersion, services });
    return { status: 202, headers };
  }
  if (operation.error) {
    const { code, message } = operation.error;
    throw new ArmFault(409, code, message);
  }
  if (operation.request.method === "DELETE") {
    // The clients of resource groups know only 200 as the end of a delete.
    return { status: parseResourceId(operation.request.resourceId) ? 204 : 200 };
  }
  if (operation.request.method === "POST") {
    const { result } = operation;
    return result === undefined ? { status: 204 } : { status: 200, body: result };
  }
  const record = services.resources.require(operation.request.resourceId);
  return { status: 200, body: services.resources.view(record) };
}
