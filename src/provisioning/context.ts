import { addressPlan, type AddressPlan } from "../project/addressPlan";
import { computeValues } from "../project/compute";
import type { ComputeValues } from "../project/computeSettings";
import { projectTags } from "../project/discovery";
import { environmentSpellings, type EnvironmentId } from "../project/environments";
import type { EnvironmentManifest, ProjectManifest } from "../project/manifest";
import type { ResolvedNames } from "../project/names";
import { apiVersions } from "../azure/apiVersions";
import { isRecord, observedResource, propertiesOf, type ObservedEnvironment } from "./observed";

/** Everything the resource builders need for one environment. */
export interface PlanContext {
  readonly manifest: ProjectManifest;
  readonly environment: EnvironmentId;
  readonly settings: EnvironmentManifest;
  readonly names: ResolvedNames;
  readonly values: ComputeValues;
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly commonTags: Readonly<Record<string, string>>;
  readonly observed: ObservedEnvironment;
  readonly addresses: AddressPlan;
}

/** One resource to be: what its PUT holds and what has to be there before. */
export interface ResourceSpec {
  readonly id: string;
  readonly type: string;
  /** As in a template: `parent/child`. */
  readonly name: string;
  readonly group: string;
  /** Id of the resource that an extension resource (a role assignment) belongs to. */
  readonly scope?: string;
  /** Location, tags, kind, sku, identity and properties. */
  readonly body: Readonly<Record<string, unknown>>;
  /** For people. */
  readonly kind: string;
  readonly detail: string;
  /** Of the common level: referenced when it is there, never PUT again. */
  readonly shared: boolean;
  /** Full ids; those that are not planned are ignored. */
  readonly dependsOn: readonly string[];
}

export function resourceId(
  context: PlanContext,
  group: string,
  type: string,
  ...names: readonly string[]
): string {
  const [namespace = "", ...types] = type.split("/");
  const pairs = types.map((part, index) => `${part}/${names[index] ?? ""}`).join("/");
  return `${groupId(context, group)}/providers/${namespace}/${pairs}`;
}

export function groupId(context: PlanContext, group: string): string {
  return `/subscriptions/${context.settings.subscriptionId}/resourceGroups/${group}`;
}

/** The table's version of the type: the longest key that the type starts with. */
export function apiVersionOf(type: string): string {
  const wanted = type.toLowerCase();
  const key = Object.keys(apiVersions)
    .filter((one) => wanted === one || wanted.startsWith(`${one}/`))
    .sort((a, b) => b.length - a.length)[0];
  const version = Object.entries(apiVersions).find(([one]) => one === key)?.[1];
  if (version === undefined) throw new Error(`No api-version for ${type}`);
  return version;
}

type SpecParts = Omit<ResourceSpec, "id" | "name" | "shared" | "dependsOn"> & {
  readonly names: readonly string[];
  readonly shared?: boolean;
  readonly dependsOn?: readonly string[];
};

/** A spec with its id from group, type and names. */
export function resourceSpec(context: PlanContext, parts: SpecParts): ResourceSpec {
  const { names, shared = false, dependsOn = [], ...rest } = parts;
  const id = resourceId(context, parts.group, parts.type, ...names);
  return { ...rest, id, name: names.join("/"), shared, dependsOn };
}

/** Ranges of the VNet that is there; `factory` is the prefix that our tag on it carries. */
function existingRanges(observed: ObservedEnvironment, vnetId: string, factory: string) {
  const vnet = observedResource(observed, vnetId);
  if (!vnet) return undefined;
  const { addressSpace, subnets } = propertiesOf(vnet);
  const prefixes = isRecord(addressSpace) ? addressSpace.addressPrefixes : undefined;
  const list: readonly unknown[] = Array.isArray(subnets) ? subnets : [];
  const { tags } = vnet;
  return {
    addressPrefixes: Array.isArray(prefixes) ? prefixes.map(String) : [],
    ours: isRecord(tags) && tags[projectTags.factory] === factory,
    subnets: list.filter(isRecord).map((subnet) => {
      const { addressPrefix, addressPrefixes } = propertiesOf(subnet);
      const first: unknown = Array.isArray(addressPrefixes) ? addressPrefixes[0] : undefined;
      return { name: String(subnet.name), prefix: String(addressPrefix ?? first) };
    }),
  };
}

export function planContext(
  parts: Pick<PlanContext, "manifest" | "environment" | "settings" | "names" | "observed">,
): PlanContext {
  const { manifest, environment, settings, names, observed } = parts;
  const commonTags = {
    [projectTags.factory]: manifest.factory.prefix,
    [projectTags.environment]: environmentSpellings[environment].azure,
  };
  const { costCenter, tags } = manifest.team;
  const vnetId =
    `/subscriptions/${settings.subscriptionId}/resourceGroups/${names.commonResourceGroup}` +
    `/providers/Microsoft.Network/virtualNetworks/${names.vnet}`;
  const ranges = existingRanges(observed, vnetId, manifest.factory.prefix);
  return {
    manifest,
    environment,
    settings,
    names,
    values: computeValues(manifest, environment),
    region: manifest.location.region,
    tags: {
      ...tags,
      ...(costCenter === "" ? {} : { costcenter: costCenter }),
      [projectTags.project]: manifest.project.number,
      ...commonTags,
    },
    commonTags,
    observed,
    addresses: addressPlan(manifest, environment, ranges),
  };
}
