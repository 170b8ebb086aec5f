import type { ProviderContext, ResourceRecord } from "../../../provider";
import { defineKind, plainView } from "../../defineKind";
import { fieldsOf, textOf, without, type Fields } from "../../fields";
import { readShape } from "../../shape";
import { firstOf } from "../listOptions";
import { itemName, mlVersions, workspaceType } from "../mlTypes";
import { invalidItem, userError } from "../refusals";
import { assetStyle } from "./assetContainers";
import { datastoreSecrets } from "./datastoreSecrets";
import { datastoreShape } from "./datastoreShapes";

export const datastoreType = `${workspaceType}/datastores`;

/** Types that lie on a storage account and so have an address. */
const onAccount = ["AzureBlob", "AzureFile", "AzureDataLakeGen2"];

export const datastores = defineKind({
  type: datastoreType,
  apiVersions: mlVersions,
  style: assetStyle,
  name: itemName,
  hasSystemData: true,
  isStateless: true,
  pageParameter: "$skip",
  properties: ({ body, existing }) => {
    const read = readShape(datastoreShape, body["properties"], "properties", invalidItem);
    return {
      serviceDataAccessAuthIdentity: "None",
      ...read,
      credentials: without(fieldsOf(read["credentials"]), "secrets"),
      isDefault: existing?.properties["isDefault"] ?? false,
    };
  },
  more: ({ given }) => ({ internal: { secrets: fieldsOf(given["credentials"])["secrets"] } }),
  select,
  view: viewDatastore,
  beforeDelete: ({ name, properties }) => {
    if (properties["isDefault"] === true) {
      throw userError(`The default datastore '${name}' cannot be deleted.`);
    }
  },
  actions: {
    listsecrets: ({ record }, context) => ({
      status: 200,
      body: datastoreSecrets(record, context),
    }),
  },
});

/**
 * The host of an account's address is the sandbox's own, wherever that listens now. Of secrets only their type is
 * shown: the specification requires them and hides what is in them.
 */
export function viewDatastore(record: ResourceRecord, { origin }: ProviderContext): Fields {
  const { datastoreType: type } = record.properties;
  const address = onAccount.includes(String(type))
    ? { endpoint: new URL(origin).host, protocol: "https" }
    : {};
  const credentials = fieldsOf(record.properties["credentials"]);
  const secretsType = credentials["credentialsType"];
  const shown = secretsType === "None" ? credentials : { ...credentials, secrets: { secretsType } };
  const properties = { ...address, ...record.properties, credentials: shown };
  return { ...plainView(record), properties };
}

function select(
  records: readonly ResourceRecord[],
  query: URLSearchParams,
): readonly ResourceRecord[] {
  const wanted = query.getAll("names").flatMap((each) => each.split(","));
  const part = query.get("searchText")?.toLowerCase() ?? "";
  const isDefault = query.get("isDefault")?.toLowerCase();
  const found = records.filter(
    ({ name, properties }) =>
      (wanted.length === 0 || wanted.includes(name)) &&
      name.toLowerCase().includes(part) &&
      (isDefault === undefined || String(properties["isDefault"]) === isDefault),
  );
  return firstOf(ordered(found, query), query, "count");
}

function ordered(
  records: readonly ResourceRecord[],
  query: URLSearchParams,
): readonly ResourceRecord[] {
  const by = query.get("orderBy")?.toLowerCase();
  const field = by === "createdtime" ? "createdAt" : "lastModifiedAt";
  const keyOf = ({ name, systemData }: ResourceRecord): string =>
    by === undefined || by === "name" ? name : (textOf(systemData?.[field]) ?? "");
  const sorted = records.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const isDescending = by !== undefined && query.get("orderByAsc")?.toLowerCase() !== "true";
  return isDescending ? sorted.toReversed() : sorted;
}
