import { headerOf, isJson, type Exchange } from "../exchanges";
import { operationNode, nodeAt } from "../specNodes";
import type { SpecOperation } from "../SpecValidator";

const terminal = new Set(["succeeded", "failed", "canceled"]);

/**
 * What the validator does not see of a long operation: the status is one that the operation declares, the
 * headers that it declares for it are there, and poll addresses are absolute and on the host that was asked.
 */
export function longRunningErrors(exchange: Exchange, operation: SpecOperation): readonly string[] {
  const node = operationNode(operation, exchange.method);
  const declared = nodeAt(node, "responses", String(exchange.status));
  if (!declared) {
    return [`status ${String(exchange.status)} is not one that ${operation.id} declares`];
  }
  const headers = Object.keys(nodeAt(declared, "headers")?.value ?? {});
  const missing = headers
    .filter((name) => pollHeaders.has(name.toLowerCase()) && isOwed(exchange, name))
    .filter((name) => headerOf(exchange, name.toLowerCase()) === undefined);
  return [
    ...missing.map((name) => `header ${name} is declared for ${String(exchange.status)}`),
    ...acceptedErrors(exchange),
    ...finalStateErrors(exchange, node.value["x-ms-long-running-operation-options"]),
    ...headerFormErrors(exchange),
  ];
}

const pollHeaders = new Set(["location", "azure-asyncoperation", "retry-after"]);

/** A create that is complete already has nothing to be polled; a 202 always has. */
function isOwed(exchange: Exchange, name: string): boolean {
  return exchange.status === 202 || (name !== "Retry-After" && isUnderWay(exchange));
}

function isUnderWay({ responseBody }: Exchange): boolean {
  const properties = isJson(responseBody) ? responseBody["properties"] : undefined;
  const state = isJson(properties) ? properties["provisioningState"] : undefined;
  return typeof state === "string" && !terminal.has(state.toLowerCase());
}

/** RPC contract: a 202 carries `Location`, whatever else it carries. */
function acceptedErrors(exchange: Exchange): readonly string[] {
  const { status, method } = exchange;
  const hasLocation = headerOf(exchange, "location") !== undefined;
  return status === 202 && method !== "GET" && !hasLocation ? ["a 202 without Location"] : [];
}

/** Where the client is told to end at `Azure-AsyncOperation`, there has to be one. */
function finalStateErrors(exchange: Exchange, options: unknown): readonly string[] {
  const via = isJson(options) ? options["final-state-via"] : undefined;
  const polled = headerOf(exchange, "azure-asyncoperation") !== undefined;
  return via === "azure-async-operation" && exchange.method === "PUT" && isUnderWay(exchange)
    ? polled
      ? []
      : ["final-state-via azure-async-operation without the header"]
    : [];
}

function headerFormErrors(exchange: Exchange): readonly string[] {
  const origin = `https://${exchange.requestHeaders["host"] ?? ""}/`;
  const addresses = ["location", "azure-asyncoperation"].flatMap((name) => {
    const value = headerOf(exchange, name);
    return value === undefined || value.startsWith(origin) ? [] : [`${name} leads to '${value}'`];
  });
  const retry = headerOf(exchange, "retry-after");
  return retry === undefined || /^\d+$/.test(retry)
    ? addresses
    : [...addresses, `Retry-After '${retry}' is not a number of seconds`];
}
