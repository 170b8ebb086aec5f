import type { AzureSession } from "../../azure/AzureSession";
import { environmentIds, type EnvironmentId } from "../../project/environments";
import type { ProjectManifest } from "../../project/manifest";
import { projectNames } from "../../project/names";
import { withInstanceNames } from "../../project/newProject";
import { commonGroupId, decideSalts, withSalts, type SaltEvidence } from "../../project/salts";
import { loadResourceNames } from "../azureReads";

export interface SaltOptions {
  readonly signal: AbortSignal;
  /** Ten characters of the alphabet of a managed identity's salt. */
  readonly random: () => string;
  /** `AIFACTORY_SALT` of the workspace's `.env`, if there is one. */
  readonly dotEnv?: SaltEvidence["dotEnv"];
}

/** Decides the open salts of every environment of the manifest, from what is there; what is decided stays. */
export async function decideDraftSalts(
  session: AzureSession,
  manifest: ProjectManifest,
  options: SaltOptions,
): Promise<ProjectManifest> {
  const open = environmentIds.filter((id) => {
    const settings = manifest.environments[id];
    return settings !== undefined && !(settings.salt && settings.identitySalt);
  });
  const evidence = await Promise.all(
    open.map(async (id) => [id, await loadEvidence(session, manifest, id, options)] as const),
  );
  const salted = evidence.reduce(
    (next, [id, found]) => withSalts(next, id, decideSalts(next, id, found, options.random)),
    manifest,
  );
  return withInstanceNames(salted);
}

async function loadEvidence(
  session: AzureSession,
  manifest: ProjectManifest,
  environment: EnvironmentId,
  { signal, dotEnv }: SaltOptions,
): Promise<SaltEvidence> {
  const subscription = manifest.environments[environment]?.subscriptionId ?? "";
  const group = projectNames(manifest, environment).projectResourceGroup;
  const projectGroupId = `/subscriptions/${subscription}/resourceGroups/${group}`;
  const [commonResources, identities] = await Promise.all([
    loadResourceNames(session, commonGroupId(manifest, environment), signal),
    loadResourceNames(session, projectGroupId, signal),
  ]);
  return { commonResources, identities, dotEnv };
}
