import { isoDuration, type DeploymentRecord, type NodeProgress } from "./deploymentRecord";
import type { Json } from "./template/templateNode";

/** The operations of a deployment as its list shows them: what has been started, and the end of its outputs. */
export function operationsOf(record: DeploymentRecord): readonly Json[] {
  const { deployment } = record.internal;
  const started = deployment.nodes
    .filter(({ state }) => state !== "Waiting" && state !== "Skipped")
    .map((node) => nodeOperation(record, node));
  return record.properties.provisioningState === "Succeeded"
    ? [...started, outputsOperation(record)]
    : started;
}

function nodeOperation(record: DeploymentRecord, node: NodeProgress): Json {
  const { startedAt = "", endedAt, error, operationId, statusCode } = node;
  return operation(record, operationId, {
    provisioningOperation: "Create",
    provisioningState: node.state,
    timestamp: endedAt ?? startedAt,
    duration: isoDuration(startedAt, endedAt ?? startedAt),
    serviceRequestId: operationId,
    ...(statusCode && { statusCode }),
    ...(error && { statusMessage: { status: "Failed", error } }),
    targetResource: {
      id: node.id,
      resourceType: node.type,
      resourceName: node.name,
      apiVersion: node.apiVersion,
    },
  });
}

function outputsOperation(record: DeploymentRecord): Json {
  const { operationId } = record.internal.deployment;
  return operation(record, operationId, {
    provisioningOperation: "EvaluateDeploymentOutput",
    provisioningState: "Succeeded",
    timestamp: record.properties.timestamp,
    duration: "PT0S",
    serviceRequestId: operationId,
    statusCode: "OK",
  });
}

function operation({ id }: DeploymentRecord, operationId: string, properties: Json): Json {
  return { id: `${id}/operations/${operationId}`, operationId, properties };
}

const statusNames: Readonly<Record<number, string>> = {
  200: "OK",
  201: "Created",
  202: "Accepted",
  400: "BadRequest",
  401: "Unauthorized",
  403: "Forbidden",
  404: "NotFound",
  409: "Conflict",
  412: "PreconditionFailed",
  429: "TooManyRequests",
  500: "InternalServerError",
  501: "NotImplemented",
  503: "ServiceUnavailable",
};

export function statusName(status: number): string {
  return statusNames[status] ?? String(status);
}
