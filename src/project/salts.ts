import type { EnvironmentId } from "./environments";
import type { ProjectManifest, SaltSource } from "./manifest";
import { projectNames } from "./names";
import { uniqueString } from "./uniqueString";

export { uniqueString };

export interface Salt {
  readonly value: string;
  readonly source: SaltSource;
  readonly from?: string | undefined;
}

/** What was found about one environment; nothing in here is guessed. */
export interface SaltEvidence {
  /** `AIFACTORY_SALT` of a `.env`, with the common group that the file names, as far as it does. */
  readonly dotEnv?:
    { readonly salt: string; readonly commonGroup?: string; readonly path: string } | undefined;
  /** Names of the resources in the environment's common group. */
  readonly commonResources: readonly string[];
  /** Names of the managed identities in the environment's project group. */
  readonly identities: readonly string[];
}

export interface DecidedSalts {
  readonly salt: Salt;
  readonly identitySalt: Salt;
}

const saltPattern = /^[a-z2-7]{5}$/;

/** Id of the common resource group, as it goes into `uniqueString`. */
export function commonGroupId(manifest: ProjectManifest, environment: EnvironmentId): string {
  const subscription = manifest.environments[environment]?.subscriptionId ?? "";
  const group = projectNames(manifest, environment).commonResourceGroup;
  return `/subscriptions/${subscription}/resourceGroups/${group}`;
}

/** First five characters of `uniqueString(common group id)`: a preview until it is kept in a manifest. */
export function computedSalt(manifest: ProjectManifest, environment: EnvironmentId): string {
  return uniqueString(commonGroupId(manifest, environment)).slice(0, 5);
}

/** Reads the salt out of a name that the factory's formula gave to a common resource. */
function saltOfCommonResource(name: string): string | undefined {
  const patterns = [
    /^la-cmn-[a-z0-9]+-(?:dev|test|prod)-([a-z2-7]{5})-\d{3}$/,
    /^kv-cmn(?:adm)?(?:dev|test|prod)-([a-z2-7]{5})-\d{3}$/,
    /^acrcommon([a-z2-7]{5})[a-z0-9]{2,4}\d{3}(?:dev|test|prod)$/,
    /^adf-cmn-[a-z0-9]+-(?:dev|test|prod)-([a-z2-7]{5})-\d{3}$/,
  ];
  for (const pattern of patterns) {
    const salt = pattern.exec(name.toLowerCase())?.[1];
    if (salt !== undefined) return salt;
  }
  return undefined;
}

function decideSalt(
  manifest: ProjectManifest,
  environment: EnvironmentId,
  evidence: SaltEvidence,
): Salt {
  const kept = manifest.environments[environment]?.salt;
  if (kept) return kept;
  const commonGroup = projectNames(manifest, environment).commonResourceGroup;
  const carried = evidence.commonResources
    .map((name) => ({ name, value: saltOfCommonResource(name) }))
    .filter((one) => one.value !== undefined);
  const { dotEnv } = evidence;
  if (dotEnv && saltPattern.test(dotEnv.salt)) {
    // The file serves three environments with one salt: what is there decides for which of them it is true.
    const isOfThisGroup = dotEnv.commonGroup?.toLowerCase() === commonGroup.toLowerCase();
    const isTrueHere =
      carried.length === 0 ? isOfThisGroup : carried.some((one) => one.value === dotEnv.salt);
    if (isTrueHere) return { value: dotEnv.salt, source: "dotEnv", from: dotEnv.path };
  }
  const [found] = carried;
  if (found?.value !== undefined) {
    return { value: found.value, source: "existingResource", from: found.name };
  }
  return {
    value: computedSalt(manifest, environment),
    source: "computed",
    from: commonGroupId(manifest, environment),
  };
}

function decideIdentitySalt(
  manifest: ProjectManifest,
  environment: EnvironmentId,
  evidence: SaltEvidence & { readonly salt: string },
  random: () => string,
): Salt {
  const kept = manifest.environments[environment]?.identitySalt;
  if (kept) return kept;
  const start = `mi-prj${manifest.project.number}-`;
  for (const name of evidence.identities) {
    if (!name.toLowerCase().startsWith(start)) continue;
    const value = new RegExp(`-${evidence.salt}([a-z0-9-]{10})-\\d{3}$`).exec(
      name.toLowerCase(),
    )?.[1];
    if (value !== undefined) return { value, source: "existingIdentity", from: name };
  }
  return { value: random(), source: "random" };
}

/**
 * Decides the salts of an environment once. s5: manifest, `.env` (where a common resource carries its salt; without
 * any, where the file names the common group), a common resource that is there, computed. s10: manifest, the project's managed identity,
 * random (`random` gives ten characters `a-z0-9-`).
 */
export function decideSalts(
  manifest: ProjectManifest,
  environment: EnvironmentId,
  evidence: SaltEvidence,
  random: () => string,
): DecidedSalts {
  const salt = decideSalt(manifest, environment, evidence);
  const identitySalt = decideIdentitySalt(
    manifest,
    environment,
    { ...evidence, salt: salt.value },
    random,
  );
  return { salt, identitySalt };
}

/** A copy of the manifest that keeps the decided salts. */
export function withSalts(
  manifest: ProjectManifest,
  environment: EnvironmentId,
  decided: DecidedSalts,
): ProjectManifest {
  const settings = manifest.environments[environment];
  if (!settings) return manifest;
  const { salt, identitySalt } = decided;
  const next = { ...settings, salt: { ...salt }, identitySalt: { ...identitySalt } };
  return { ...manifest, environments: { ...manifest.environments, [environment]: next } };
}

/**
 * Salts for a plan that is only shown: computed s5, and an s10 from the project group's id, so that the
 * same manifest prints the same bytes. Never written to a manifest.
 */
export function withPreviewSalts(
  manifest: ProjectManifest,
  environment: EnvironmentId,
): ProjectManifest {
  const id = `${commonGroupId(manifest, environment)}/${manifest.project.number}`;
  return withSalts(
    manifest,
    environment,
    decideSalts(manifest, environment, { commonResources: [], identities: [] }, () =>
      uniqueString(id, "identity").slice(0, 10),
    ),
  );
}
