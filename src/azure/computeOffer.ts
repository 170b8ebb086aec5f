import { z } from "zod";
import type { Clock } from "../shared/Clock";
import { systemClock } from "../shared/Clock";
import type { AzureSession } from "./AzureSession";
import { apiVersions } from "./apiVersions";
import { listPages } from "./listPages";
import { parseArmError } from "./parseArmError";
import { toVmSizes, vmSku } from "./vmSkus";
import type { OfferedVmSize } from "./vmSkus";

/** What a region offers one subscription at a moment; same shape as the project's own type. */
export interface ComputeOffer {
  readonly region: string;
  /** ISO 8601. */
  readonly checkedAt: string;
  readonly vmSizes: readonly OfferedVmSize[];
  readonly computeUsages: readonly FamilyUsage[];
  readonly amlUsages: readonly FamilyUsage[];
  readonly kubernetesVersions: readonly OfferedKubernetesVersion[];
}

export interface FamilyUsage {
  readonly family: string;
  readonly title: string;
  /** vCPUs. */
  readonly used: number;
  readonly limit: number;
}

export interface OfferedKubernetesVersion {
  readonly version: string;
  readonly preview: boolean;
}

/**
 * Reads sizes with restrictions, both quotas (AML has its own), the sizes AML accepts and the AKS versions
 * of a region, all at once.
 * @throws ArmError, UserError; one failed part fails the whole, so that nothing is shown as not offered by mistake.
 */
export async function loadComputeOffer(
  session: AzureSession,
  subscriptionId: string,
  region: string,
  options: { readonly signal?: AbortSignal; readonly clock?: Clock } = {},
): Promise<ComputeOffer> {
  const { signal, clock = systemClock } = options;
  const compute = `/subscriptions/${subscriptionId}/providers/Microsoft.Compute`;
  const [skus, computeUsages, aml, kubernetesVersions] = await Promise.all([
    listPages(
      session,
      {
        path: `${compute}/skus?$filter=${encodeURIComponent(`location eq '${region}'`)}`,
        apiVersion: apiVersions["microsoft.compute/skus"],
      },
      vmSku,
      signal,
    ),
    loadComputeUsages(session, `${compute}/locations/${region}/usages`, signal),
    loadMachineLearning(session, subscriptionId, region, signal),
    loadKubernetesVersions(session, subscriptionId, region, signal),
  ]);
  return {
    region,
    checkedAt: new Date(clock.now()).toISOString(),
    vmSizes: toVmSizes(skus, region, aml.sizes),
    computeUsages,
    amlUsages: aml.usages,
    kubernetesVersions,
  };
}

const usage = z.object({
  currentValue: z.number(),
  limit: z.number(),
  name: z.object({ value: z.string(), localizedValue: z.string().nullish() }),
});

async function loadComputeUsages(
  session: AzureSession,
  path: string,
  signal: AbortSignal | undefined,
): Promise<readonly FamilyUsage[]> {
  const apiVersion = apiVersions["microsoft.compute/usages"];
  const found = await listPages(session, { path, apiVersion }, usage, signal);
  return found.map(({ name, currentValue, limit }) => ({
    family: name.value,
    title: name.localizedValue ?? name.value,
    used: currentValue,
    limit,
  }));
}

async function loadMachineLearning(
  session: AzureSession,
  subscriptionId: string,
  region: string,
  signal: AbortSignal | undefined,
): Promise<{ readonly usages: readonly FamilyUsage[]; readonly sizes: ReadonlySet<string> }> {
  const client = await session.machineLearning(subscriptionId);
  const options = signal === undefined ? {} : { abortSignal: signal };
  try {
    const [sizes, usages] = await Promise.all([
      client.virtualMachineSizes.list(region, options),
      collect(client.usages.list(region, options)),
    ]);
    return {
      sizes: new Set((sizes.value ?? []).map(({ name }) => (name ?? "").toLowerCase())),
      usages: usages.map(({ name, currentValue, limit }) => ({
        family: name?.value ?? "",
        title: name?.localizedValue ?? name?.value ?? "",
        used: currentValue ?? 0,
        limit: limit ?? 0,
      })),
    };
  } catch (error) {
    throw parseArmError(error);
  }
}

async function loadKubernetesVersions(
  session: AzureSession,
  subscriptionId: string,
  region: string,
  signal: AbortSignal | undefined,
): Promise<readonly OfferedKubernetesVersion[]> {
  const client = await session.containerService(subscriptionId);
  const options = signal === undefined ? {} : { abortSignal: signal };
  try {
    const { values } = await client.managedClusters.listKubernetesVersions(region, options);
    return (values ?? []).flatMap(({ patchVersions, isPreview }) =>
      Object.keys(patchVersions ?? {}).map((version) => ({ version, preview: isPreview === true })),
    );
  } catch (error) {
    throw parseArmError(error);
  }
}

async function collect<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const item of items) {
    found.push(item);
  }
  return found;
}
