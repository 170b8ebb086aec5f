import { dirname, resolve } from "node:path";
import { readSpec } from "./azureTruth";
import { isJson, type Json } from "./exchanges";
import type { SpecOperation } from "./SpecValidator";

/** A piece of a swagger file, with the file that its references start from. */
export interface SpecNode {
  readonly file: string;
  readonly value: Json;
}

const files = new Map<string, Json>();

function fileAt(file: string): Json {
  const known = files.get(file);
  if (known) {
    return known;
  }
  const read = readSpec(file);
  const document = isJson(read) ? read : {};
  files.set(file, document);
  return document;
}

/** The piece that a path of keys leads to, references followed; undefined where there is none. */
export function nodeAt(from: SpecNode, ...keys: readonly string[]): SpecNode | undefined {
  let node: SpecNode | undefined = follow(from);
  for (const key of keys) {
    const value: unknown = node?.value[key];
    node = node && isJson(value) ? follow({ file: node.file, value }) : undefined;
  }
  return node;
}

/** Follows `$ref` until there is none. */
export function follow(node: SpecNode): SpecNode {
  const reference = node.value["$ref"];
  if (typeof reference !== "string") {
    return node;
  }
  const [path = "", pointer = ""] = reference.split("#");
  const file = path === "" ? node.file : resolve(dirname(node.file), path);
  const keys = pointer.split("/").slice(1).map(unescapePointer);
  const target = keys.reduce<unknown>(
    (value, key) => (isJson(value) ? value[key] : undefined),
    fileAt(file),
  );
  if (!isJson(target)) {
    throw new Error(`${node.file}: nothing is at ${reference}`);
  }
  return follow({ file, value: target });
}

/** The operation as it is written in its swagger file. */
export function operationNode(operation: SpecOperation, method: string): SpecNode {
  const { file, pathTemplate } = operation;
  const root: SpecNode = { file, value: fileAt(file) };
  const node =
    nodeAt(root, "paths", pathTemplate, method.toLowerCase()) ??
    nodeAt(root, "x-ms-paths", pathTemplate, method.toLowerCase());
  if (!node) {
    throw new Error(`${file}: ${method} ${pathTemplate} is not there`);
  }
  return node;
}

/** What extends a schema and carries this discriminator value; the schema itself when nothing does. */
export function subtypeOf(base: SpecNode, discriminator: string): SpecNode {
  const definitions = nodeAt({ file: base.file, value: fileAt(base.file) }, "definitions");
  for (const [name, value] of Object.entries(definitions?.value ?? {})) {
    if (!isJson(value)) {
      continue;
    }
    const tag = value["x-ms-discriminator-value"] ?? name;
    if (tag === discriminator && inherits({ file: base.file, value }, base)) {
      return { file: base.file, value };
    }
  }
  return base;
}

function inherits(node: SpecNode, base: SpecNode): boolean {
  return parentsOf(node).some((one) => one.value === base.value || inherits(one, base));
}

export function parentsOf({ file, value }: SpecNode): readonly SpecNode[] {
  const parents = value["allOf"];
  return Array.isArray(parents)
    ? parents.filter(isJson).map((parent) => follow({ file, value: parent }))
    : [];
}

function unescapePointer(key: string): string {
  return decodeURIComponent(key).replaceAll("~1", "/").replaceAll("~0", "~");
}
