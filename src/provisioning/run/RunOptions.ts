import type { AzureSession } from "../../azure/AzureSession";
import type { RunDeployment } from "../../azure/deployments";
import type { EnvironmentId } from "../../project/environments";
import type { ProjectManifest } from "../../project/manifest";
import type { RunEvent } from "../../runs/events";
import type { Clock } from "../../shared/Clock";
import type { EnvironmentPlan } from "../plan";

export interface RunOptions {
  readonly manifest: ProjectManifest;
  /** In the order in which they run. */
  readonly plans: readonly EnvironmentPlan[];
  /** Ids of the steps that lose something and were agreed to. */
  readonly confirmed?: ReadonlySet<string>;
  readonly sessionOf: (environment: EnvironmentId) => AzureSession;
  readonly subscriptionNames?: Readonly<Record<string, string>>;
  readonly runDeployment: RunDeployment;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  readonly pollIntervalMs?: number;
  readonly report: (event: RunEvent) => void;
  readonly runId: string;
  /** Account name of who runs it. */
  readonly by: string;
}
