import { notImplemented } from "../armErrors";
import { isObject } from "../mergeForPatch";
import { sameId, scopeIds } from "../resourceId";
import { readRequest, type DeploymentRequest } from "./deploymentRequest";
import { findResource } from "./template/dependencies";
import { unresolvedReference } from "./template/evaluate";
import type { TemplateScope } from "./template/functions";
import { templateScope } from "./template/parameters";
import { requestBody } from "./template/requestBody";
import { parseTemplate } from "./template/template";
import { ExpressionFault } from "./template/templateFaults";
import { deploymentType, type Json, type TemplateNode } from "./template/templateNode";
import { hasUnresolved } from "./template/unresolved";

/** A resource of a deployment as far as it is known before anything runs. */
export interface ExpandedResource {
  readonly node: TemplateNode;
  /** Place in the request, for example `properties.template.resources[0]`. */
  readonly path: string;
  /** The PUT body, with an `Unresolved` for each value that is not known yet. */
  readonly body: Json;
  readonly nested?: ExpandedDeployment;
}

export interface ExpandedDeployment {
  readonly request: DeploymentRequest;
  readonly place: TemplateScope;
  readonly resources: readonly ExpandedResource[];
  readonly shownParameters: Json;
  /** Values of its secure parameters: never shown. */
  readonly secureValues: readonly unknown[];
  /** Some of its parameters are known only once the deployment round it runs. */
  readonly isOpen: boolean;
}

/** Where the template of a deployment with this id is deployed to. */
export function placeOf(id: string, tenantId: string): TemplateScope {
  const { subscriptionId = "", resourceGroup } = scopeIds(id);
  return { subscriptionId, tenantId, ...(resourceGroup && { resourceGroup }) };
}

/** Reads a deployment with every deployment nested in it; throws what ARM refuses of their templates. */
export function expand(
  request: DeploymentRequest,
  tenantId: string,
  at = "properties.template",
): ExpandedDeployment {
  const place = placeOf(request.id, tenantId);
  const scope = templateScope(request.template, request.parameters, place);
  const { nodes } = parseTemplate(request.template, scope);
  const reference = (args: readonly unknown[]): unknown => {
    const [target] = args;
    if (typeof target === "string" && !target.startsWith("/") && !findResource(target, nodes)) {
      throw new ExpressionFault(`The resource '${target}' is not defined in the template`);
    }
    return unresolvedReference(args);
  };
  const resources = nodes.map((node): ExpandedResource => {
    const path = `${at}.resources[${String(node.index)}]`;
    const body = requestBody(node, { ...scope, reference });
    const isNested = node.isIdentified && sameId(node.type, deploymentType);
    if (!isNested) {
      return { node, path, body };
    }
    const inner = readRequest(node.id, body);
    requireInnerScope(node, body);
    const nested = expand(inner, tenantId, `${path}.properties.template`);
    return { node, path, body, nested };
  });
  const isOpen = hasUnresolved(request.parameters);
  const { shownParameters, secureValues } = scope;
  return { request, place, resources, shownParameters, secureValues, isOpen };
}

/** Azure evaluates a nested template with the outer one's parameters unless it is told not to. */
function requireInnerScope({ name }: TemplateNode, { properties }: Json): void {
  const options = isObject(properties) ? properties.expressionEvaluationOptions : undefined;
  const scope = isObject(options) ? String(options.scope).toLowerCase() : "outer";
  if (scope !== "inner") {
    throw notImplemented(`outer expression evaluation in nested deployment '${name}'`);
  }
}

/** All resources of a deployment and of those nested in it, nested deployments included. */
export function allResources({ resources }: ExpandedDeployment): readonly ExpandedResource[] {
  return resources.flatMap((resource) =>
    resource.nested ? [resource, ...allResources(resource.nested)] : [resource],
  );
}

/** A deployment and every deployment nested in it. */
export function allDeployments(deployment: ExpandedDeployment): readonly ExpandedDeployment[] {
  return [
    deployment,
    ...deployment.resources.flatMap(({ nested }) => (nested ? allDeployments(nested) : [])),
  ];
}
