import { ArmError } from "../azure/ArmError";
import type { AzureSession } from "../azure/AzureSession";
import { apiVersionOf } from "./context";
import { inParallel } from "./inParallel";
import type { ObservedEnvironment, ObservedResource } from "./observed";
import type { EnvironmentPlan } from "./plan";
import { neededProviders } from "./planning/neededProviders";
import { readObserved } from "./readObserved";

const vaultType = "microsoft.keyvault/vaults";

/** Undefined also where the account may not look: then nobody knows, and Azure decides during the run. */
async function readIfAllowed(
  session: AzureSession,
  path: string,
  type: string,
  signal?: AbortSignal,
): Promise<ObservedResource | undefined> {
  try {
    return await readObserved(session, { path, apiVersion: apiVersionOf(type) }, signal);
  } catch (error) {
    if (error instanceof ArmError && error.status === 403) return undefined;
    throw error;
  }
}

/**
 * What the subscription says of what a plan changes: one GET for each resource provider that it needs and for
 * each vault name that it would take. Nothing changes: nothing is asked.
 * @throws ArmError for answers other than 403 and 404; the signal's reason when aborted.
 */
export async function observeSubscription(
  session: AzureSession,
  plan: EnvironmentPlan,
  region: string,
  signal?: AbortSignal,
): Promise<Pick<ObservedEnvironment, "registrations" | "deletedVaults">> {
  const providers = `/subscriptions/${plan.subscriptionId}/providers`;
  const registrations: Record<string, string> = {};
  const deletedVaults: Record<string, ObservedResource> = {};
  const namespaces = neededProviders(plan.resources).map((namespace) => async () => {
    const path = `${providers}/${namespace}`;
    const found = await readIfAllowed(session, path, "Microsoft.Resources/providers", signal);
    const state = found?.registrationState;
    if (typeof state === "string") registrations[namespace.toLowerCase()] = state;
  });
  const vaults = plan.resources
    .filter(({ type, change }) => change === "create" && type.toLowerCase() === vaultType)
    .map(({ name }) => async () => {
      const path = `${providers}/Microsoft.KeyVault/locations/${region}/deletedVaults/${name}`;
      const found = await readIfAllowed(session, path, vaultType, signal);
      if (found) deletedVaults[name.toLowerCase()] = found;
    });
  await inParallel([...namespaces, ...vaults], (read) => read());
  return { registrations, deletedVaults };
}
