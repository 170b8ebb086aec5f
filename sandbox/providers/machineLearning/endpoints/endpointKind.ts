import type { OperationStyle, ProviderContext, ResourceRecord } from "../../../provider";
import { plainView, type WriteRequest } from "../../defineKind";
import { defined, type Fields } from "../../fields";
import { byNamed } from "../listOptions";
import { mlVersions } from "../mlTypes";
import { userError } from "../refusals";

export const endpointStyle: OperationStyle = {
  createStatus: 201,
  updateStatus: 200,
  put: "asyncOperation",
  delete: "location",
  patch: { status: 202, poll: "location" },
  timeout: "PT1H",
};

export const endpointName = {
  pattern: /^[A-Za-z](?=.{2,31}$)[A-Za-z0-9-]*[A-Za-z0-9]$/u,
  code: "UserError",
  message:
    "It takes 3 to 32 letters, digits and '-', begins with a letter and ends with a letter or digit.",
};

/** What online and batch endpoints have in common; a PATCH changes tags and identity alone. */
export const endpointRules = {
  apiVersions: mlVersions,
  style: endpointStyle,
  tracked: true,
  name: endpointName,
  keeps: ["kind", "sku"],
  hasSystemData: true,
  pageParameter: "$skip",
  pageSizeParameter: "count",
  createMs: 60_000,
  updateMs: 15_000,
  deleteMs: 45_000,
  patchBody: ({ tags, identity }: Fields): Fields => defined({ tags, identity }),
} as const;

/** The name is part of the scoring address and so unique in the region. */
export function requireFreeName(
  type: string,
  { id, name, location, existing }: WriteRequest,
  { store }: ProviderContext,
): void {
  const isTaken = store
    .list({ type })
    .some(
      (other) =>
        other.name.toLowerCase() === name.toLowerCase() &&
        other.location === location &&
        other.id.toLowerCase() !== id.toLowerCase(),
    );
  if (isTaken && !existing) {
    throw userError(`The endpoint name '${name}' is already in use in ${location}.`, "name");
  }
}

/** The scoring address lies on the sandbox itself. */
export function withScoring(
  record: ResourceRecord,
  { origin }: ProviderContext,
  path: string,
): Fields {
  const root = `${origin}/inference/${record.location ?? ""}/${record.name}`;
  const uris = { scoringUri: `${root}/${path}`, swaggerUri: `${root}/swagger.json` };
  return { ...plainView(record), properties: { ...record.properties, ...uris } };
}

export function selectEndpoints(
  records: readonly ResourceRecord[],
  query: URLSearchParams,
): readonly ResourceRecord[] {
  const [name, computeType] = [query.get("name"), query.get("computeType")];
  const typeOf = ({ properties }: ResourceRecord): string =>
    properties["compute"] === undefined ? "Managed" : "Kubernetes";
  const found = records.filter(
    (record) =>
      (name === null || record.name === name) &&
      (computeType === null || typeOf(record) === computeType),
  );
  const tagged = byNamed(found, query.get("tags"), ({ tags }) => tags);
  return inOrder(
    byNamed(tagged, query.get("properties"), ({ properties }) => properties["properties"]),
    query.get("orderBy"),
  );
}

function inOrder(
  records: readonly ResourceRecord[],
  order: string | null,
): readonly ResourceRecord[] {
  if (order === null) {
    return records;
  }
  const [, by, direction] = /^(CreatedAt|UpdatedAt)(Asc|Desc)$/u.exec(order) ?? [];
  if (by === undefined) {
    const message = `The orderBy '${order}' is not one of CreatedAtDesc, CreatedAtAsc, UpdatedAtDesc, UpdatedAtAsc.`;
    throw userError(message, "orderBy");
  }
  const field = by === "CreatedAt" ? "createdAt" : "lastModifiedAt";
  const keyOf = ({ systemData }: ResourceRecord): string => String(systemData?.[field]);
  const sorted = records.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return direction === "Desc" ? sorted.toReversed() : sorted;
}
