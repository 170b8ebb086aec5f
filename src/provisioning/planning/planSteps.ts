import { t } from "@vscode/l10n";
import { pathOf, valueAt } from "../changes/differences";
import type { JudgedDifference } from "../changes/judgeChange";
import { groupId, type PlanContext } from "../context";
import { neededProviders } from "./neededProviders";
import { observedResource, propertiesOf } from "../observed";
import type { JudgedSpec } from "./planResources";
import type { TemplateGroup } from "../template";
import { observedVersion } from "../resources/aks";
import { aksId } from "../resources/aksId";
import { observedPools, planPools } from "../resources/nodePools";
import { addNodePoolStep } from "../steps/addNodePool";
import { deleteComputeClusterStep } from "../steps/deleteComputeCluster";
import { deleteComputeInstanceStep } from "../steps/deleteComputeInstance";
import { drainAndDeleteNodePoolStep } from "../steps/drainAndDeleteNodePool";
import { nextUpgrade } from "../steps/nextUpgrade";
import type { PlannedStep } from "../steps/PlannedStep";
import { recoverVaultStep } from "../steps/recoverVault";
import { registerProviderStep } from "../steps/registerProvider";
import { upgradeKubernetesStep, versionsOf } from "../steps/upgradeKubernetes";

function registrations(
  context: PlanContext,
  judged: readonly JudgedSpec[],
): readonly PlannedStep[] {
  const { environment, settings, observed } = context;
  const { subscriptionId } = settings;
  const states = observed.registrations ?? {};
  return neededProviders(judged.map(({ spec, change }) => ({ type: spec.type, change })))
    .filter((namespace) => {
      const state = states[namespace.toLowerCase()];
      return state !== undefined && state !== "Registered";
    })
    .map((namespace) => registerProviderStep({ environment, subscriptionId, namespace }));
}

const isVault = (type: string) => type.toLowerCase() === "microsoft.keyvault/vaults";

/** The deleted vault of the name that a spec wants to have. */
export function deletedTwin(context: PlanContext, { spec, change }: JudgedSpec) {
  return change === "create" && isVault(spec.type)
    ? context.observed.deletedVaults?.[spec.name.toLowerCase()]
    : undefined;
}

/** True when the deleted vault is this project's own. */
export function isOwnTwin({ spec }: JudgedSpec, deleted: unknown): boolean {
  const id = valueAt(deleted, "properties.vaultId");
  return typeof id === "string" && id.toLowerCase() === spec.id.toLowerCase();
}

function recoveries(
  context: PlanContext,
  judged: readonly JudgedSpec[],
  groups: readonly TemplateGroup[],
): readonly PlannedStep[] {
  return judged.flatMap((one) => {
    const deleted = deletedTwin(context, one);
    if (!deleted || !isOwnTwin(one, deleted)) return [];
    const { environment } = context;
    const missing = groups.find(({ name, create }) => create && name === one.spec.group);
    const group = missing && {
      id: groupId(context, missing.name),
      body: { location: missing.location, tags: missing.tags },
    };
    return [
      recoverVaultStep({ environment, spec: one.spec, deleted, ...(group ? { group } : {}) }),
    ];
  });
}

const shown = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));

/** What a replacement changes, for people. */
function changeText({ keys, actual, wanted }: JudgedDifference): string {
  const key = keys.at(-1) ?? "";
  return key === "vmSize"
    ? t("{0} → {1}", shown(actual), shown(wanted))
    : t("{0}: {1} → {2}", key, shown(actual), shown(wanted));
}

/** Deletions that make room for what the deployment creates anew. */
function replacements(
  context: PlanContext,
  replaced: readonly JudgedSpec[],
): readonly PlannedStep[] {
  return replaced.map(({ spec, differences }) => {
    const because = differences.filter(({ rule }) => rule === "replacement");
    const parts = {
      environment: context.environment,
      spec,
      wanted: Object.fromEntries(because.map((one) => [pathOf(one), one.wanted])),
      detail: because.map(changeText).join(", "),
      isGoing:
        propertiesOf(observedResource(context.observed, spec.id) ?? {}).provisioningState ===
        "Deleting",
    };
    if (valueAt(spec.body, "properties.computeType") === "AmlCompute") {
      return deleteComputeClusterStep(parts);
    }
    const name = spec.name.split("/").at(-1);
    const instance = context.settings.computeInstances?.find((one) => one.name === name);
    const { displayName, objectId = "" } = instance?.assignedTo ?? {};
    return deleteComputeInstanceStep(parts, displayName ?? objectId);
  });
}

function upgrades(context: PlanContext): readonly PlannedStep[] {
  const { environment, values, names } = context;
  const clusterId = aksId(context);
  const cluster = observedResource(context.observed, clusterId);
  const from = observedVersion(context);
  if (!cluster || from === undefined) return [];
  const version = values.kubernetesVersion;
  if (nextUpgrade(versionsOf(cluster), version) === undefined) return [];
  const pools = observedPools(context).map(({ name }) => name);
  const group = names.projectResourceGroup;
  return [upgradeKubernetesStep({ environment, group, clusterId, from, version, pools })];
}

/** A pool with other nodes takes over, then the old one goes; what is done already is not planned again. */
function poolChanges(context: PlanContext): readonly PlannedStep[] {
  const { environment, names } = context;
  const group = names.projectResourceGroup;
  const { current, unfit, successor } = planPools(context);
  const [after] = unfit;
  const next = successor ?? current?.pool;
  if (!after || !next) return [];
  const add = successor ? [addNodePoolStep({ environment, group, successor, after })] : [];
  const retire = unfit.map((pool) =>
    drainAndDeleteNodePoolStep({ environment, group, pool, successor: next }),
  );
  return [...add, ...retire];
}

export interface StepSources {
  /** Of what is there now; `context` is of what is there once the replaced ones are gone. */
  readonly now: PlanContext;
  readonly context: PlanContext;
  readonly judged: readonly JudgedSpec[];
  readonly replaced: readonly JudgedSpec[];
  readonly groups: readonly TemplateGroup[];
}

/** What the deployment of an environment cannot do by itself. Pure. */
export function planSteps(sources: StepSources): {
  readonly before: readonly PlannedStep[];
  readonly after: readonly PlannedStep[];
} {
  const { now, context, judged, replaced, groups } = sources;
  return {
    before: [
      ...registrations(context, judged),
      ...recoveries(context, judged, groups),
      ...replacements(now, replaced),
    ],
    after: context.manifest.services.aks ? [...upgrades(context), ...poolChanges(context)] : [],
  };
}
