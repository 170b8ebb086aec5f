import type { EnvironmentId } from "../project/environments";

/** A top-level ARM template as `deployments` takes it. */
export interface ArmTemplate {
  readonly $schema: string;
  readonly contentVersion: "1.0.0.0";
  readonly resources: readonly ArmTemplateResource[];
  readonly outputs?: Readonly<Record<string, { readonly type: string; readonly value: unknown }>>;
}

export interface ArmTemplateResource {
  readonly type: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly location?: string;
  readonly dependsOn?: readonly string[];
  readonly [property: string]: unknown;
}

/** `referenced`: it is there and belongs to somebody else, it is never PUT. */
export type PlannedChange = "create" | "modify" | "unchanged" | "referenced";

export interface PlannedResource {
  /** Full ARM id. */
  readonly id: string;
  readonly type: string;
  readonly name: string;
  /** For people, for example `AML workspace`. */
  readonly kind: string;
  /** For people: what matters of its settings. */
  readonly detail: string;
  readonly resourceGroup: string;
  readonly shared: boolean;
  readonly change: PlannedChange;
  /** Ids in this plan. */
  readonly dependsOn: readonly string[];
}

/** One ARM deployment for one environment: pure data, the same for review, what-if and the run. */
export interface EnvironmentPlan {
  readonly environment: EnvironmentId;
  readonly subscriptionId: string;
  readonly tenantId: string;
  /** Constant per factory, project and environment: `esml-<s5>-prj<NNN>-<env>`. */
  readonly deploymentName: string;
  readonly location: string;
  readonly template: ArmTemplate;
  readonly resources: readonly PlannedResource[];
}
