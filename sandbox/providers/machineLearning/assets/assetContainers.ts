import type { ProviderContext, ResourceKind, ResourceRecord } from "../../../provider";
import { defineKind, plainView } from "../../defineKind";
import { readShape, type Shape } from "../../shape";
import { numberOf, type Fields } from "../../fields";
import { byArchived, firstOf, placeOf } from "../listOptions";
import { itemName, mlVersions, workspaceType } from "../mlTypes";
import { invalidItem, userError } from "../refusals";

/** One kind of asset: a container for each name and its versions. */
export interface AssetRules {
  /** As in the path, for example `models`. */
  readonly name: string;
  readonly container: Shape;
  readonly version: Shape;
  /** Fields of a version that stay as they were registered. */
  readonly fixed: readonly string[];
  /** Azure's refusal of a change to them. */
  refuseChange(name: string, version: string): string;
  /** Neither its containers nor its versions have a `provisioningState`. */
  readonly isStateless?: boolean;
  /** Checks a new version and completes it. */
  complete?(given: Fields, parent: ResourceRecord | undefined): Fields;
  /** What a container that comes up with its first version takes from it. */
  containerOf?(version: Fields): Fields;
}

export const assetStyle = {
  createStatus: 201,
  updateStatus: 200,
  put: "none",
  delete: "none",
} as const;

export function assetContainers({ name, container, isStateless }: AssetRules): ResourceKind {
  const type = `${workspaceType}/${name}`;
  return defineKind({
    type,
    apiVersions: mlVersions,
    style: assetStyle,
    name: itemName,
    hasSystemData: true,
    ...(isStateless && { isStateless }),
    pageParameter: "$skip",
    properties: ({ body, existing }) => {
      const read = readShape(container, body["properties"], "properties", invalidItem);
      if (existing && existing.properties["dataType"] !== read["dataType"]) {
        throw userError("The data type of a data asset cannot be changed.", "properties.dataType");
      }
      return { isArchived: false, ...read };
    },
    select: (records, query) => firstOf(byArchived(records, query), query, "count"),
    view: (record, context) => withVersions(record, `${type}/versions`, context),
  });
}

/** The latest version is the one that was registered last; the next one is the next free number. */
function withVersions(
  record: ResourceRecord,
  type: string,
  { store }: ProviderContext,
): Record<string, unknown> {
  const versions = store.list({ type, parent: record.id });
  const latest = versions.toSorted((a, b) => placeOf(a) - placeOf(b)).at(-1);
  const properties = {
    ...record.properties,
    ...(latest && { latestVersion: latest.name }),
    nextVersion: String(numberOf(record.internal?.["nextVersion"]) ?? 1),
  };
  return { ...plainView(record), properties };
}
