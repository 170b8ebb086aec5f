import { normalLocation } from "../locations";
import {
  ArmFault,
  type ProviderContext,
  type PutRequest,
  type ResourceKind,
  type ResourceRecord,
} from "../provider";
import { fieldsOf, textOf } from "./fields";

export type KeptField = "sku" | "kind" | "zones" | "plan";

/** Top-level fields of the body, or what is there where it has none. */
export function keptFields(
  fields: readonly KeptField[],
  { body, existing }: PutRequest,
): Partial<ResourceRecord> {
  const found = fields
    .map((field): [string, unknown] => [field, body[field] ?? existing?.[field]])
    .filter(([, value]) => value !== undefined);
  return Object.fromEntries(found);
}

export function textTags(tags: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fieldsOf(tags)).map(([key, value]) => [key, String(value)]),
  );
}

/** Normal form of the location; empty for kinds without one. Throws for regions that are not offered. */
export function locationOf(
  {
    type,
    tracked,
    isGlobal,
  }: Pick<ResourceKind, "type"> & {
    readonly tracked?: boolean;
    readonly isGlobal?: boolean;
  },
  { body, existing }: PutRequest,
  { catalogue }: ProviderContext,
): string {
  if (!tracked) {
    return "";
  }
  const location = normalLocation(textOf(body["location"]) ?? existing?.location ?? "");
  const known = isGlobal ? ["global"] : catalogue.locations.map(({ name }) => name);
  if (!known.includes(location)) {
    const message = `The provided location '${location}' is not available for resource type '${type}'. List of available regions for the resource type is '${known.join(",")}'.`;
    throw new ArmFault(400, "LocationNotAvailableForResourceType", message);
  }
  return location;
}
