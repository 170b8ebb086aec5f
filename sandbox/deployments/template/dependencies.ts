import { isObject } from "../../mergeForPatch";
import { parseResourceId, sameId } from "../../resourceId";
import { evaluateExpression, evaluateText, type EvaluationScope } from "./evaluate";
import { expressionIn, type Expression } from "./expression";
import {
  withoutInnerTemplate,
  type DeclaredResource,
  type Json,
  type TemplateNode,
} from "./templateNode";
import { inResource, invalidTemplate, within } from "./templateFaults";
import { Unresolved } from "./unresolved";

export interface Surroundings {
  readonly included: readonly DeclaredResource[];
  /** Resources that their condition keeps out of the deployment. */
  readonly left: readonly DeclaredResource[];
  readonly scope: EvaluationScope;
}

/** Ids of what `dependsOn` names and `reference` points at, in the same template. */
export function dependenciesOf(
  declared: DeclaredResource,
  { included, left, scope }: Surroundings,
): readonly string[] {
  const { dependsOn = [] } = declared.resource;
  if (!Array.isArray(dependsOn)) {
    throw invalidTemplate(`'dependsOn' of '${declared.name}' is not an array`);
  }
  const named = dependsOn.map((item) => {
    const wanted = evaluateText(item, scope, `A 'dependsOn' of '${declared.name}'`);
    if (wanted instanceof Unresolved) {
      return undefined;
    }
    const found = findResource(wanted, included);
    if (!found && !findResource(wanted, left)) {
      throw invalidTemplate(`The resource '${shortName(wanted)}' is not defined in the template`);
    }
    return found?.id;
  });
  const implied = within(inResource(declared.id), () =>
    referencedNames(declared.resource, scope),
  ).map((name) => findResource(name, included)?.id);
  return [...new Set([...named, ...implied].filter((id) => id !== undefined))];
}

/** `Microsoft.X/type/name` for an id: so ARM names what it does not find. */
function shortName(wanted: string): string {
  return parseResourceId(wanted) ? (wanted.split("/providers/").at(-1) ?? wanted) : wanted;
}

/** Finds a resource of the template by id, by `Microsoft.X/type/name` or by its name. */
export function findResource<T extends DeclaredResource>(
  wanted: string,
  all: readonly T[],
): T | undefined {
  const byId = all.find(({ id }) => sameId(id, wanted));
  if (byId || wanted.startsWith("/")) {
    return byId;
  }
  const suffix = `/providers/${wanted.toLowerCase()}`;
  const named = all.filter(
    ({ id, name }) => sameId(name, wanted) || id.toLowerCase().endsWith(suffix),
  );
  if (named.length > 1) {
    throw invalidTemplate(
      `The resource reference '${wanted}' is ambiguous: more than one resource of the template has that name`,
    );
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

/** Depth first, so that every resource comes after what it depends on. */
export function inOrder(nodes: readonly TemplateNode[]): readonly TemplateNode[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const ordered = new Set<TemplateNode>();
  const open = new Set<TemplateNode>();
  const visit = (node: TemplateNode): void => {
    if (ordered.has(node)) {
      return;
    }
    if (open.has(node)) {
      throw invalidTemplate(`Circular dependency detected on resource: '${node.id}'`);
    }
    open.add(node);
    for (const id of node.dependsOn) {
      const before = byId.get(id);
      if (before) {
        visit(before);
      }
    }
    ordered.add(node);
  };
  nodes.forEach(visit);
  return [...ordered];
}
