import { defineKind, styles } from "../../defineKind";
import { fieldsOf, without } from "../../fields";
import {
  anything,
  array,
  filled,
  flag,
  mapOf,
  object,
  oneOf,
  readShape,
  text,
  texts,
} from "../../shape";
import { mlVersions, workspaceType } from "../mlTypes";
import { invalidWorkspace } from "../refusals";

const authTypes = [
  "PAT",
  "ManagedIdentity",
  "UsernamePassword",
  "None",
  "SAS",
  "AccountKey",
  "ServicePrincipal",
  "AccessKey",
  "ApiKey",
  "CustomKeys",
  "OAuth2",
  "AAD",
] as const;

const connectionShape = object(
  {
    authType: oneOf(...authTypes),
    category: filled,
    credentials: mapOf(anything),
    expiryTime: text,
    isSharedToAll: flag,
    metadata: texts,
    sharedUserList: array(text),
    target: text,
    value: text,
    valueFormat: oneOf("JSON"),
  },
  ["authType"],
);

/** What a workspace may sign in to; its credentials are shown to who asks for secrets only. */
export const connections = defineKind({
  type: `${workspaceType}/connections`,
  apiVersions: mlVersions,
  style: styles.atOnce,
  name: {
    pattern: /^[A-Za-z0-9][\w-]{2,32}$/u,
    code: "ValidationError",
    message: "It takes 3 to 33 letters, digits, '-' and '_' and begins with a letter or digit.",
  },
  hasSystemData: true,
  isStateless: true,
  properties: ({ body }) =>
    without(
      readShape(connectionShape, body["properties"], "properties", invalidWorkspace),
      "credentials",
    ),
  more: ({ given, existing }) => ({
    internal: { credentials: given["credentials"] ?? existing?.internal?.["credentials"] },
  }),
  select: (records, query) =>
    records.filter(({ properties }) =>
      ["category", "target"].every(
        (name) => query.get(name) === null || query.get(name) === properties[name],
      ),
    ),
  actions: {
    listsecrets: ({ record: { internal, ...shown } }) => ({
      status: 200,
      body: {
        ...shown,
        properties: { ...shown.properties, credentials: fieldsOf(internal?.["credentials"]) },
      },
    }),
  },
});
