import { t } from "@vscode/l10n";
import { computeValues, instanceSku } from "./compute";
import type { ComputeOffer, FamilyUsage, OfferedVmSize } from "./computeOffer";
import { environmentSpellings, type EnvironmentId } from "./environments";
import { checkKubernetesVersion } from "./kubernetesVersions";
import type { ProjectManifest } from "./manifest";
import type { Problem } from "./problems";

/** vCPUs that one environment uses of one quota at full scale. */
export interface QuotaNeed {
  readonly kind: "aml" | "aks";
  readonly family: string;
  /** Of the family, for people. */
  readonly title: string;
  readonly needed: number;
  /** Absent when the region reports no quota for the family. */
  readonly left?: number;
}

interface SizeUse {
  readonly kind: "aml" | "aks";
  readonly sku: string;
  readonly count: number;
  readonly path: string;
}

const sameText = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

function findSize(offer: ComputeOffer, sku: string): OfferedVmSize | undefined {
  return offer.vmSizes.find((size) => sameText(size.name, sku));
}

/** Every size that the environment asks for, with the field that names it. */
function sizeUses(manifest: ProjectManifest, environment: EnvironmentId): readonly SizeUse[] {
  const values = computeValues(manifest, environment);
  const base = `environments.${environment}`;
  const uses: SizeUse[] = [];
  if (manifest.services.aks) {
    const path = `${base}.compute.aksNodeSku`;
    uses.push({ kind: "aks", sku: values.aksNodeSku, count: values.aksNodeCount, path });
  }
  if (manifest.services.machineLearning) {
    const path = `${base}.compute.clusterSku`;
    uses.push({ kind: "aml", sku: values.clusterSku, count: values.clusterMaxNodes, path });
    const instances = manifest.environments[environment]?.computeInstances ?? [];
    for (const [index, instance] of instances.entries()) {
      const own = instance.sku !== undefined;
      const field = own ? `computeInstances.${index}.sku` : "compute.instanceSku";
      const sku = instanceSku(manifest, environment, instance);
      uses.push({ kind: "aml", sku, count: 1, path: `${base}.${field}` });
    }
  }
  return uses;
}

/** The offered size nearest to the asked one: same kind of GPU use, then nearest vCPU count in its name. */
function nearestSize(offer: ComputeOffer, use: SizeUse): OfferedVmSize | undefined {
  const wantsGpu = /^Standard_N/i.test(use.sku);
  const vCpus = Number(/\d+/.exec(use.sku)?.[0] ?? 4);
  const usable = offer.vmSizes.filter(
    (size) => size.restriction === undefined && (use.kind === "aks" || size.forMachineLearning),
  );
  const alike = usable.filter((size) => size.gpus > 0 === wantsGpu);
  const distance = (size: OfferedVmSize) => Math.abs(size.vCpus - vCpus);
  return [...(alike.length > 0 ? alike : usable)].sort(
    (a, b) => distance(a) - distance(b) || a.name.localeCompare(b.name),
  )[0];
}

function sizeMessage(
  offer: ComputeOffer,
  use: SizeUse,
  size: OfferedVmSize | undefined,
): { code: string; said: string } | undefined {
  if (!size) {
    const said = t("{0} is not offered in {1}.", use.sku, offer.region);
    return { code: "SKU_NOT_OFFERED", said };
  }
  if (size.restriction !== undefined) {
    const said = t("{0} is restricted in {1}: {2}.", use.sku, offer.region, size.restriction);
    return { code: "SKU_RESTRICTED", said };
  }
  if (use.kind === "aml" && !size.forMachineLearning) {
    const said = t("{0} is not offered for AML compute in {1}.", use.sku, offer.region);
    return { code: "SKU_NOT_FOR_AML", said };
  }
  return undefined;
}

function checkSize(
  offer: ComputeOffer,
  environment: EnvironmentId,
  use: SizeUse,
): Problem | undefined {
  const found = sizeMessage(offer, use, findSize(offer, use.sku));
  if (!found) return undefined;
  const near = nearestSize(offer, use);
  const base = { severity: "error", code: found.code, path: use.path, page: "compute" } as const;
  if (!near) {
    const message = t("{0} Choose another region.", found.said);
    return { ...base, environment, message };
  }
  const message = t("{0} Choose a size that is, for example {1}.", found.said, near.name);
  return { ...base, environment, message, fix: { label: near.name, value: near.name } };
}

function usagesOf(offer: ComputeOffer, kind: "aml" | "aks"): readonly FamilyUsage[] {
  return kind === "aml" ? offer.amlUsages : offer.computeUsages;
}

/** vCPUs per quota and family at full scale; sizes that the region does not offer are left out. */
export function quotaNeeds(
  manifest: ProjectManifest,
  environment: EnvironmentId,
  offer: ComputeOffer,
): readonly QuotaNeed[] {
  const needs = new Map<string, QuotaNeed>();
  for (const use of sizeUses(manifest, environment)) {
    const size = findSize(offer, use.sku);
    if (!size) continue;
    const { family } = size;
    const key = `${use.kind} ${family.toLowerCase()}`;
    const needed = (needs.get(key)?.needed ?? 0) + size.vCpus * use.count;
    const usage = usagesOf(offer, use.kind).find((one) => sameText(one.family, family));
    const left = usage ? { left: Math.max(0, usage.limit - usage.used) } : {};
    needs.set(key, { kind: use.kind, family, title: usage?.title ?? family, needed, ...left });
  }
  return [...needs.values()];
}

/** Fields whose size belongs to the quota, in the order in which they are shown. */
function fieldOf(
  manifest: ProjectManifest,
  environment: EnvironmentId,
  offer: ComputeOffer,
  need: QuotaNeed,
): string {
  const use = sizeUses(manifest, environment).find((one) => {
    const family = findSize(offer, one.sku)?.family;
    return one.kind === need.kind && family !== undefined && sameText(family, need.family);
  });
  return use?.path ?? `environments.${environment}.compute`;
}

function checkQuota(
  manifest: ProjectManifest,
  environment: EnvironmentId,
  offer: ComputeOffer,
): readonly Problem[] {
  const { title } = environmentSpellings[environment];
  const problems: Problem[] = [];
  for (const need of quotaNeeds(manifest, environment, offer)) {
    const { left } = need;
    if (left === undefined || need.needed <= left) continue;
    const numbers = [title, need.needed, left, need.title, offer.region] as const;
    // AKS nodes start at once; AML nodes only under load, so creation still works.
    const message =
      need.kind === "aks"
        ? t(
            "AKS in {0} needs {1} vCPUs, but {2} are left of {3} in {4}. Choose a smaller size or fewer nodes, or ask for quota.",
            ...numbers,
          )
        : t(
            "AML compute in {0} needs {1} vCPUs at full scale, but {2} are left of {3} in {4}. Jobs beyond that wait; choose a smaller size or ask for quota.",
            ...numbers,
          );
    const path = fieldOf(manifest, environment, offer, need);
    const severity = need.kind === "aks" ? "error" : "warning";
    problems.push({
      severity,
      code: "QUOTA_EXCEEDED",
      path,
      page: "compute",
      environment,
      message,
    });
  }
  return problems;
}

/**
 * Checks the compute settings of one environment against what the region offers the subscription: sizes
 * offered, unrestricted and usable for AML, Kubernetes version offered, vCPUs against the quota left.
 */
export function checkCompute(
  manifest: ProjectManifest,
  environment: EnvironmentId,
  offer: ComputeOffer,
): readonly Problem[] {
  const byPath = new Map<string, Problem>();
  for (const use of sizeUses(manifest, environment)) {
    const problem = checkSize(offer, environment, use);
    if (problem && !byPath.has(problem.path)) byPath.set(problem.path, problem);
  }
  const version = manifest.services.aks
    ? checkKubernetesVersion(
        computeValues(manifest, environment).kubernetesVersion,
        environment,
        offer,
      )
    : undefined;
  return [
    ...byPath.values(),
    ...(version ? [version] : []),
    ...checkQuota(manifest, environment, offer),
  ];
}
