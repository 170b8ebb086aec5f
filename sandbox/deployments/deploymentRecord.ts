import type { ArmErrorBody } from "../armErrors";
import type { ResourceRecord } from "../provider";
import type { Json } from "./template";

export type NodeState = "Waiting" | "Running" | "Succeeded" | "Failed" | "Skipped";

/** How far one resource of a deployment is. */
export interface NodeProgress {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly apiVersion: string;
  readonly operationId: string;
  state: NodeState;
  statusCode?: string;
  startedAt?: string;
  endedAt?: string;
  error?: ArmErrorBody;
}

/** What a deployment keeps besides what it shows: enough to go on after a restart. */
export interface DeploymentInternal {
  readonly template: Json;
  /** As given: `{ name: { value } }`. */
  readonly parameters: Json;
  readonly operationId: string;
  readonly startedAt: string;
  /** Deployments that another one has started are taken up by that one. */
  readonly nested: boolean;
  readonly nodes: NodeProgress[];
}

export interface DeploymentRecord extends ResourceRecord {
  internal: { deployment: DeploymentInternal };
}

export function isDeployment(record: ResourceRecord | undefined): record is DeploymentRecord {
  return record?.internal?.deployment !== undefined;
}

const active = new Set(["Accepted", "Running"]);

export function isActive(record: ResourceRecord): boolean {
  return active.has(String(record.properties.provisioningState));
}

/** A node as an entry of the deployment's operations list. */
export function operationView(record: DeploymentRecord, node: NodeProgress): Json {
  const { startedAt = "", endedAt, error } = node;
  return {
    id: `${record.id}/operations/${node.operationId}`,
    operationId: node.operationId,
    properties: {
      provisioningOperation: "Create",
      provisioningState: node.state,
      timestamp: endedAt ?? startedAt,
      duration: isoDuration(startedAt, endedAt ?? startedAt),
      trackingId: node.operationId,
      serviceRequestId: node.operationId,
      ...(node.statusCode && { statusCode: node.statusCode }),
      ...(error && { statusMessage: { status: "Failed", error } }),
      targetResource: {
        id: node.id,
        resourceType: node.type,
        resourceName: node.name,
        apiVersion: node.apiVersion,
      },
    },
  };
}

/** ISO 8601 duration between two points in time, for example `PT12.5S`. */
export function isoDuration(from: string, to: string): string {
  const seconds = Math.max(0, Date.parse(to) - Date.parse(from)) / 1000;
  return `PT${String(Number.isFinite(seconds) ? seconds : 0)}S`;
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
