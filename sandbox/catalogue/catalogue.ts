import type { Caller } from "../provider";
import { sampleCatalogue } from "./sampleCatalogue";

/** What the simulated Azure offers: declared sample data, see README.md. */
export interface Catalogue {
  readonly caller: Caller;
  readonly tenant: { readonly displayName: string; readonly defaultDomain: string };
  readonly subscriptions: readonly {
    readonly subscriptionId: string;
    readonly displayName: string;
  }[];
  readonly locations: readonly Location[];
  readonly vmSizes: readonly VmSize[];
  /** Sizes a subscription may not use; without a subscription: nobody may. */
  readonly restrictions: readonly VmSizeRestriction[];
  readonly computeQuotas: readonly FamilyQuota[];
  readonly machineLearningQuotas: readonly FamilyQuota[];
  readonly roleDefinitions: readonly RoleDefinition[];
  /** What the caller may do, at these scopes and below, besides what role assignments give. */
  readonly permissions: readonly Permission[];
}

export interface Location {
  readonly name: string;
  readonly displayName: string;
  /** Names of VM sizes that are not offered here. */
  readonly missingVmSizes: readonly string[];
  readonly kubernetesVersions: readonly KubernetesMinorVersion[];
}

export interface VmSize {
  readonly name: string;
  /** As in quota, for example `standardDSv2Family`. */
  readonly family: string;
  readonly vCpus: number;
  /** Fewer than `vCpus` for constrained sizes. */
  readonly vCpusAvailable: number;
  readonly memoryGiB: number;
  readonly gpus: number;
  readonly zones: readonly string[];
  readonly premiumIo: boolean;
  readonly forMachineLearning: boolean;
  readonly forAks: boolean;
}

export interface VmSizeRestriction {
  readonly vmSize: string;
  readonly location: string;
  readonly subscriptionId?: string;
  readonly reasonCode: "NotAvailableForSubscription" | "QuotaId";
  /** Absent: the whole region. */
  readonly zones?: readonly string[];
}

/** vCPUs of one family in every region, unless a subscription or location is named. */
export interface FamilyQuota {
  readonly family: string;
  readonly title: string;
  readonly limit: number;
  /** vCPUs in use by what the sandbox does not show. */
  readonly used: number;
  readonly subscriptionId?: string;
  readonly location?: string;
}

export interface KubernetesMinorVersion {
  readonly minor: string;
  readonly patches: readonly string[];
  readonly isPreview: boolean;
  readonly isDefault: boolean;
  readonly supportPlan: readonly string[];
}

export interface RoleDefinition {
  /** GUID of the built-in role. */
  readonly name: string;
  readonly roleName: string;
  readonly actions: readonly string[];
  readonly notActions?: readonly string[];
  readonly dataActions?: readonly string[];
}

export interface Permission {
  /** For example `/subscriptions/...`; `/` is everything. */
  readonly scope: string;
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  /** For data planes such as the blob service; ownership does not bring them. */
  readonly dataActions?: readonly string[];
}

/** The sample catalogue with changes. */
export function createCatalogue(changes: Partial<Catalogue> = {}): Catalogue {
  return { ...sampleCatalogue, ...changes };
}
