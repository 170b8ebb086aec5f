import { notImplemented } from "../../armErrors";
import { isObject } from "../../mergeForPatch";
import { buildResourceId, sameId } from "../../resourceId";
import { dependenciesOf, inOrder } from "./dependencies";
import { evaluate, evaluateText, type EvaluationScope } from "./evaluate";
import { checkLimits } from "./limits";
import { inStructure, invalidTemplate, within } from "./templateFaults";
import {
  deploymentType,
  groupType,
  type DeclaredResource,
  type Json,
  type TemplateNode,
} from "./templateNode";
import { Unresolved } from "./unresolved";

export interface ParsedTemplate {
  /** In an order in which every resource comes after what it depends on. */
  readonly nodes: readonly TemplateNode[];
  readonly outputs: Json;
}

/** Reads a template; throws `InvalidTemplate` for what ARM refuses before it starts, 501 for what the sandbox lacks. */
export function parseTemplate(template: Json, scope: EvaluationScope): ParsedTemplate {
  for (const required of ["$schema", "contentVersion", "resources"]) {
    if (template[required] === undefined) {
      throw invalidTemplate(`Required property '${required}' not found in JSON`);
    }
  }
  const { resources, outputs = {} } = template;
  if (!Array.isArray(resources)) {
    throw notImplemented("a template whose 'resources' are not an array");
  }
  checkLimits(template);
  const declared = resources.map((resource, index) => readResource(resource, { index, scope }));
  const included = declared.filter(({ isIncluded }) => isIncluded).map(({ read }) => read);
  const left = declared.filter(({ isIncluded }) => !isIncluded).map(({ read }) => read);
  refuseDuplicates(included);
  const nodes = included.map((read) => ({
    ...read,
    dependsOn: dependenciesOf(read, { included, left, scope }),
  }));
  return { nodes: inOrder(nodes), outputs: isObject(outputs) ? outputs : {} };
}

interface Declared {
  readonly read: DeclaredResource;
  /** False when its condition says so: what depends on it does not wait. */
  readonly isIncluded: boolean;
}

function readResource(
  resource: unknown,
  { index, scope }: { readonly index: number; readonly scope: EvaluationScope },
): Declared {
  const path = `properties.template.resources[${String(index)}]`;
  if (!isObject(resource)) {
    throw invalidTemplate(`The template resource '${path}' is not an object`, "resources", path);
  }
  for (const unsupported of ["copy", "resources", "existing"]) {
    if (unsupported in resource) {
      throw notImplemented(`'${unsupported}' on a template resource`);
    }
  }
  const condition = within(inStructure(`The condition of '${path}'`), () =>
    "condition" in resource ? evaluate(resource.condition, scope) : true,
  );
  if (typeof condition !== "boolean" && !(condition instanceof Unresolved)) {
    throw invalidTemplate(`The condition of the template resource '${path}' is not a boolean`);
  }
  const type = evaluateText(resource.type, scope, `The type of the template resource '${path}'`);
  const name = evaluateText(resource.name, scope, `The name of the template resource '${path}'`);
  const apiVersion = evaluateText(resource.apiVersion, scope, `The apiVersion of '${path}'`);
  const id = resourceIdOf({ type, name, resource }, scope);
  const isIdentified = [type, name, apiVersion, id, condition].every(
    (each) => !(each instanceof Unresolved),
  );
  if (id === undefined) {
    throw invalidTemplate(
      `The template resource '${String(name)}' for type '${String(type)}' at line '1' and column '1' has incorrect segment lengths. A nested resource type must have identical number of segments as its resource name. A root resource type must have segment length one greater than its resource name`,
      "resources",
      `${path}.type`,
    );
  }
  const [idText, typeText, nameText] = [String(id), String(type), String(name)];
  const identity = { id: idText, type: typeText, name: nameText, apiVersion: String(apiVersion) };
  return {
    read: { ...identity, isIdentified, index, resource },
    isIncluded: condition !== false,
  };
}

/** Undefined when name and type do not fit each other. */
function resourceIdOf(
  given: { type: string | Unresolved; name: string | Unresolved; resource: Json },
  scope: EvaluationScope,
): string | Unresolved | undefined {
  const { type, name, resource } = given;
  const text = (key: string): string | Unresolved | undefined =>
    key in resource
      ? evaluateText(resource[key], scope, `'${key}' of the template resource '${String(name)}'`)
      : undefined;
  const [group, subscription, extended] = ["resourceGroup", "subscriptionId", "scope"].map(text);
  const unknown = [type, name, group, subscription, extended].find(
    (each) => each instanceof Unresolved,
  );
  if (unknown instanceof Unresolved || type instanceof Unresolved || name instanceof Unresolved) {
    return new Unresolved(`resourceId('${String(type)}', ${argument(name)})`);
  }
  const known = (value: string | Unresolved | undefined): string | undefined =>
    typeof value === "string" ? value : undefined;
  if (sameId(type, groupType)) {
    return `/subscriptions/${known(subscription) ?? scope.subscriptionId}/resourceGroups/${name}`;
  }
  if (sameId(type, deploymentType)) {
    const base = groupScope(
      known(subscription) ?? scope.subscriptionId,
      known(group) ?? (known(subscription) ? undefined : scope.resourceGroup),
    );
    return buildResourceId(base, type, name);
  }
  const own = groupScope(scope.subscriptionId, scope.resourceGroup);
  const at = known(extended);
  return buildResourceId(at === undefined ? own : absoluteScope(at, own), type, name);
}

function argument(name: string | Unresolved): string {
  return name instanceof Unresolved ? name.expression : `'${name}'`;
}

function groupScope(subscriptionId: string, resourceGroup: string | undefined): string {
  const group = resourceGroup ? `/resourceGroups/${resourceGroup}` : "";
  return `/subscriptions/${subscriptionId}${group}`;
}

/** A scope may be a full id or `Microsoft.X/type/name` next to the resource itself. */
function absoluteScope(scope: string, own: string): string {
  return scope.startsWith("/") ? scope.replace(/\/$/, "") : `${own}/providers/${scope}`;
}

function refuseDuplicates(resources: readonly DeclaredResource[]): void {
  const seen = new Set<string>();
  for (const { id, type, name } of resources) {
    if (seen.has(id.toLowerCase())) {
      throw invalidTemplate(
        `The resource '${type}/${name}' at line '1' and column '1' is defined multiple times in a template`,
      );
    }
    seen.add(id.toLowerCase());
  }
}
