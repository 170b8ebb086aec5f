import type { FamilyQuota, VmSize } from "../catalogue/catalogue";
import type { ProviderContext } from "../provider";
import { fieldsOf, numberOf, textOf } from "./fields";

export interface QuotaScope {
  readonly subscriptionId: string;
  readonly location: string;
}

export interface FamilyQuotaUse {
  readonly family: string;
  readonly title: string;
  readonly limit: number;
  readonly used: number;
}

const clusterType = "Microsoft.ContainerService/managedClusters";

type Kind = "compute" | "machineLearning";

/** Limits and use of vCPUs, as the catalogue declares them and as the resources of the sandbox use them. */
export function quotaUse(
  kind: Kind,
  scope: QuotaScope,
  context: ProviderContext,
): readonly FamilyQuotaUse[] {
  const { computeQuotas, machineLearningQuotas } = context.catalogue;
  const quotas = kind === "compute" ? computeQuotas : machineLearningQuotas;
  const inUse = kind === "compute" ? nodeVcpus(scope, context) : computeVcpus(scope, context);
  return effectiveQuotas(quotas, scope).map(({ family, title, limit, used }) => ({
    family,
    title,
    limit,
    used: used + (inUse.get(family) ?? 0),
  }));
}

/** An entry for a subscription or region goes before the general one. */
function effectiveQuotas(
  quotas: readonly FamilyQuota[],
  { subscriptionId, location }: QuotaScope,
): readonly FamilyQuota[] {
  const byFamily = new Map<string, { readonly quota: FamilyQuota; readonly rank: number }>();
  for (const quota of quotas) {
    const isMine = quota.subscriptionId === undefined || quota.subscriptionId === subscriptionId;
    const isHere = quota.location === undefined || quota.location === location;
    const rank = (quota.subscriptionId ? 2 : 0) + (quota.location ? 1 : 0);
    if (isMine && isHere && rank >= (byFamily.get(quota.family)?.rank ?? 0)) {
      byFamily.set(quota.family, { quota, rank });
    }
  }
  return [...byFamily.values()].map(({ quota }) => quota);
}

function add(sums: Map<string, number>, size: VmSize | undefined, count: number): void {
  if (size) {
    sums.set(size.family, (sums.get(size.family) ?? 0) + size.vCpus * count);
  }
}

/** AKS node pools of running clusters. */
function nodeVcpus({ subscriptionId, location }: QuotaScope, context: ProviderContext) {
  const { store } = context;
  const sums = new Map<string, number>();
  const under = `/subscriptions/${subscriptionId}`;
  const running = store
    .list({ type: clusterType, under })
    .filter(
      ({ location: at, properties }) =>
        at === location && fieldsOf(properties["powerState"])["code"] !== "Stopped",
    );
  for (const { id } of running) {
    for (const { properties } of store.list({ type: `${clusterType}/agentPools`, parent: id })) {
      const size = findVmSize(textOf(properties["vmSize"]) ?? "", context);
      add(sums, size, numberOf(properties["count"]) ?? 0);
    }
  }
  return sums;
}

/** Nodes of AML clusters, and instances: those hold their vCPUs also while they are stopped. */
function computeVcpus({ subscriptionId, location }: QuotaScope, context: ProviderContext) {
  const sums = new Map<string, number>();
  const under = `/subscriptions/${subscriptionId}`;
  const type = "Microsoft.MachineLearningServices/workspaces/computes";
  for (const { location: at, properties } of context.store.list({ type, under })) {
    const inner = fieldsOf(properties["properties"]);
    const isInstance = properties["computeType"] === "ComputeInstance";
    const count = isInstance ? 1 : (numberOf(inner["currentNodeCount"]) ?? 0);
    if (at === location) {
      add(sums, findVmSize(textOf(inner["vmSize"]) ?? "", context), count);
    }
  }
  return sums;
}

export function findVmSize(name: string, { catalogue }: ProviderContext): VmSize | undefined {
  return catalogue.vmSizes.find((size) => size.name.toLowerCase() === name.toLowerCase());
}

/** The size when a region offers it to a subscription. */
export function findOfferedVmSize(
  name: string,
  { subscriptionId, location }: QuotaScope,
  context: ProviderContext,
): VmSize | undefined {
  const size = findVmSize(name, context);
  const region = context.catalogue.locations.find((known) => known.name === location);
  const isRestricted = context.catalogue.restrictions.some(
    (restriction) =>
      restriction.vmSize === size?.name &&
      restriction.location === location &&
      !restriction.zones &&
      [undefined, subscriptionId].includes(restriction.subscriptionId),
  );
  return size && region && !region.missingVmSizes.includes(size.name) && !isRestricted
    ? size
    : undefined;
}
