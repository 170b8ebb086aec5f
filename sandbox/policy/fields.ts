import { isObject } from "../mergeForPatch";

/** What a policy looks at: a resource as a request would write it. */
export interface PolicyTarget {
  readonly id: string;
  /** A resource group is `Microsoft.Resources/subscriptions/resourceGroups`. */
  readonly type: string;
  /** Has a location and tags of its own: definitions with mode `Indexed` look at no other. */
  readonly isIndexed: boolean;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Field {
  /** Where in the resource it lies, for example `properties.publicNetworkAccess`. */
  readonly path: string;
  /** Undefined: the resource has no such field. */
  readonly value: unknown;
}

const tagForm = /^tags(?:\.(.+)|\[\s*'?(.+?)'?\s*\])$/i;

/** Reads `type`, `name`, `tags['x']` and the like, and aliases such as `Microsoft.X/type/property.path`. */
export function readField(field: string, { id, type, body }: PolicyTarget): Field {
  const tag = tagForm.exec(field);
  if (tag) {
    const name = tag[1] ?? tag[2] ?? "";
    return { path: `tags.${name}`, value: at(body, ["tags", name]) };
  }
  switch (field.toLowerCase()) {
    case "type":
      return { path: "type", value: type };
    case "name":
      return { path: "name", value: id.slice(id.lastIndexOf("/") + 1) };
    case "fullname":
      return { path: "fullName", value: fullName(id) };
    case "id":
      return { path: "id", value: id };
    case "kind":
    case "location":
    case "tags":
      return { path: field.toLowerCase(), value: at(body, [field]) };
    default:
      return aliased(field, { type, body });
  }
}

/** An alias of another type is a field that the resource does not have. */
function aliased(field: string, { type, body }: Pick<PolicyTarget, "type" | "body">): Field {
  const prefix = `${type.toLowerCase()}/`;
  if (!field.toLowerCase().startsWith(prefix)) {
    return { path: field, value: undefined };
  }
  const path = field.slice(prefix.length).replace(/^properties\./i, "");
  const inProperties = at(body, ["properties", ...path.split(".")]);
  if (inProperties !== undefined) {
    return { path: `properties.${path}`, value: inProperties };
  }
  const onTop = at(body, path.split("."));
  return { path: onTop === undefined ? `properties.${path}` : path, value: onTop };
}

function at(of: unknown, names: readonly string[]): unknown {
  const [name, ...rest] = names;
  if (name === undefined) {
    return of;
  }
  const entry = isObject(of)
    ? Object.entries(of).find(([key]) => key.toLowerCase() === name.toLowerCase())
    : undefined;
  return entry === undefined ? undefined : at(entry[1], rest);
}

/** Names from the top-level type down: `vnet/subnet`. */
function fullName(id: string): string {
  const [, , ...rest] = (id.split("/providers/").at(-1) ?? "").split("/");
  return rest.filter((_, index) => index % 2 === 0).join("/");
}
