import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(process.env["ESML_AZURE_TRUTH"] ?? "../shared/azure", "bicep-types/generated");

/** False where Microsoft's type descriptions are not at hand (a checkout of Azure/bicep-types-az). */
export const hasBicepTypes = existsSync(join(root, "index.built.json"));

type TypeRecord = Readonly<Record<string, unknown>>;
interface Property {
  readonly type: { readonly $ref: string };
  readonly flags: number;
}
const required = 1;
const readOnly = 2;

const files = new Map<string, readonly TypeRecord[]>();
let index: Readonly<Record<string, string>> | undefined;

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(root, path), "utf8"));
}

function typeIndex(): Readonly<Record<string, string>> {
  if (!index) {
    const { resources } = readJson("index.built.json") as { resources: Record<string, string> };
    index = Object.fromEntries(Object.entries(resources).map(([k, v]) => [k.toLowerCase(), v]));
  }
  return index;
}

/** Every resource type that is described, lower case. */
export function resourceTypes(): readonly string[] {
  return [...new Set(Object.keys(typeIndex()).map((key) => key.split("@")[0] ?? ""))];
}

function locate(typeAtVersion: string): { types: readonly TypeRecord[]; at: number } | undefined {
  const [file, at] = (typeIndex()[typeAtVersion.toLowerCase()] ?? "").split("#/");
  if (!file || at === undefined) return undefined;
  const types = files.get(file) ?? (readJson(file) as readonly TypeRecord[]);
  files.set(file, types);
  return { types, at: Number(at) };
}

const refOf = (reference: unknown) => Number((reference as { $ref: string }).$ref.slice(2));
const isObject = (value: unknown): value is TypeRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);

interface Shape {
  readonly properties: Readonly<Record<string, Property>>;
  /** Type of properties beyond the named ones; undefined: there may be none. */
  readonly rest?: unknown;
}

function checkProperties(
  types: readonly TypeRecord[],
  { properties, rest }: Shape,
  value: TypeRecord,
  path: string,
): string[] {
  const errors = Object.entries(properties)
    .filter(([name, { flags }]) => (flags & required) !== 0 && !(name in value))
    .map(([name]) => `${path}.${name}: required`);
  for (const [name, item] of Object.entries(value)) {
    const property = properties[name];
    if (property && (property.flags & readOnly) !== 0) errors.push(`${path}.${name}: read-only`);
    else if (property) errors.push(...check(types, refOf(property.type), item, `${path}.${name}`));
    else if (rest) errors.push(...check(types, refOf(rest), item, `${path}.${name}`));
    else errors.push(`${path}.${name}: unknown property`);
  }
  return errors;
}

function check(types: readonly TypeRecord[], at: number, value: unknown, path: string): string[] {
  if (typeof value === "string" && value.startsWith("[")) return [];
  const type = types[at] ?? {};
  const wrong = (wanted: string) => [`${path}: want ${wanted}, have ${JSON.stringify(value)}`];
  switch (type["$type"]) {
    case "ResourceType":
      return check(types, refOf(type["body"]), value, path);
    case "ObjectType": {
      const properties = (type["properties"] ?? {}) as Record<string, Property>;
      const rest = type["additionalProperties"];
      return isObject(value)
        ? checkProperties(types, { properties, rest }, value, path)
        : wrong("object");
    }
    case "DiscriminatedObjectType": {
      if (!isObject(value)) return wrong("object");
      const elements = type["elements"] as Record<string, unknown>;
      const base =
        types[refOf(elements[String(value[String(type["discriminator"])])] ?? { $ref: "#/-1" })];
      if (!base) return wrong(`one of ${Object.keys(elements).join(", ")}`);
      const properties = {
        ...(type["baseProperties"] as Record<string, Property>),
        ...(base["properties"] as Record<string, Property>),
      };
      return checkProperties(types, { properties }, value, path);
    }
    case "ArrayType":
      return Array.isArray(value)
        ? value.flatMap((v, i) => check(types, refOf(type["itemType"]), v, `${path}[${i}]`))
        : wrong("array");
    case "UnionType": {
      const options = type["elements"] as readonly unknown[];
      const fits = options.some((one) => check(types, refOf(one), value, path).length === 0);
      return fits ? [] : wrong("one of the enum");
    }
    case "StringLiteralType":
      return value === type["value"] ? [] : wrong(String(type["value"]));
    case "StringType":
      return typeof value === "string" ? [] : wrong("string");
    case "IntegerType":
      return Number.isInteger(value) ? [] : wrong("int");
    case "BooleanType":
      return typeof value === "boolean" ? [] : wrong("bool");
    default:
      return [];
  }
}

/** What is wrong with a template resource against Azure's own types; empty when it fits. */
export function checkResource(resource: TypeRecord): readonly string[] {
  const { type, apiVersion, dependsOn: _dependsOn, ...body } = resource;
  const key = `${String(type)}@${String(apiVersion)}`;
  const found = locate(key);
  if (!found) return [`${key}: no such type`];
  return check(found.types, found.at, body, String(resource["name"]));
}
