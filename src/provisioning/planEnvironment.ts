import { t } from "@vscode/l10n";
import { environmentSpellings, type EnvironmentId } from "../project/environments";
import type { ProjectManifest } from "../project/manifest";
import { resolvedNames } from "../project/names";
import { UserError } from "../shared/errors";
import { groupId, planContext, type PlanContext } from "./context";
import { observedResource, type ObservedEnvironment } from "./observed";
import type { EnvironmentPlan, PlannedResource } from "./plan";
import { planProblems } from "./planning/planProblems";
import { planResources, without, type JudgedSpec } from "./planning/planResources";
import { planSteps } from "./planning/planSteps";
import { buildTemplate, type TemplateGroup } from "./template";

function groupsOf(context: PlanContext): readonly TemplateGroup[] {
  const { names, region, observed } = context;
  const isThere = (name: string) =>
    observedResource(observed, groupId(context, name)) !== undefined;
  return [
    {
      name: names.commonResourceGroup,
      location: region,
      tags: context.commonTags,
      create: !isThere(names.commonResourceGroup),
    },
    {
      name: names.projectResourceGroup,
      location: region,
      tags: context.tags,
      create: !isThere(names.projectResourceGroup),
    },
  ];
}

function plannedGroup(context: PlanContext, group: TemplateGroup, shared: boolean) {
  const existing = shared ? "referenced" : "unchanged";
  return {
    id: groupId(context, group.name),
    type: "Microsoft.Resources/resourceGroups",
    name: group.name,
    kind: t("Resource group"),
    detail: group.location,
    resourceGroup: group.name,
    shared,
    change: group.create ? "create" : existing,
    dependsOn: [],
  } satisfies PlannedResource;
}

function plannedResource(
  context: PlanContext,
  { spec, change }: JudgedSpec,
  ids: ReadonlySet<string>,
): PlannedResource {
  return {
    id: spec.id,
    type: spec.type,
    name: spec.name.split("/").at(-1) ?? spec.name,
    kind: spec.kind,
    detail: spec.detail,
    resourceGroup: spec.group,
    shared: spec.shared,
    change,
    dependsOn: [
      groupId(context, spec.group),
      ...spec.dependsOn.filter((id) => ids.has(id.toLowerCase())),
    ],
  };
}

/** @throws UserError `ENVIRONMENT_MISSING`, `SALT_OPEN`, `ADDRESS_SPACE_FULL` */
function requireContext(
  manifest: ProjectManifest,
  environment: EnvironmentId,
  observed: ObservedEnvironment,
): PlanContext {
  const { title } = environmentSpellings[environment];
  const settings = manifest.environments[environment];
  if (!settings) {
    throw new UserError(
      "ENVIRONMENT_MISSING",
      t("The manifest has no {0} environment. Add it under environments.", title),
    );
  }
  const names = resolvedNames(manifest, environment);
  if (!names || !settings.salt) {
    throw new UserError("SALT_OPEN", t("The salts of {0} are not decided yet.", title));
  }
  const context = planContext({ manifest, environment, settings, names, observed });
  if (context.addresses.space === undefined || context.addresses.missing.length > 0) {
    throw new UserError(
      "ADDRESS_SPACE_FULL",
      t(
        "{0} has no room for the project's subnets in {1}. Use a larger address space.",
        names.vnet,
        context.addresses.space ?? settings.network.addressSpace,
      ),
    );
  }
  return context;
}

function deploymentName({ manifest, environment, settings }: PlanContext): string {
  const { azure } = environmentSpellings[environment];
  return `esml-${settings.salt?.value ?? ""}-prj${manifest.project.number}-${azure}`;
}

/**
 * Plans one environment: pure. Resources that are there and hold what the manifest says stay out of the
 * template, those of the common level are never PUT again, and what only a new resource can have is planned as
 * if the old one were gone: a step deletes it first.
 * @throws UserError `ENVIRONMENT_MISSING`, `SALT_OPEN`, `ADDRESS_SPACE_FULL`
 */
export function planEnvironment(
  manifest: ProjectManifest,
  environment: EnvironmentId,
  observed: ObservedEnvironment,
): EnvironmentPlan {
  const now = requireContext(manifest, environment, observed);
  const found = planResources(now);
  const replaced = found.filter(({ change }) => change === "replace");
  const replacedIds = replaced.map(({ spec }) => spec.id);
  const context = { ...now, observed: without(observed, replacedIds) };
  const judged = planResources(context).map((one) =>
    replacedIds.includes(one.spec.id) ? { ...one, change: "replace" as const } : one,
  );
  const groups = groupsOf(context);
  const ids = new Set(judged.map(({ spec }) => spec.id.toLowerCase()));
  const changing = judged
    .filter(({ change }) => ["create", "modify", "replace"].includes(change))
    .map(({ spec, body }) => ({ ...spec, body }));
  const { subscriptionId, tenantId, deploymentLocation } = now.settings;
  const name = deploymentName(now);
  return {
    environment,
    subscriptionId,
    tenantId,
    deploymentName: name,
    location: deploymentLocation ?? manifest.location.region,
    ...planSteps({ now, context, judged, replaced, groups }),
    template: buildTemplate({ subscriptionId, deploymentName: name, groups, specs: changing }),
    resources: [
      ...groups.map((group, index) => plannedGroup(context, group, index === 0)),
      ...judged.map((one) => plannedResource(context, one, ids)),
    ],
    problems: planProblems(now, found),
  };
}
