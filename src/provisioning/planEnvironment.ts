import { t } from "@vscode/l10n";
import { environmentSpellings, type EnvironmentId } from "../project/environments";
import type { ProjectManifest } from "../project/manifest";
import { resolvedNames } from "../project/names";
import { UserError } from "../shared/errors";
import { classify } from "./classify";
import { groupId, planContext, type PlanContext, type ResourceSpec } from "./context";
import { observedResource, type ObservedEnvironment } from "./observed";
import type { EnvironmentPlan, PlannedResource } from "./plan";
import { aksCluster } from "./resources/aks";
import { dataFactory } from "./resources/dataFactory";
import { dnsZones } from "./resources/dns";
import { identities, keyVault, monitoring, storage } from "./resources/foundation";
import { computeCluster, computeInstances, workspace } from "./resources/machineLearning";
import { egress, subnets, virtualNetwork } from "./resources/network";
import { registry } from "./resources/registry";
import { aksSubnetRole, roleAssignments } from "./resources/roles";
import { buildTemplate, type TemplateGroup } from "./template";

function machineLearning(context: PlanContext): readonly ResourceSpec[] {
  if (!context.manifest.services.machineLearning) return [];
  return [...workspace(context), computeCluster(context), ...computeInstances(context)];
}

function serving(context: PlanContext): readonly ResourceSpec[] {
  if (!context.manifest.services.aks) return [];
  const role = aksSubnetRole(context);
  return [role, aksCluster(context, role.id)];
}

function specsOf(context: PlanContext): readonly ResourceSpec[] {
  return [
    virtualNetwork(context),
    ...egress(context),
    ...subnets(context),
    ...dnsZones(context),
    ...identities(context),
    ...monitoring(context),
    ...storage(context),
    ...keyVault(context),
    ...registry(context),
    ...machineLearning(context),
    ...serving(context),
    ...(context.manifest.services.dataFactory ? dataFactory(context) : []),
    ...roleAssignments(context),
  ];
}

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
  spec: ResourceSpec,
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
    change: classify(spec, observedResource(context.observed, spec.id)),
    dependsOn: [
      groupId(context, spec.group),
      ...spec.dependsOn.filter((id) => ids.has(id.toLowerCase())),
    ],
  };
}

/**
 * Plans one environment: pure. Resources that are there and hold what the manifest says stay out of the
 * template, those of the common level are never PUT again.
 * @throws UserError `ENVIRONMENT_MISSING`, `SALT_OPEN`, `ADDRESS_SPACE_FULL`
 */
export function planEnvironment(
  manifest: ProjectManifest,
  environment: EnvironmentId,
  observed: ObservedEnvironment,
): EnvironmentPlan {
  const { title, azure } = environmentSpellings[environment];
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
  const groups = groupsOf(context);
  const specs = specsOf(context);
  const ids = new Set(specs.map((spec) => spec.id.toLowerCase()));
  const resources = specs.map((spec) => plannedResource(context, spec, ids));
  const changing = specs.filter((_, index) => {
    const change = resources[index]?.change;
    return change === "create" || change === "modify";
  });
  const deploymentName = `esml-${settings.salt.value}-prj${manifest.project.number}-${azure}`;
  const { subscriptionId, tenantId } = settings;
  return {
    environment,
    subscriptionId,
    tenantId,
    deploymentName,
    location: settings.deploymentLocation ?? manifest.location.region,
    template: buildTemplate({ subscriptionId, deploymentName, groups, specs: changing }),
    resources: [
      ...groups.map((group, index) => plannedGroup(context, group, index === 0)),
      ...resources,
    ],
  };
}
