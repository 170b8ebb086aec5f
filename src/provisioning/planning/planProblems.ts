import { t } from "@vscode/l10n";
import { environmentSpellings } from "../../project/environments";
import { pathOf, valueAt } from "../changes/differences";
import type { JudgedDifference } from "../changes/judgeChange";
import type { PlanContext, ResourceSpec } from "../context";
import type { PlanProblem } from "../plan";
import type { JudgedSpec } from "./planResources";
import { deletedTwin, isOwnTwin } from "./planSteps";

type Place = Pick<PlanProblem, "page" | "path">;

const shown = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
const nameOf = ({ name }: ResourceSpec) => name.split("/").at(-1) ?? name;

/** Where in the manifest the value is that Azure cannot follow. */
function placeOf({ environment }: PlanContext, property: string): Place {
  switch (property) {
    case "properties.kubernetesVersion":
      return { page: "compute", path: `environments.${environment}.compute.kubernetesVersion` };
    case "location":
      return { page: "factory", path: "location.region" };
    case "properties.tenantId":
      return { page: "factory", path: `environments.${environment}.tenantId` };
    default:
      return { page: property.includes("ccess") ? "network" : "services", path: "" };
  }
}

function refused(
  context: PlanContext,
  { spec }: JudgedSpec,
  difference: JudgedDifference,
): PlanProblem {
  const property = pathOf(difference);
  const [actual, wanted] = [shown(difference.actual), shown(difference.wanted)];
  const { title } = environmentSpellings[context.environment];
  const base = {
    severity: "error",
    code: "CHANGE_REFUSED",
    environment: context.environment,
    resourceId: spec.id,
    property,
    ...placeOf(context, property),
  } as const;
  if (property === "properties.kubernetesVersion") {
    const message = t(
      "{0} in {1} runs Kubernetes {2}, which cannot go back to {3}. Use {2} or newer.",
      nameOf(spec),
      title,
      actual,
      wanted,
    );
    return { ...base, message, fix: { label: actual, value: actual } };
  }
  const message = t(
    "{0} {1} in {2} has {3} {4}, and Azure cannot change it to {5}. Undo the change, or make a new one under another name.",
    spec.kind,
    nameOf(spec),
    title,
    difference.keys.at(-1) ?? "",
    actual,
    wanted,
  );
  return { ...base, message };
}

/** Told, not hidden: the plan would have it otherwise, but the manifest does not ask for it. */
function kept(
  context: PlanContext,
  { spec }: JudgedSpec,
  difference: JudgedDifference,
): PlanProblem {
  const message = t(
    "{0} {1} keeps {2} {3}: Azure cannot change it.",
    spec.kind,
    nameOf(spec),
    difference.keys.at(-1) ?? "",
    shown(difference.actual),
  );
  return {
    severity: "info",
    code: "CHANGE_LEFT_OUT",
    environment: context.environment,
    resourceId: spec.id,
    property: pathOf(difference),
    page: "review",
    path: "",
    message,
  };
}

function foreignVault(context: PlanContext, judged: JudgedSpec): readonly PlanProblem[] {
  const deleted = deletedTwin(context, judged);
  if (!deleted || isOwnTwin(judged, deleted)) return [];
  const { spec } = judged;
  const message = t(
    "The name {0} belongs to a deleted key vault of another resource group, {1}. Purge it there, or choose another project number on Factory.",
    nameOf(spec),
    shown(valueAt(deleted, "properties.vaultId")),
  );
  return [
    {
      severity: "error",
      code: "VAULT_NAME_DELETED",
      environment: context.environment,
      resourceId: spec.id,
      property: "",
      page: "factory",
      path: "project.number",
      message,
    },
  ];
}

/** A changed region concerns every resource: the first says it for all. */
function once(problems: readonly PlanProblem[]): readonly PlanProblem[] {
  return problems.filter(
    ({ property }, at) =>
      property !== "location" || problems.findIndex((one) => one.property === "location") === at,
  );
}

/** What of the manifest cannot come true here, and what is left as it is. Pure. */
export function planProblems(
  context: PlanContext,
  judged: readonly JudgedSpec[],
): readonly PlanProblem[] {
  const found = judged.flatMap((one) => [
    ...one.differences.flatMap((difference) => {
      if (difference.rule === "refused") return [refused(context, one, difference)];
      return difference.rule === "kept" && one.change !== "replace"
        ? [kept(context, one, difference)]
        : [];
    }),
    ...foreignVault(context, one),
  ]);
  return once(found);
}
