/** What a region offers one subscription at a moment, as far as the compute settings need it. */
export interface ComputeOffer {
  readonly region: string;
  /** ISO 8601. */
  readonly checkedAt: string;
  readonly vmSizes: readonly OfferedVmSize[];
  /** Microsoft.Compute quota, per family: what AKS nodes use. */
  readonly computeUsages: readonly FamilyUsage[];
  /** Microsoft.MachineLearningServices quota, per family: what AML compute uses. */
  readonly amlUsages: readonly FamilyUsage[];
  readonly kubernetesVersions: readonly OfferedKubernetesVersion[];
}

export interface OfferedVmSize {
  readonly name: string;
  /** As in quota, for example `standardDSv2Family`. */
  readonly family: string;
  readonly vCpus: number;
  /** Less than `vCpus` for constrained sizes such as Standard_DS13-2_v2. */
  readonly vCpusActive: number;
  readonly memoryGiB: number;
  readonly gpus: number;
  /** Text of the restriction for this subscription, if there is one. */
  readonly restriction?: string;
  /** Offered for AML compute in this region. */
  readonly forMachineLearning: boolean;
}

export interface FamilyUsage {
  readonly family: string;
  readonly title: string;
  /** vCPUs. */
  readonly used: number;
  readonly limit: number;
}

export interface OfferedKubernetesVersion {
  /** Full patch version, for example `1.33.5`. */
  readonly version: string;
  readonly preview: boolean;
}
