import type { ArmErrorBody } from "../armErrors";
import type { ResourceRecord } from "../provider";
import type { Json } from "./template/templateNode";

export type NodeState = "Waiting" | "Running" | "Succeeded" | "Failed" | "Canceled" | "Skipped";

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
  /** As given: `{ name: { value } }`; empty once it has ended, for there may be secrets in them. */
  parameters: Json;
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

/** Ends a deployment: its state, how long it took and what else it shows from now on. */
export function endDeployment(
  record: DeploymentRecord,
  state: string,
  now: string,
  more: Json,
): void {
  const { deployment } = record.internal;
  const duration = isoDuration(deployment.startedAt, now);
  const ended = { provisioningState: state, timestamp: now, duration };
  record.properties = { ...record.properties, ...ended, ...more };
  deployment.parameters = {};
}

/** ISO 8601 duration between two points in time, for example `PT12.5S`. */
export function isoDuration(from: string, to: string): string {
  const seconds = Math.max(0, Date.parse(to) - Date.parse(from)) / 1000;
  return `PT${String(Number.isFinite(seconds) ? seconds : 0)}S`;
}
