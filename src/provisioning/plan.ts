import type { EnvironmentId } from "../project/environments";
import type { Problem } from "../project/problems";
import type { PlannedStep } from "./steps/PlannedStep";

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

/**
 * `referenced`: it is there and belongs to somebody else, it is never PUT. `replace`: a step before the
 * deployment deletes it, the deployment creates it anew.
 */
export type PlannedChange = "create" | "modify" | "replace" | "delete" | "unchanged" | "referenced";

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

/** A change that cannot be made, or (`info`) a difference that is left as it is. Errors block the run. */
export interface PlanProblem extends Problem {
  readonly resourceId: string;
  /** Path in the resource, for example `properties.isHnsEnabled`; empty for the resource as a whole. */
  readonly property: string;
}

/**
 * What one environment needs: steps before, one ARM deployment, steps after. Pure data, the same for
 * review, what-if and the run.
 */
export interface EnvironmentPlan {
  readonly environment: EnvironmentId;
  readonly subscriptionId: string;
  readonly tenantId: string;
  /** Constant per factory, project and environment: `esml-<s5>-prj<NNN>-<env>`. */
  readonly deploymentName: string;
  readonly location: string;
  readonly before: readonly PlannedStep[];
  readonly template: ArmTemplate;
  readonly after: readonly PlannedStep[];
  readonly resources: readonly PlannedResource[];
  readonly problems: readonly PlanProblem[];
}
