import { isObject } from "../../mergeForPatch";
import { sameId } from "../../resourceId";
import { evaluate, type EvaluationScope } from "./evaluate";
import { deploymentType, type Json, type TemplateNode } from "./templateNode";
import { inResource, within } from "./templateFaults";

const envelope = new Set([
  "type",
  "name",
  "apiVersion",
  "dependsOn",
  "scope",
  "condition",
  "comments",
  "subscriptionId",
  "resourceGroup",
]);

/** The PUT body of a template resource; the template of a nested deployment stays as it is written. */
export function requestBody(node: TemplateNode, scope: EvaluationScope): Json {
  const { properties } = node.resource;
  const isNested = sameId(node.type, deploymentType) && isObject(properties);
  const template = isNested ? properties.template : undefined;
  const resource = isNested
    ? { ...node.resource, properties: { ...properties, template: undefined } }
    : node.resource;
  const body = within(inResource(node.id), () =>
    Object.fromEntries(
      Object.entries(resource)
        .filter(([key]) => !envelope.has(key))
        .map(([key, value]) => [key, evaluate(value, scope)] as const),
    ),
  );
  return isNested && isObject(body.properties)
    ? { ...body, properties: { ...body.properties, template } }
    : body;
}
