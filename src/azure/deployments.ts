import type { AzureSession } from "./AzureSession";
import type { Clock } from "../shared/Clock";

export interface DeploymentTarget {
  readonly subscriptionId: string;
  /** Absent: the deployment runs at subscription scope and needs `location`. */
  readonly resourceGroup?: string;
  readonly name: string;
  readonly location: string;
}

/** One leaf operation; operations of nested deployments are flattened into one list. */
export interface DeploymentOperationState {
  readonly resourceId: string;
  readonly resourceType: string;
  /** ARM's word, for example `Running`, `Succeeded`, `Failed`. */
  readonly state: string;
  readonly timestamp: string;
  readonly error?: unknown;
}

export interface DeploymentOptions {
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  readonly pollIntervalMs: number;
  /** Called after each poll with all operations known so far. */
  readonly onOperations?: (operations: readonly DeploymentOperationState[]) => void;
}

export interface DeploymentResult {
  readonly id: string;
  readonly correlationId: string;
  readonly outputs: Readonly<Record<string, unknown>>;
}

export type RunDeployment = (
  session: AzureSession,
  target: DeploymentTarget,
  template: object,
  options: DeploymentOptions,
) => Promise<DeploymentResult>;

/** A deployment as it is now. */
export interface DeploymentState {
  readonly id: string;
  /** ARM's word, for example `Running`, `Succeeded`, `Failed`, `Canceled`. */
  readonly state: string;
  readonly correlationId: string;
  readonly timestamp: string;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** ARM's error body, when it failed. */
  readonly error?: unknown;
}
