import type { AzureSession } from "../../azure/AzureSession";
import { recogniseProjectGroup } from "../../project/discovery";
import { environmentIds } from "../../project/environments";
import type { ProjectManifest } from "../../project/manifest";
import { commonGroupId } from "../../project/salts";
import type { Clock } from "../../shared/Clock";
import { loadNetworks, loadResourceGroups } from "../azureReads";
import type { ExistingNetwork, FactoryFacts } from "../contracts/createProject";

export interface FactsOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Numbers that projects of this factory have, and its networks, in the subscriptions of the manifest. */
export async function loadFactoryFacts(
  session: AzureSession,
  manifest: ProjectManifest,
  { clock, signal }: FactsOptions,
): Promise<FactoryFacts> {
  const settings = environmentIds.map((id) => manifest.environments[id]);
  const subscriptionIds = [...new Set(settings.flatMap((one) => one?.subscriptionId ?? []))];
  const groups = await Promise.all(
    subscriptionIds.map((id) => loadResourceGroups(session, id, signal)),
  );
  const used = groups.flat().flatMap(({ name, tags }) => {
    const found = recogniseProjectGroup(name, tags ?? {});
    return found?.prefix === manifest.factory.prefix ? [found.number] : [];
  });
  const networks = await Promise.all(
    environmentIds.map(async (environment): Promise<readonly ExistingNetwork[]> => {
      if (!manifest.environments[environment]) return [];
      const found = await loadNetworks(session, commonGroupId(manifest, environment), signal);
      return found.map((network) => ({ environment, ...network }));
    }),
  );
  return {
    usedProjectNumbers: [...new Set(used)].sort(),
    networks: networks.flat(),
    checkedAt: new Date(clock.now()).toISOString(),
  };
}
