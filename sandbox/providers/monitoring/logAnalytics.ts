import { createHash } from "node:crypto";
import {
  ArmFault,
  type ActionRequest,
  type ActionResult,
  type ProviderContext,
  type ResourceRecord,
} from "../../provider";
import { defineKind, styles, type WriteRequest } from "../defineKind";
import { fieldsOf, numberOf, textOf, without, type Fields } from "../fields";
import {
  deletedWorkspace,
  forgetDeletedWorkspace,
  keepDeletedWorkspace,
  logAnalyticsVersions,
} from "./deletedWorkspaces";

const skus = [
  "Free",
  "Standard",
  "Premium",
  "PerNode",
  "PerGB2018",
  "Standalone",
  "CapacityReservation",
  "LACluster",
];
/** Days of retention that PerGB2018 takes. */
const retention = { least: 30, most: 730 } as const;

/** Fields of `properties` that only Azure writes. */
const readOnly = ["createdDate", "customerId", "modifiedDate", "provisioningState"] as const;

/** Log Analytics: a deleted workspace comes back with the next PUT of its name, unless it was deleted by force. */
export const workspaces = defineKind({
  type: "Microsoft.OperationalInsights/workspaces",
  apiVersions: logAnalyticsVersions,
  style: styles.asyncOperation,
  tracked: true,
  hasEtag: true,
  createMs: 15_000,
  updateMs: 0,
  deleteMs: 8000,
  name: {
    pattern: /^[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]$/u,
    code: "InvalidWorkspaceName",
    message: "It takes 4 to 63 letters, digits and '-', with a letter or digit at both ends.",
  },
  properties: (request, context) => {
    check(request);
    return propertiesOf(request, context);
  },
  finish: ({ id }, context) => {
    forgetDeletedWorkspace(id, context);
  },
  beforeDelete: (record, context, query) => {
    if (query?.get("force")?.toLowerCase() !== "true") {
      keepDeletedWorkspace(record, context);
    }
  },
  actions: { sharedkeys: sharedKeys, regeneratesharedkey: regenerateSharedKey },
});

function check({ given }: WriteRequest): void {
  const { name } = fieldsOf(given["sku"]);
  if (name !== undefined && !skus.includes(textOf(name) ?? "")) {
    const message = `The SKU '${textOf(name) ?? ""}' is not one of ${skus.join(", ")}.`;
    throw new ArmFault(400, "InvalidParameter", message, { target: "sku.name" });
  }
  const days = numberOf(given["retentionInDays"]);
  const isPerGb = name === undefined || name === "PerGB2018";
  if (days !== undefined && isPerGb && (days < retention.least || days > retention.most)) {
    const message = "'RetentionInDays' property doesn't match the SKU limits.";
    throw new ArmFault(400, "InvalidParameter", message, { target: "retentionInDays" });
  }
}

function propertiesOf(
  { given, existing, id, location }: WriteRequest,
  context: ProviderContext,
): Fields {
  const now = new Date(context.clock.now()).toISOString();
  const known = existing ?? deletedWorkspace(id, location, context);
  const before = known?.properties ?? {};
  const sku = fieldsOf(before["sku"]);
  const name = fieldsOf(given["sku"])["name"] ?? "PerGB2018";
  const stated = {
    retentionInDays: 30,
    publicNetworkAccessForIngestion: "Enabled",
    publicNetworkAccessForQuery: "Enabled",
    workspaceCapping: { dailyQuotaGb: -1, dataIngestionStatus: "RespectQuota" },
    ...without(given, ...readOnly),
    sku: {
      ...fieldsOf(given["sku"]),
      name,
      lastSkuUpdate: sku["name"] === name ? sku["lastSkuUpdate"] : now,
    },
    features: {
      enableLogAccessUsingOnlyResourcePermissions: true,
      ...fieldsOf(given["features"]),
    },
    customerId: before["customerId"] ?? context.newGuid(),
    createdDate: before["createdDate"] ?? now,
  };
  return { ...stated, modifiedDate: isSame(stated, before) ? before["modifiedDate"] : now };
}

function isSame(stated: Fields, before: Fields): boolean {
  return Object.entries(stated).every(
    ([name, value]) => JSON.stringify(value) === JSON.stringify(before[name]),
  );
}

function sharedKeys({ record }: ActionRequest): ActionResult {
  const [primarySharedKey, secondarySharedKey] = ["1", "2"].map((which) => keyOf(record, which));
  return { status: 200, body: { primarySharedKey, secondarySharedKey } };
}

function regenerateSharedKey(request: ActionRequest): ActionResult {
  const { internal } = request.record;
  request.record.internal = { ...internal, keyVersion: versionOf(request.record) + 1 };
  return sharedKeys(request);
}

function versionOf({ internal }: ResourceRecord): number {
  return numberOf(internal?.["keyVersion"]) ?? 0;
}

/** Looks like a key and opens nothing. */
function keyOf(record: ResourceRecord, which: string): string {
  const text = `${record.id.toLowerCase()}#${which}#${String(versionOf(record))}`;
  return createHash("sha512").update(text).digest("base64");
}
