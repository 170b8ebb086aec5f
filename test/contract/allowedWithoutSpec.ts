import { armIdErrors } from "./rules/armIds";
import { headerOf, isJson, type Exchange } from "./exchanges";

/** Calls of Azure Resource Manager that no spec describes: each with the reason and what is checked instead. */
export interface Allowance {
  readonly name: string;
  readonly reason: string;
  readonly path: RegExp;
  check(exchange: Exchange): readonly string[];
}

const nothing = (): readonly string[] => [];

export const allowedWithoutSpec: readonly Allowance[] = [
  {
    name: "status of a long operation",
    reason:
      "The address in Azure-AsyncOperation is the service's own affair; its body is that of the resource provider contract, async-api-reference.",
    path: /^\/subscriptions\/[^/]+\/(resourceGroups\/[^/]+\/)?providers\/.+\/operationStatuses\/[^/]+$/i,
    check: statusErrors,
  },
  {
    name: "result of a long operation",
    reason:
      "The address in Location is the service's own affair; what it answers at the end is held against the operation that it came from.",
    path: /^\/subscriptions\/[^/]+\/providers\/[^/]+\/locations\/[^/]+\/operationResults\/[^/]+$/i,
    check: resultErrors,
  },
  {
    name: "policy definitions and assignments",
    reason:
      "Microsoft.Authorization policies are in a specification of their own, which the tests have not; the shape is that of Microsoft's REST reference.",
    path: /\/providers\/Microsoft\.Authorization\/policy(Definitions|Assignments)(\/[^/]+)?$/i,
    check: resourceErrors,
  },
  {
    name: "diagnostic settings",
    reason:
      "No swagger of Microsoft.Insights/diagnosticSettings is at hand; bodies in templates are held against bicep-types.",
    path: /\/providers\/Microsoft\.Insights\/diagnosticSettings(\/[^/]+)?$/i,
    check: resourceErrors,
  },
  {
    name: "role definitions of the tenant",
    reason: "The spec has them below a scope; the scope of the tenant itself is empty.",
    path: /^\/providers\/Microsoft\.Authorization\/roleDefinitions(\/[^/]+)?$/i,
    check: resourceErrors,
  },
  {
    name: "permissions at a resource",
    reason: "The spec wants a parent resource in the path, which a top-level resource has not.",
    path: /\/providers\/[^/]+\/[^/]+\/[^/]+\/providers\/Microsoft\.Authorization\/permissions$/i,
    check: resourceErrors,
  },
  {
    name: "registration of a provider",
    reason:
      "Resource Manager's own (resources.json, Providers_Get and Providers_Register), but oav looks for it in the specs of the provider that the path names.",
    path: /^\/subscriptions\/[^/]+\/providers\/[^/]+(\/(un)?register)?$/i,
    check: registrationErrors,
  },
  {
    name: "made-up provider",
    reason: "Microsoft.Test exists only in the tests of the sandbox's own engine.",
    path: /\/providers\/Microsoft\.Test\//i,
    check: nothing,
  },
];

/** A resource or a list of them, with ARM ids. */
function resourceErrors(exchange: Exchange): readonly string[] {
  return [200, 201, 204].includes(exchange.status)
    ? armIdErrors(exchange)
    : [`answered as ${String(exchange.status)}`];
}

/** `Provider` of resources.json, as far as a registration needs it. */
function registrationErrors({ status, responseBody }: Exchange): readonly string[] {
  if (status >= 400) return [];
  const body = isJson(responseBody) ? responseBody : {};
  const missing = ["id", "namespace", "registrationState"].filter(
    (key) => typeof body[key] !== "string",
  );
  return [
    ...(status === 200 ? [] : [`a registration answers 200, not ${String(status)}`]),
    ...missing.map((key) => `a provider without ${key}`),
  ];
}

const running = new Set(["InProgress", "Running", "Accepted"]);
const ended = new Set(["Succeeded", "Failed", "Canceled"]);

/** Azure-AsyncOperation: always 200 with a status, an error when it went wrong, and only then. */
function statusErrors({ status, responseBody }: Exchange): readonly string[] {
  const body = isJson(responseBody) ? responseBody : {};
  const state = String(body["status"]);
  const hasError = isJson(body["error"]) && typeof body["error"]["code"] === "string";
  const isBad = state === "Failed" || state === "Canceled";
  return [
    ...(status === 200 ? [] : [`a status poll answers 200, not ${String(status)}`]),
    ...(running.has(state) || ended.has(state) ? [] : [`'${state}' is no status of an operation`]),
    ...(isBad === hasError ? [] : [`status '${state}' ${hasError ? "with" : "without"} an error`]),
    ...(body["properties"] === undefined || state === "Succeeded"
      ? []
      : [`'properties' while the status is '${state}'`]),
  ];
}

/** Location: 202 without a body and with the next address while it runs, then the answer. */
function resultErrors(exchange: Exchange): readonly string[] {
  if (exchange.status !== 202) {
    return [200, 201, 204].includes(exchange.status) ? [] : [`ended as ${String(exchange.status)}`];
  }
  return [
    ...(headerOf(exchange, "location") ? [] : ["a 202 without Location"]),
    ...(exchange.responseBody === undefined ? [] : ["a 202 of a poll with a body"]),
  ];
}
