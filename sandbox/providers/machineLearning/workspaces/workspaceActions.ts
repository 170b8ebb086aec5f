import type {
  ActionRequest,
  ActionResult,
  ProviderContext,
  ResourceKind,
  ResourceRecord,
} from "../../../provider";
import { fieldsOf, textOf, type Fields } from "../../fields";
import { guidOf } from "../../guidOf";
import { accountKeys } from "../../storage/accountKeys";
import { diagnose } from "./diagnose";

const tokenSeconds = 3600;

/** The account's key, where the account lets anybody have it. */
function storageKey({ properties }: ResourceRecord, { store }: ProviderContext): Fields {
  const account = store.get(textOf(properties["storageAccount"]) ?? "");
  const [key] = account ? accountKeys(account) : [];
  return key && account?.properties["allowSharedKeyAccess"] !== false
    ? { userStorageKey: key.value }
    : {};
}

const notebookKeys = ({ id }: ResourceRecord): Fields => ({
  primaryAccessKey: guidOf(`${id}#notebook1`),
  secondaryAccessKey: guidOf(`${id}#notebook2`),
});

function listKeys({ record }: ActionRequest, context: ProviderContext): ActionResult {
  const { storageAccount, applicationInsights } = record.properties;
  const insights = context.store.get(textOf(applicationInsights) ?? "");
  return {
    status: 200,
    body: {
      userStorageResourceId: storageAccount,
      ...storageKey(record, context),
      appInsightsInstrumentationKey: textOf(insights?.properties["InstrumentationKey"]) ?? "",
      notebookAccessKeys: notebookKeys(record),
    },
  };
}

function notebookToken({ record }: ActionRequest): ActionResult {
  const { name, properties } = record;
  const host = textOf(fieldsOf(properties["notebookInfo"])["fqdn"]) ?? "";
  return {
    status: 200,
    body: {
      notebookResourceId: properties["workspaceId"],
      hostName: host,
      publicDns: host,
      accessToken: guidOf(`${name}#access`),
      refreshToken: guidOf(`${name}#refresh`),
      tokenType: "Bearer",
      expiresIn: tokenSeconds,
      scope: "aznb_identity",
    },
  };
}

const nothing = (): void => undefined;

export const workspaceActions: NonNullable<ResourceKind["actions"]> = {
  listkeys: listKeys,
  liststorageaccountkeys: ({ record }, context) => ({
    status: 200,
    body: storageKey(record, context),
  }),
  listnotebookkeys: ({ record }) => ({ status: 200, body: notebookKeys(record) }),
  listnotebookaccesstoken: notebookToken,
  resynckeys: () => ({ status: 202, work: { durationMs: 10_000, finish: nothing } }),
  preparenotebook: ({ record }) => ({
    status: 202,
    body: record.properties["notebookInfo"],
    work: { durationMs: 15_000, finish: nothing },
  }),
  diagnose,
};
