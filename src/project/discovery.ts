import { environmentIds, environmentSpellings, type EnvironmentId } from "./environments";

/** Tags that this product puts on what it creates. */
export const projectTags = {
  project: "esml-project",
  environment: "esml-environment",
  factory: "esml-factory",
} as const;

/** What the name or the tags of a project resource group say. */
export interface RecognisedProject {
  /** Three digits. */
  readonly number: string;
  readonly environment: EnvironmentId;
  /** Factory prefix with its dash, for example `acme-ai-`. */
  readonly prefix: string;
  /** Between prefix and `project`, for example `esml-`. */
  readonly projectPrefix: string;
  /** Region short code. */
  readonly shortCode: string;
  /** Factory suffix, for example `-001`. */
  readonly suffix: string;
  readonly projectSuffix: string;
}

const formula =
  /^(?<prefix>.*?-)?(?<pp>esml-|[a-z0-9]+-)?project(?<number>\d{3})-(?<loc>[a-z0-9]{2,4})-(?<env>dev|test|prod)(?<suffix>-\d{3})(?<ps>-[a-z0-9]+)?$/i;

function environmentOf(azure: string): EnvironmentId | undefined {
  const wanted = azure.toLowerCase();
  return environmentIds.find((id) => environmentSpellings[id].azure === wanted);
}

/** AKS keeps a group of its own, `aks-<project group>`, to which it copies the cluster's tags. */
function isNodeGroup(prefix: string, tags: Readonly<Record<string, string>>): boolean {
  const { [projectTags.factory]: factory = "" } = tags;
  return /^aks-/i.test(prefix) && factory.toLowerCase() !== prefix.toLowerCase();
}

/**
 * Recognises a project's resource group by the factory's formula, or undefined. With our tags the group's
 * number and environment come from them. Pure; used to find projects that have no manifest.
 */
export function recogniseProjectGroup(
  name: string,
  tags: Readonly<Record<string, string>> = {},
): RecognisedProject | undefined {
  const parts = formula.exec(name)?.groups;
  if (isNodeGroup(parts?.prefix ?? "", tags)) return undefined;
  const number = tags[projectTags.project] ?? parts?.number;
  const environment = environmentOf(tags[projectTags.environment] ?? parts?.env ?? "");
  if (number === undefined || !/^\d{3}$/.test(number) || environment === undefined) {
    return undefined;
  }
  return {
    number,
    environment,
    prefix: tags[projectTags.factory] ?? parts?.prefix ?? "",
    projectPrefix: parts?.pp ?? "",
    shortCode: parts?.loc ?? "",
    suffix: parts?.suffix ?? "",
    projectSuffix: parts?.ps ?? "",
  };
}
