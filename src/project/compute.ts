import type { ComputeOffer } from "./computeOffer";
import {
  computeSettingKeys,
  computeSettings,
  type ComputeSettingKey,
  type ComputeValues,
} from "./computeSettings";
import { environmentIds, environmentSpellings, type EnvironmentId } from "./environments";
import type { ComputeInstanceManifest, EnvironmentManifest, ProjectManifest } from "./manifest";

/** The six settings of an environment: the override where there is one, else the factory's default. */
export function computeValues(
  manifest: ProjectManifest,
  environment: EnvironmentId,
): ComputeValues {
  const overrides = manifest.environments[environment]?.compute ?? {};
  const values = computeSettingKeys.map((key) => [
    key,
    overrides[key] ?? computeSettings[key].defaults[environment],
  ]);
  return Object.fromEntries(values) as ComputeValues;
}

/** True when the environment holds its own value for the setting. */
export function isOverride(
  manifest: ProjectManifest,
  environment: EnvironmentId,
  key: ComputeSettingKey,
): boolean {
  return manifest.environments[environment]?.compute?.[key] !== undefined;
}

/** A copy with the override set; `undefined` and the default value itself remove it. */
export function withOverride(
  manifest: ProjectManifest,
  environment: EnvironmentId,
  key: ComputeSettingKey,
  value: string | number | undefined,
): ProjectManifest {
  const settings = manifest.environments[environment];
  if (!settings) return manifest;
  const { [key]: _previous, ...others } = settings.compute ?? {};
  const isDefault = value === undefined || value === computeSettings[key].defaults[environment];
  const compute = isDefault ? others : { ...others, [key]: value };
  const { compute: _compute, ...rest } = settings;
  const next: EnvironmentManifest =
    Object.keys(compute).length > 0 ? { ...rest, compute } : { ...rest };
  return { ...manifest, environments: { ...manifest.environments, [environment]: next } };
}

/** Size of a compute instance: the person's own, else the environment's setting. */
export function instanceSku(
  manifest: ProjectManifest,
  environment: EnvironmentId,
  instance: ComputeInstanceManifest,
): string {
  return instance.sku ?? computeValues(manifest, environment).instanceSku;
}

/**
 * Next free instance name `pNNN-ciNN-{loc}-{env}-{s5}`, or undefined while the salt is open. Azure refuses
 * a name that ends in a dash and digits only, so an all-digit salt follows the environment without a dash.
 */
export function defaultInstanceName(
  manifest: ProjectManifest,
  environment: EnvironmentId,
): string | undefined {
  const salt = manifest.environments[environment]?.salt?.value;
  if (salt === undefined) return undefined;
  const taken = new Set(
    environmentIds.flatMap((id) =>
      (manifest.environments[id]?.computeInstances ?? []).map((one) => one.name.toLowerCase()),
    ),
  );
  const { number } = manifest.project;
  const end = /^\d+$/.test(salt) ? salt : `-${salt}`;
  const tail = `${manifest.location.shortCode}-${environmentSpellings[environment].azure}${end}`;
  for (let index = 1; ; index++) {
    const name = `p${number}-ci${String(index).padStart(2, "0")}-${tail}`;
    if (!taken.has(name)) return name;
  }
}

/**
 * True for sizes that need a person's tick: eight GPUs or 64 vCPUs and more. Without an offer the number
 * in the size's name has to do.
 */
export function isLargeSize(name: string, offer?: ComputeOffer): boolean {
  const offered = offer?.vmSizes.find((size) => size.name.toLowerCase() === name.toLowerCase());
  if (offered) return offered.gpus >= 8 || offered.vCpus >= 64;
  const number = /^Standard_[A-Z]+(\d+)/i.exec(name)?.[1];
  return number !== undefined && Number(number) >= 64;
}
