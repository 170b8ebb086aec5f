import { apiVersionOf, type ResourceSpec } from "./context";
import type { ArmTemplate, ArmTemplateResource } from "./plan";

const subscriptionSchema =
  "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#";
const groupSchema =
  "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
const deploymentType = "Microsoft.Resources/deployments";

export interface TemplateGroup {
  readonly name: string;
  readonly location: string;
  readonly tags: Readonly<Record<string, string>>;
  /** False: the group is there and not part of the template. */
  readonly create: boolean;
}

export interface TemplateParts {
  readonly subscriptionId: string;
  readonly deploymentName: string;
  readonly groups: readonly TemplateGroup[];
  readonly specs: readonly ResourceSpec[];
}

/** Resources of one group that go out together. */
interface Layer {
  readonly group: string;
  readonly level: number;
  readonly specs: ResourceSpec[];
}

const key = (id: string) => id.toLowerCase();

/** A resource is one level above what it needs from another group; within its group it stays level. */
function levelsOf(specs: readonly ResourceSpec[]): ReadonlyMap<string, number> {
  const byId = new Map(specs.map((spec) => [key(spec.id), spec]));
  const levels = new Map<string, number>();
  const levelOf = (spec: ResourceSpec): number => {
    const known = levels.get(key(spec.id));
    if (known !== undefined) return known;
    const needed = spec.dependsOn
      .map((id) => byId.get(key(id)))
      .filter((one) => one !== undefined)
      .map((one) => levelOf(one) + (key(one.group) === key(spec.group) ? 0 : 1));
    const level = Math.max(0, ...needed);
    levels.set(key(spec.id), level);
    return level;
  };
  for (const spec of specs) levelOf(spec);
  return levels;
}

function layersOf(specs: readonly ResourceSpec[]): readonly Layer[] {
  const levels = levelsOf(specs);
  const layers: Layer[] = [];
  for (const spec of specs) {
    const level = levels.get(key(spec.id)) ?? 0;
    const layer = layers.find((one) => one.level === level && key(one.group) === key(spec.group));
    if (layer) layer.specs.push(spec);
    else layers.push({ group: spec.group, level, specs: [spec] });
  }
  return layers.sort((a, b) => a.level - b.level);
}

function resourceOf(spec: ResourceSpec, inLayer: ReadonlySet<string>): ArmTemplateResource {
  const dependsOn = spec.dependsOn.filter((id) => inLayer.has(key(id)));
  return {
    type: spec.type,
    apiVersion: apiVersionOf(spec.type),
    name: spec.name,
    ...(spec.scope === undefined ? {} : { scope: spec.scope }),
    ...(dependsOn.length > 0 ? { dependsOn } : {}),
    ...spec.body,
  };
}

/**
 * The subscription-level template: the groups that are missing, then per group and level a nested deployment
 * with inner evaluation, each after those it needs something from.
 */
export function buildTemplate(parts: TemplateParts): ArmTemplate {
  const layers = layersOf(parts.specs);
  const nameOf = (layer: Layer) => {
    const index = parts.groups.findIndex((group) => key(group.name) === key(layer.group));
    return `${parts.deploymentName}-${index === 0 ? "common" : "project"}-${layer.level + 1}`;
  };
  const idOf = (layer: Layer) =>
    `/subscriptions/${parts.subscriptionId}/resourceGroups/${layer.group}/providers/${deploymentType}/${nameOf(layer)}`;
  const created = parts.groups.filter((group) => group.create);
  const groups = created.map((group) => ({
    type: "Microsoft.Resources/resourceGroups",
    apiVersion: apiVersionOf("Microsoft.Resources/resourceGroups"),
    name: group.name,
    location: group.location,
    tags: group.tags,
  }));
  const nested = layers.map((layer) => {
    const ids = new Set(layer.specs.map((spec) => key(spec.id)));
    const needed = new Set(layer.specs.flatMap((spec) => spec.dependsOn.map(key)));
    const before = layers.filter(
      (other) => other !== layer && other.specs.some((spec) => needed.has(key(spec.id))),
    );
    const groupBefore = created
      .filter((group) => key(group.name) === key(layer.group))
      .map(
        (group) =>
          `[subscriptionResourceId('Microsoft.Resources/resourceGroups', '${group.name}')]`,
      );
    const dependsOn = [...groupBefore, ...before.map(idOf)];
    return {
      type: deploymentType,
      apiVersion: apiVersionOf(deploymentType),
      name: nameOf(layer),
      resourceGroup: layer.group,
      ...(dependsOn.length > 0 ? { dependsOn } : {}),
      properties: {
        mode: "Incremental",
        expressionEvaluationOptions: { scope: "inner" },
        template: {
          $schema: groupSchema,
          contentVersion: "1.0.0.0",
          resources: layer.specs.map((spec) => resourceOf(spec, ids)),
        },
      },
    };
  });
  return {
    $schema: subscriptionSchema,
    contentVersion: "1.0.0.0",
    resources: [...groups, ...nested],
  };
}
