import { computeValues } from "./compute";
import type { EnvironmentId } from "./environments";
import type { ProjectManifest } from "./manifest";
import { projectNames } from "./names";
import {
  alignedRange,
  contains,
  endOf,
  formatRange,
  parseRange,
  sizeOf,
  type Range,
} from "./ranges";

export interface ExistingRanges {
  /** The VNet's address prefixes; allocation uses the first one, as the factory does. */
  readonly addressPrefixes: readonly string[];
  readonly subnets: readonly { readonly name: string; readonly prefix: string }[];
  /** This product made the VNet: common subnets that an unfinished run left out are still to come. */
  readonly ours?: boolean;
}

export type SubnetRole = "aks2" | "genai" | "aks";

export interface PlannedSubnet {
  readonly role: SubnetRole;
  readonly name: string;
  /** CIDR. */
  readonly prefix: string;
  /** Addresses the environment uses at full scale, Azure's five reserved ones included. */
  readonly needed: number;
  /** Addresses the range offers without the five that Azure reserves. */
  readonly usable: number;
  readonly fits: boolean;
  /** The subnet is in the VNet already and keeps its range. */
  readonly exists: boolean;
}

export interface CommonSubnet {
  readonly name: string;
  readonly prefix: string;
}

export interface AddressPlan {
  /** CIDR of the prefix the subnets are taken from; undefined while the text is not a range. */
  readonly space: string | undefined;
  /** Common subnets of a VNet that this product makes; empty for a VNet of somebody else. */
  readonly common: readonly CommonSubnet[];
  /** Largest first. Empty while `space` is undefined. */
  readonly subnets: readonly PlannedSubnet[];
  /** Roles for which the space has no room left. */
  readonly missing: readonly SubnetRole[];
  /** Addresses of the whole space. */
  readonly addresses: number;
  /** Further projects that fit behind this one, at the factory's stride of 2,048 addresses. */
  readonly moreProjects: number;
}

/** Azure keeps the first four addresses of a subnet and the last one. */
const reserved = 5;
const podsPerNode = 30;
const factoryStride = 2048;
const commonSubnetNames = [
  "snet-esml-cmn-001",
  "snet-esml-cmn-001-scoring",
  "snet-esml-cmn-pbi-001",
  "AzureBastionSubnet",
];

/** Addresses an AKS cluster with Azure CNI needs: each node and its 30 pods, one surge node, Azure's five. */
export function aksAddressNeed(nodes: number): number {
  return (nodes + 1) * (podsPerNode + 1) + reserved;
}

/** Private endpoints in the genai subnet: workspace, 2 × 4 storage, vault, 2 data factory, own registry. */
function endpointCount(manifest: ProjectManifest): number {
  const { services } = manifest;
  return (
    9 +
    (services.machineLearning ? 1 : 0) +
    (services.dataFactory ? 2 : 0) +
    (services.registry === "own" ? 1 : 0)
  );
}

interface Demand {
  readonly role: SubnetRole;
  readonly name: string;
  readonly bits: number;
  readonly needed: number;
}

/** Prefix length: the factory's own, or a shorter one when the environment needs more addresses. */
function bitsFor(usual: number, needed: number): number {
  let bits = usual;
  while (bits > 8 && needed > 2 ** (32 - bits) - reserved) bits--;
  return bits;
}

function demands(manifest: ProjectManifest, environment: EnvironmentId): readonly Demand[] {
  const values = computeValues(manifest, environment);
  const names = projectNames(manifest, environment);
  const { services } = manifest;
  const instances = manifest.environments[environment]?.computeInstances?.length ?? 0;
  const nodes = services.machineLearning ? values.clusterMaxNodes + instances : 0;
  const genai = endpointCount(manifest) + nodes + reserved;
  const aks = services.aks ? aksAddressNeed(values.aksNodeCount) : 0;
  const all: readonly Demand[] = [
    { role: "aks2", name: names.aks2Subnet, bits: bitsFor(24, aks), needed: aks },
    { role: "genai", name: names.genaiSubnet, bits: bitsFor(25, genai), needed: genai },
    { role: "aks", name: names.aksSubnet, bits: 26, needed: 0 },
  ];
  return [...all].sort((a, b) => a.bits - b.bits);
}

/** The four /26 of the factory's common level, in the third octet `commonRange` of the space. */
export function commonSubnets(space: Range, commonRange: number): readonly CommonSubnet[] {
  const base = Math.floor(space.first / 65536) * 65536 + commonRange * 256;
  return commonSubnetNames.map((name, index) => ({
    name,
    prefix: formatRange({ first: base + index * 64, bits: 26 }),
  }));
}

const isRange = (range: Range | undefined): range is Range => range !== undefined;

function lastEnd(space: Range, prefixes: readonly string[]): number {
  const inside = prefixes
    .map((prefix) => parseRange(prefix))
    .filter(isRange)
    .filter((range) => contains(space, range));
  return Math.max(space.first, ...inside.map(endOf));
}

const planned = (demand: Demand, range: Range, exists: boolean): PlannedSubnet => ({
  role: demand.role,
  name: demand.name,
  prefix: formatRange(range),
  needed: demand.needed,
  usable: sizeOf(range) - reserved,
  fits: demand.needed <= sizeOf(range),
  exists,
});

/**
 * Ranges of the project's three subnets. What exists keeps its range; the rest starts behind the numerically
 * last subnet in the VNet's first prefix, largest first, each aligned to its size; earlier gaps stay unused,
 * as in the factory. Without `existing` the VNet is new and gets the factory's common subnets.
 */
export function addressPlan(
  manifest: ProjectManifest,
  environment: EnvironmentId,
  existing?: ExistingRanges,
): AddressPlan {
  const network = manifest.environments[environment]?.network;
  const text = existing?.addressPrefixes[0] ?? network?.addressSpace ?? "";
  const space = parseRange(text);
  const empty = { common: [], subnets: [], missing: [], addresses: 0, moreProjects: 0 };
  if (!space) return { space: undefined, ...empty };
  const isOurs = existing === undefined || existing.ours === true;
  const common = isOurs ? commonSubnets(space, network?.commonRange ?? 0) : [];
  const present = [...(existing?.subnets ?? []), ...common];
  let next = lastEnd(
    space,
    present.map((subnet) => subnet.prefix),
  );
  const subnets: PlannedSubnet[] = [];
  const missing: SubnetRole[] = [];
  for (const demand of demands(manifest, environment)) {
    const own = present.find((one) => one.name.toLowerCase() === demand.name.toLowerCase());
    const ownRange = own && parseRange(own.prefix);
    const range = ownRange ?? alignedRange(next, demand.bits);
    if (!ownRange && !contains(space, range)) {
      missing.push(demand.role);
      continue;
    }
    subnets.push(planned(demand, range, ownRange !== undefined));
    if (!ownRange) next = endOf(range);
  }
  const moreProjects = Math.max(0, Math.floor((endOf(space) - next) / factoryStride));
  return {
    space: formatRange(space),
    common,
    subnets,
    missing,
    addresses: sizeOf(space),
    moreProjects,
  };
}
