import { isJson, type Exchange } from "../exchanges";
import { follow, nodeAt, operationNode, parentsOf, subtypeOf, type SpecNode } from "../specNodes";
import type { SpecOperation } from "../SpecValidator";

/** Values of `modelAsString` enums that the specs do not list: the validator lets them pass. */
export function openEnumErrors(exchange: Exchange, operation: SpecOperation): readonly string[] {
  const node = operationNode(operation, exchange.method);
  const answer = nodeAt(node, "responses", String(exchange.status), "schema");
  const body = bodySchema(node);
  return [
    ...(body ? valuesIn(body, exchange.requestBody, "request ") : []),
    ...(answer ? valuesIn(answer, exchange.responseBody, "response ") : []),
  ];
}

function bodySchema(operation: SpecNode): SpecNode | undefined {
  const { parameters } = operation.value;
  const all = Array.isArray(parameters) ? parameters.filter(isJson) : [];
  return all
    .map((value) => follow({ file: operation.file, value }))
    .filter(({ value }) => value["in"] === "body")
    .map((parameter) => nodeAt(parameter, "schema"))[0];
}

function valuesIn(schema: SpecNode, value: unknown, path: string): readonly string[] {
  const node = follow(schema);
  if (value === null || value === undefined) {
    return [];
  }
  if (Array.isArray(value)) {
    const items = nodeAt(node, "items");
    return items ? value.flatMap((item) => valuesIn(items, item, `${path}/*`)) : [];
  }
  if (!isJson(value)) {
    return wrongEnum(node, value, path);
  }
  return Object.entries(value).flatMap(([key, inner]) => {
    const property = propertyOf(concrete(node, value), key);
    return property ? valuesIn(property, inner, `${path}/${key}`) : [];
  });
}

function wrongEnum({ value: schema }: SpecNode, value: unknown, path: string): readonly string[] {
  const listed = schema["enum"];
  if (!Array.isArray(listed) || listed.includes(value) || value === "***") {
    return [];
  }
  return [`${path}: '${String(value)}' is not one of ${listed.join(", ")}`];
}

/** The subtype that an object says it is. */
function concrete(node: SpecNode, value: Readonly<Record<string, unknown>>): SpecNode {
  const { discriminator } = node.value;
  const tag = typeof discriminator === "string" ? value[discriminator] : undefined;
  return typeof tag === "string" ? subtypeOf(node, tag) : node;
}

function propertyOf(node: SpecNode, name: string): SpecNode | undefined {
  const own = nodeAt(node, "properties", name);
  if (own) {
    return own;
  }
  for (const parent of parentsOf(node)) {
    const found = propertyOf(parent, name);
    if (found) {
      return found;
    }
  }
  return nodeAt(node, "additionalProperties");
}
