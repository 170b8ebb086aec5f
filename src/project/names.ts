import { t } from "@vscode/l10n";
import { environmentSpellings, type EnvironmentId } from "./environments";
import type { ProjectManifest } from "./manifest";
import { nameFormulas, type NameFormula, type NameKey, type NameTokens } from "./nameFormulas";

type Formulas = typeof nameFormulas;

/** Every name of one environment; those that need a salt are absent until it is decided. */
export type ProjectNames = {
  readonly [K in NameKey as Formulas[K]["needs"] extends "nothing" ? K : never]: string;
} & {
  readonly [K in NameKey as Formulas[K]["needs"] extends "nothing" ? never : K]?: string;
};

/** Every name of one environment whose salts are decided. */
export type ResolvedNames = Readonly<Record<NameKey, string>>;

export interface NameLength {
  readonly key: NameKey;
  /** Kind of resource, for people. */
  readonly title: string;
  /** Absent while the salt is not decided; `length` is known all the same. */
  readonly name?: string;
  readonly length: number;
  readonly limit: number;
}

const nameKeys = Object.keys(nameFormulas) as NameKey[];
const saltPlace = "?????";
const identitySaltPlace = "??????????";

interface Salts {
  readonly salt: string | undefined;
  readonly identitySalt: string | undefined;
}

function saltsOf(manifest: ProjectManifest, environment: EnvironmentId): Salts {
  const settings = manifest.environments[environment];
  return { salt: settings?.salt?.value, identitySalt: settings?.identitySalt?.value };
}

function tokensOf(manifest: ProjectManifest, environment: EnvironmentId): NameTokens {
  const { factory, location, project } = manifest;
  const salts = saltsOf(manifest, environment);
  return {
    prefix: factory.prefix,
    projectPrefix: factory.projectPrefix,
    projectSuffix: factory.projectSuffix,
    common: factory.commonResourceGroupBase,
    vnetBase: factory.vnetNameBase,
    number: project.number,
    loc: location.shortCode,
    env: environmentSpellings[environment].azure,
    factorySuffix: factory.suffix,
    commonSuffix: factory.commonResourceSuffix,
    projectResourceSuffix: factory.projectResourceSuffix,
    salt: salts.salt ?? saltPlace,
    identitySalt: salts.identitySalt ?? identitySaltPlace,
  };
}

function isDecided(formula: NameFormula, salts: Salts): boolean {
  if (formula.needs === "nothing") return true;
  if (salts.salt === undefined) return false;
  return formula.needs === "salt" || salts.identitySalt !== undefined;
}

/** Names of an environment by the factory's convention. Pure; never cuts a name that is too long. */
export function projectNames(manifest: ProjectManifest, environment: EnvironmentId): ProjectNames {
  const tokens = tokensOf(manifest, environment);
  const salts = saltsOf(manifest, environment);
  const known = nameKeys
    .filter((key) => isDecided(nameFormulas[key], salts))
    .map((key) => [key, nameFormulas[key].build(tokens)]);
  return Object.fromEntries(known) as ProjectNames;
}

/** All names of an environment, or undefined while one of its salts is open. */
export function resolvedNames(
  manifest: ProjectManifest,
  environment: EnvironmentId,
): ResolvedNames | undefined {
  const { salt, identitySalt } = saltsOf(manifest, environment);
  if (salt === undefined || identitySalt === undefined) return undefined;
  return projectNames(manifest, environment) as ResolvedNames;
}

const titles = (manifest: ProjectManifest): readonly (readonly [NameKey, string])[] => [
  ["projectResourceGroup", t("Project resource group")],
  ["aksNodeResourceGroup", t("AKS node group")],
  ["workspace", t("AML workspace")],
  ["computeCluster", t("AML compute cluster")],
  ["aksCluster", t("AKS cluster")],
  manifest.services.registry === "own"
    ? ["ownRegistry", t("Registry")]
    : ["sharedRegistry", t("Registry (common)")],
  ["dataFactory", t("Data factory")],
  ["keyVault", t("Key vault")],
  ["storage1", t("Storage account 1")],
  ["storage2", t("Storage account 2")],
  ["vnet", t("VNet (common)")],
];

/** The names that people see, with length and Azure's limit, in the order of the Factory page. */
export function nameLengths(
  manifest: ProjectManifest,
  environment: EnvironmentId,
): readonly NameLength[] {
  const tokens = tokensOf(manifest, environment);
  const salts = saltsOf(manifest, environment);
  return titles(manifest).map(([key, title]) => {
    const formula: NameFormula = nameFormulas[key];
    const name = formula.build(tokens);
    const shown = isDecided(formula, salts) ? { name } : {};
    return { key, title, ...shown, length: name.length, limit: formula.limit };
  });
}
