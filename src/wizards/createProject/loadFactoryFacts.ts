import type { AzureSession } from "../../azure/AzureSession";
import { loadGroupRights } from "../../azure/permissions";
import { recogniseProjectGroup } from "../../project/discovery";
import { environmentIds, type EnvironmentId } from "../../project/environments";
import type { ProjectManifest } from "../../project/manifest";
import { commonGroupId } from "../../project/salts";
import type { Clock } from "../../shared/Clock";
import { loadNetworks, loadResourceGroups } from "../azureReads";
import type { CallerRights, ExistingNetwork, FactoryFacts } from "../contracts/createProject";

export interface FactsOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** What the caller may do in the common group of each environment that has one. */
async function loadRights(
  session: AzureSession,
  manifest: ProjectManifest,
  signal: AbortSignal,
): Promise<Readonly<Partial<Record<EnvironmentId, CallerRights>>>> {
  const found = await Promise.all(
    environmentIds.map(async (environment) => {
      if (!manifest.environments[environment]) return [];
      const [, , subscriptionId = "", , group = ""] = commonGroupId(manifest, environment).split(
        "/",
      );
      const { rights } = await loadGroupRights(session, subscriptionId, group, signal);
      return rights === "unknown" ? [] : [[environment, rights] as const];
    }),
  );
  return Object.fromEntries(found.flat());
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
    rights: await loadRights(session, manifest, signal),
    checkedAt: new Date(clock.now()).toISOString(),
  };
}
