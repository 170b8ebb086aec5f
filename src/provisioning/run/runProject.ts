import { t } from "@vscode/l10n";
import { environmentSpellings } from "../../project/environments";
import type { RunEvent, RunResource } from "../../runs/events";
import { UserError } from "../../shared/errors";
import type { EnvironmentPlan, PlannedResource } from "../plan";
import type { PlannedStep } from "../steps/PlannedStep";
import { requireRunnable } from "./requireRunnable";
import { runEnvironment } from "./runEnvironment";
import type { RunOptions } from "./RunOptions";

/** Refuses before anything is sent: what was planned for one cloud never goes to another. */
function requireCloud(options: RunOptions): void {
  for (const { environment } of options.plans) {
    const session = options.sessionOf(environment);
    const cloud = options.manifest.environments[environment]?.cloud ?? "";
    if (session.cloud === cloud && session.simulated === (cloud === "sandbox")) continue;
    const { title } = environmentSpellings[environment];
    throw new UserError(
      "CLOUD_MISMATCH",
      t(
        "{0} belongs to the cloud {1}, but the connection is to {2}. Connect to {1} first.",
        title,
        cloud,
        session.cloud,
      ),
    );
  }
}

/** A step as a row of the run, after those that come before it. */
function stepRow(step: PlannedStep, dependsOn: readonly string[]): RunResource {
  const { id, name, title, detail, resourceGroup, resourceId, change } = step;
  return { id, name, kind: title, detail, resourceGroup, dependsOn, change, resourceId };
}

function resourceRow(resource: PlannedResource, before: readonly PlannedStep[]): RunResource {
  const { id, name, kind, detail, resourceGroup, change } = resource;
  const steps = before.filter((step) => step.resourceId === id).map((step) => step.id);
  const isChanged = change !== "unchanged" && change !== "referenced";
  return {
    id,
    name,
    kind,
    detail,
    resourceGroup,
    dependsOn: [...steps, ...resource.dependsOn],
    ...(isChanged ? { change } : {}),
  };
}

function inSequence(steps: readonly PlannedStep[]): readonly RunResource[] {
  return steps.map((step, at) => stepRow(step, at === 0 ? [] : [steps[at - 1]?.id ?? ""]));
}

function rowsOf({ before, resources, after }: EnvironmentPlan): readonly RunResource[] {
  return [
    ...inSequence(before),
    ...resources.map((one) => resourceRow(one, before)),
    ...inSequence(after),
  ];
}

const now = ({ clock }: RunOptions) => new Date(clock.now()).toISOString();

function startedEvent(options: RunOptions): RunEvent {
  const environments = options.plans.map((plan) => ({
    environment: plan.environment,
    title: environmentSpellings[plan.environment].title,
    subscriptionName: options.subscriptionNames?.[plan.subscriptionId] ?? plan.subscriptionId,
    location: plan.location,
    deploymentName: plan.deploymentName,
    resources: rowsOf(plan),
  }));
  const { runId, by } = options;
  return { kind: "runStarted", runId, at: now(options), by, environments };
}

/**
 * Runs the plans one after the other and reports what happens. Ends with `runFinished` succeeded; a failure or
 * an abort is thrown and whoever owns the run reports its end.
 * @throws RunFailedError with the four parts of a failure page; before anything is sent UserError
 * `CLOUD_MISMATCH`, `PLAN_REFUSED` or `REPLACEMENT_NOT_CONFIRMED`; the signal's reason when aborted.
 */
export async function runProject(options: RunOptions): Promise<void> {
  requireCloud(options);
  requireRunnable(options.plans, options.confirmed ?? new Set());
  options.report(startedEvent(options));
  for (const plan of options.plans) {
    options.signal?.throwIfAborted();
    await runEnvironment(options, plan);
  }
  options.report({ kind: "runFinished", outcome: "succeeded", at: now(options) });
}
