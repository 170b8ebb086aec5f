import { t } from "@vscode/l10n";
import { z } from "zod";

export interface OfferedVmSize {
  readonly name: string;
  /** As in quota, for example `standardDSv2Family`. */
  readonly family: string;
  readonly vCpus: number;
  /** Less than `vCpus` for constrained sizes such as Standard_DS13-2_v2. */
  readonly vCpusActive: number;
  readonly memoryGiB: number;
  readonly gpus: number;
  /** Why the subscription may not use the size in the region. */
  readonly restriction?: string;
  readonly forMachineLearning: boolean;
}

/** One row of Microsoft.Compute/skus; other resource types (disks, snapshots) come in the same list. */
export const vmSku = z.object({
  resourceType: z.string(),
  name: z.string(),
  family: z.string().nullish(),
  locations: z.array(z.string()).nullish(),
  capabilities: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
  restrictions: z
    .array(
      z.object({
        type: z.string().nullish(),
        values: z.array(z.string()).nullish(),
        reasonCode: z.string().nullish(),
      }),
    )
    .nullish(),
});

type VmSku = z.infer<typeof vmSku>;

/** The VM sizes of the region, by name. `amlSizes` are lower-case names that AML compute accepts there. */
export function toVmSizes(
  skus: readonly VmSku[],
  region: string,
  amlSizes: ReadonlySet<string>,
): readonly OfferedVmSize[] {
  const isHere = (place: string) => place.toLowerCase() === region.toLowerCase();
  return skus
    .filter((sku) => sku.resourceType === "virtualMachines" && (sku.locations ?? []).some(isHere))
    .map((sku) => {
      const vCpus = capability(sku, "vCPUs") ?? 0;
      const restriction = restrictionOf(sku, isHere);
      return {
        name: sku.name,
        family: sku.family ?? "",
        vCpus,
        vCpusActive: capability(sku, "vCPUsAvailable") ?? vCpus,
        memoryGiB: capability(sku, "MemoryGB") ?? 0,
        gpus: capability(sku, "GPUs") ?? 0,
        ...(restriction === undefined ? {} : { restriction }),
        forMachineLearning: amlSizes.has(sku.name.toLowerCase()),
      };
    })
    .sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
}

function capability(sku: VmSku, name: string): number | undefined {
  const text = sku.capabilities?.find((item) => item.name === name)?.value;
  const value = text === undefined ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** Zone restrictions leave the region usable; only one of the location counts. */
function restrictionOf(sku: VmSku, isHere: (place: string) => boolean): string | undefined {
  const found = sku.restrictions?.find(
    ({ type, values }) => type === "Location" && (values ?? []).some(isHere),
  );
  if (found === undefined) {
    return undefined;
  }
  return found.reasonCode === "QuotaId"
    ? t("This kind of subscription may not use the size in this region.")
    : t("The size is not available to this subscription in this region.");
}
