import type { AzureSession } from "../../azure/AzureSession";
import { environmentIds, type EnvironmentId } from "../../project/environments";
import type { ProjectManifest } from "../../project/manifest";
import { observeEnvironment } from "../../provisioning/observe";
import type { EnvironmentPlan } from "../../provisioning/plan";
import { planEnvironment } from "../../provisioning/planEnvironment";

export type SessionOf = (environment: EnvironmentId) => AzureSession;

/** Looks at what is there and plans one environment. */
export async function planOne(
  manifest: ProjectManifest,
  environment: EnvironmentId,
  sessionOf: SessionOf,
  signal: AbortSignal,
): Promise<EnvironmentPlan> {
  const session = sessionOf(environment);
  const observed = await observeEnvironment(session, manifest, environment, signal);
  return planEnvironment(manifest, environment, observed);
}

/** The chosen environments in the order in which they run. */
export function inOrder(selected: readonly EnvironmentId[]): readonly EnvironmentId[] {
  return environmentIds.filter((id) => selected.includes(id));
}

/** Plans all of them, or throws the first failure. */
export async function planAll(
  manifest: ProjectManifest,
  environments: readonly EnvironmentId[],
  sessionOf: SessionOf,
  signal: AbortSignal,
): Promise<readonly EnvironmentPlan[]> {
  return Promise.all(inOrder(environments).map((id) => planOne(manifest, id, sessionOf, signal)));
}
