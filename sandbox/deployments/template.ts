import { notImplemented } from "../armErrors";
import { isObject } from "../mergeForPatch";
import { buildResourceId, sameId } from "../resourceId";
import { evaluate, evaluateExpression, evaluateText, type EvaluationScope } from "./evaluate";
import { expressionIn, invalidTemplate, type Expression } from "./expression";

export type Json = Record<string, unknown>;

/** One resource of a template with what has to come before it. */
export interface TemplateNode {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly apiVersion: string;
  /** Ids in the same template. */
  readonly dependsOn: readonly string[];
  readonly resource: Json;
}

export interface ParsedTemplate {
  /** In an order in which every resource comes after what it depends on. */
  readonly nodes: readonly TemplateNode[];
  readonly outputs: Json;
}

const maximumResources = 800;
export const deploymentType = "Microsoft.Resources/deployments";
export const groupType = "Microsoft.Resources/resourceGroups";

/** Reads a template; throws `InvalidTemplate` for what ARM refuses before it starts, 501 for what the sandbox lacks. */
export function parseTemplate(template: Json, scope: EvaluationScope): ParsedTemplate {
  if (typeof template.$schema !== "string" || typeof template.contentVersion !== "string") {
    throw invalidTemplate("The template needs '$schema' and 'contentVersion'");
  }
  const { resources = [], outputs = {} } = template;
  if (!Array.isArray(resources)) {
    throw notImplemented("a template whose 'resources' are not an array");
  }
  if (resources.length > maximumResources) {
    throw invalidTemplate(
      `The number of template resources limit exceeded. Limit: ${String(maximumResources)}`,
    );
  }
  const drafts = resources
    .map((resource) => readResource(resource, scope))
    .filter((draft) => draft !== undefined);
  refuseDuplicates(drafts);
  const nodes = drafts.map((draft) => ({
    ...draft,
    dependsOn: dependencies(draft, drafts, scope),
  }));
  return { nodes: inOrder(nodes), outputs: isObject(outputs) ? outputs : {} };
}

type Draft = Omit<TemplateNode, "dependsOn">;

function readResource(resource: unknown, scope: EvaluationScope): Draft | undefined {
  if (!isObject(resource)) {
    throw invalidTemplate("A resource of the template is not an object");
  }
  for (const unsupported of ["copy", "resources", "existing"]) {
    if (unsupported in resource) {
      throw notImplemented(`'${unsupported}' on a template resource`);
    }
  }
  if ("condition" in resource && evaluate(resource.condition, scope) === false) {
    return undefined;
  }
  const type = evaluateText(resource.type, scope, "The type of a resource");
  const name = evaluateText(resource.name, scope, `The name of a '${type}'`);
  const apiVersion = evaluateText(resource.apiVersion, scope, `The apiVersion of '${name}'`);
  const id = resourceIdOf({ type, name, resource }, scope);
  if (!id) {
    throw invalidTemplate(
      `The template resource '${name}' of type '${type}' has incorrect segment lengths. A nested resource type must have identical number of segments as its resource name`,
    );
  }
  return { id, type, name, apiVersion, resource };
}

function resourceIdOf(
  { type, name, resource }: { type: string; name: string; resource: Json },
  scope: EvaluationScope,
): string | undefined {
  const text = (key: string): string | undefined =>
    key in resource ? evaluateText(resource[key], scope, `'${key}' of '${name}'`) : undefined;
  if (sameId(type, groupType)) {
    return `/subscriptions/${scope.subscriptionId}/resourceGroups/${name}`;
  }
  if (sameId(type, deploymentType)) {
    const group =
      text("resourceGroup") ?? (text("subscriptionId") ? undefined : scope.resourceGroup);
    const base = groupScope(text("subscriptionId") ?? scope.subscriptionId, group);
    return buildResourceId(base, type, name);
  }
  const own = groupScope(scope.subscriptionId, scope.resourceGroup);
  const given = text("scope");
  return buildResourceId(given === undefined ? own : absoluteScope(given, own), type, name);
}

function groupScope(subscriptionId: string, resourceGroup: string | undefined): string {
  const group = resourceGroup ? `/resourceGroups/${resourceGroup}` : "";
  return `/subscriptions/${subscriptionId}${group}`;
}

/** A scope may be a full id or `Microsoft.X/type/name` next to the resource itself. */
function absoluteScope(scope: string, own: string): string {
  return scope.startsWith("/") ? scope.replace(/\/$/, "") : `${own}/providers/${scope}`;
}

function refuseDuplicates(drafts: readonly Draft[]): void {
  const seen = new Set<string>();
  for (const { id } of drafts) {
    if (seen.has(id.toLowerCase())) {
      throw invalidTemplate(`The resource '${id}' is defined multiple times in a template`);
    }
    seen.add(id.toLowerCase());
  }
}

function dependencies(
  draft: Draft,
  all: readonly Draft[],
  scope: EvaluationScope,
): readonly string[] {
  const { dependsOn = [] } = draft.resource;
  if (!Array.isArray(dependsOn)) {
    throw invalidTemplate(`'dependsOn' of '${draft.name}' is not an array`);
  }
  const declared = dependsOn.map((item) => {
    const wanted = evaluateText(item, scope, `A 'dependsOn' of '${draft.name}'`);
    const found = findNode(wanted, all);
    if (!found) {
      throw invalidTemplate(`The resource '${wanted}' is not defined in the template`);
    }
    return found.id;
  });
  const implied = referencedNames(draft.resource, scope)
    .map((name) => findNode(name, all)?.id)
    .filter((id) => id !== undefined && id !== draft.id);
  return [...new Set([...declared, ...implied].filter((id) => id !== undefined))];
}

/** Finds a resource of the template by id, by `Microsoft.X/type/name` or by its name. */
export function findNode<T extends Draft>(wanted: string, all: readonly T[]): T | undefined {
  const byId = all.find(({ id }) => sameId(id, wanted));
  if (byId || wanted.startsWith("/")) {
    return byId;
  }
  const suffix = `/providers/${wanted.toLowerCase()}`;
  const named = all.filter(
    ({ id, name }) => sameId(name, wanted) || id.toLowerCase().endsWith(suffix),
  );
  if (named.length > 1) {
    throw invalidTemplate(`The resource name '${wanted}' is ambiguous in the template`);
  }
  return named[0];
}

/** What `reference(...)` calls in a resource point at, as far as that is known before anything runs. */
function referencedNames(resource: Json, scope: EvaluationScope): readonly string[] {
  const found: string[] = [];
  const visitExpression = (expression: Expression): void => {
    if (expression.kind === "member") {
      visitExpression(expression.of);
      visitExpression(expression.key);
    } else if (expression.kind === "call") {
      const [target] = expression.args;
      if (expression.name.toLowerCase() === "reference" && target) {
        found.push(String(evaluateExpression(target, scope)));
      }
      expression.args.forEach(visitExpression);
    }
  };
  const visit = (value: unknown): void => {
    if (typeof value === "string") {
      const expression = expressionIn(value);
      if (expression) {
        visitExpression(expression);
      }
    } else if (Array.isArray(value)) {
      value.forEach(visit);
    } else if (isObject(value)) {
      Object.values(value).forEach(visit);
    }
  };
  visit(withoutInnerTemplate(resource));
  return found;
}

/** The template of a nested deployment has its own scope: its expressions are not the outer template's. */
export function withoutInnerTemplate(resource: Json): Json {
  const { properties, ...rest } = resource;
  if (!sameId(String(resource.type), deploymentType) || !isObject(properties)) {
    return resource;
  }
  const { template: _, ...outer } = properties;
  return { ...rest, properties: outer };
}

function inOrder(nodes: readonly TemplateNode[]): readonly TemplateNode[] {
  const ordered = new Map<string, TemplateNode>();
  const open = new Set<string>();
  const visit = (node: TemplateNode): void => {
    if (ordered.has(node.id)) {
      return;
    }
    if (open.has(node.id)) {
      throw invalidTemplate(`Circular dependency detected on resource: '${node.id}'`);
    }
    open.add(node.id);
    for (const id of node.dependsOn) {
      const before = nodes.find((other) => other.id === id);
      if (before) {
        visit(before);
      }
    }
    ordered.set(node.id, node);
  };
  nodes.forEach(visit);
  return [...ordered.values()];
}
