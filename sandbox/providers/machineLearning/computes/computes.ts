import { notImplemented } from "../../../armErrors";
import { normalLocation } from "../../../locations";
import type { LongRunning, ProviderContext, ResourceRecord } from "../../../provider";
import { parseResourceId } from "../../../resourceId";
import { defineKind, type WriteRequest } from "../../defineKind";
import { fieldsOf, idOf, textOf, type Fields } from "../../fields";
import type { QuotaScope } from "../../quota";
import { readShape } from "../../shape";
import { computeType, mlVersions } from "../mlTypes";
import { badCompute, invalidCompute } from "../refusals";
import { amlCompute } from "./amlCompute";
import { computeActions } from "./computeActions";
import { computeInstance } from "./computeInstance";
import { clusterUpdateShape, computeShape } from "./computeShape";
import { kubernetesCompute } from "./kubernetesCompute";

export interface ComputeRequest {
  readonly request: WriteRequest;
  /** The compute as given, without what is read-only. */
  readonly given: Fields;
  /** Its inner `properties`. */
  readonly inner: Fields;
  /** Those of the compute that is there. */
  readonly before: Fields;
  readonly scope: QuotaScope;
}

/** What differs from one compute type to the next. */
export interface ComputeRules {
  readonly createMs: number;
  /** Attached from elsewhere: it is detached, not deleted. */
  readonly isAttached: boolean;
  /** Checks the request and answers the whole of the inner `properties`. */
  complete(compute: ComputeRequest, context: ProviderContext): Fields;
  /** Inner fields when the work is done. */
  finish?(inner: Fields): Fields;
  /** Inner fields when it has failed. */
  failed?(inner: Fields, error: Fields): Fields;
  /** Why Azure accepts the request and then fails on it. */
  whyItFails?(inner: Fields, scope: QuotaScope, context: ProviderContext): LongRunning["fail"];
}

const rulesOf: Readonly<Record<string, ComputeRules>> = {
  AmlCompute: amlCompute,
  ComputeInstance: computeInstance,
  Kubernetes: kubernetesCompute,
};

/** Types of Azure that the sandbox does not have. */
const otherTypes =
  /^(AKS|DataFactory|VirtualMachine|HDInsight|Databricks|DataLakeAnalytics|SynapseSpark)$/iu;

export const computes = defineKind({
  type: computeType,
  apiVersions: mlVersions,
  style: {
    createStatus: 201,
    updateStatus: 200,
    put: "asyncOperation",
    delete: "both",
    patch: { status: 200, poll: "none" },
  },
  hasSystemData: true,
  keeps: ["sku"],
  pageParameter: "$skip",
  createMs: (record) => partsOf(record).rules?.createMs ?? 0,
  updateMs: 20_000,
  deleteMs: 30_000,
  name: {
    pattern: /^[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]$/u,
    code: "BadRequest",
    message:
      "A compute name takes 3 to 24 letters, digits and '-', begins with a letter and ends with a letter or digit.",
  },
  properties: computeProperties,
  more: (request, context) => ({
    location: locationOf(request, context),
    internal: request.existing?.internal ?? { asked: readCompute(request)["properties"] },
    tags: Object.fromEntries(
      Object.entries(fieldsOf(request.body["tags"])).map(([key, value]) => [key, String(value)]),
    ),
  }),
  progress: (request, record, context) => {
    const { inner, rules } = partsOf(record);
    const fail = rules?.whyItFails?.(inner, scopeOf(request, context), context);
    return { ...(fail && { fail }), failed: showFailure };
  },
  finish: (record) => {
    const { inner, rules } = partsOf(record);
    record.properties["properties"] = rules?.finish?.(inner) ?? inner;
  },
  patchBody: (body, { name, properties }) => {
    const patch = readShape(clusterUpdateShape, body, "", invalidCompute);
    if (properties["computeType"] !== "AmlCompute") {
      throw badCompute(`Only compute clusters can be updated, and '${name}' is none.`, name);
    }
    return patch;
  },
  beforeDelete: (record, _, query) => {
    checkUnderlying(record, query);
  },
  actions: computeActions,
});

function partsOf({ properties }: ResourceRecord): { inner: Fields; rules?: ComputeRules } {
  const rules = rulesOf[String(properties["computeType"])];
  return { inner: fieldsOf(properties["properties"]), ...(rules && { rules }) };
}

function locationOf({ id, given, body }: WriteRequest, { store }: ProviderContext): string {
  const workspace = store.get(parseResourceId(id)?.parentId ?? "");
  const own = textOf(given["computeLocation"]) ?? textOf(body["location"]);
  return normalLocation(own ?? workspace?.location ?? "");
}

function scopeOf(request: WriteRequest, context: ProviderContext): QuotaScope {
  const { subscriptionId = "" } = parseResourceId(request.id) ?? {};
  return { subscriptionId, location: locationOf(request, context) };
}

function readCompute({ given }: WriteRequest): Fields {
  const asked = textOf(given["computeType"]) ?? "";
  if (otherTypes.test(asked)) {
    throw notImplemented(`computes of type '${asked}'`);
  }
  return readShape(computeShape, given, "properties", invalidCompute);
}

function computeProperties(request: WriteRequest, context: ProviderContext): Fields {
  const { existing, name } = request;
  const given = readCompute(request);
  const type = String(given["computeType"]);
  const was = textOf(existing?.properties["computeType"]) ?? type;
  if (was !== type) {
    const message = `The compute '${name}' exists already and is of type ${was}.`;
    throw badCompute(message, "computeType");
  }
  const inner = fieldsOf(given["properties"]);
  const subnet = idOf(inner["subnet"]);
  if (subnet !== undefined && !context.store.has(subnet)) {
    throw badCompute(`The subnet '${subnet}' of compute '${name}' was not found.`, "subnet");
  }
  const before = fieldsOf(existing?.properties["properties"]);
  const scope = scopeOf(request, context);
  const rules = rulesOf[type];
  const now = new Date(context.clock.now()).toISOString();
  const { description, resourceId, disableLocalAuth } = given;
  return {
    computeType: type,
    computeLocation: scope.location,
    ...(description !== undefined && { description }),
    ...(resourceId !== undefined && { resourceId }),
    disableLocalAuth:
      existing?.properties["disableLocalAuth"] ?? disableLocalAuth ?? type !== "AmlCompute",
    isAttachedCompute: rules?.isAttached ?? false,
    provisioningErrors: null,
    createdOn: existing?.properties["createdOn"] ?? now,
    modifiedOn: now,
    properties: rules?.complete({ request, given, inner, before, scope }, context) ?? inner,
  };
}

function showFailure(
  record: ResourceRecord,
  { code, message }: NonNullable<LongRunning["fail"]>,
): void {
  const error = { error: { code, message } };
  const { inner, rules } = partsOf(record);
  record.properties["provisioningState"] = "Failed";
  record.properties["provisioningErrors"] = [error];
  record.properties["properties"] = rules?.failed?.(inner, error) ?? inner;
}

/** Azure wants to know of every delete what becomes of the compute; attached clusters are not ours to delete. */
function checkUnderlying({ name, properties }: ResourceRecord, query?: URLSearchParams): void {
  if (!query) {
    return;
  }
  const action = query.get("underlyingResourceAction")?.toLowerCase();
  if (action !== "delete" && action !== "detach") {
    throw badCompute(
      "The query parameter underlyingResourceAction is required: Delete or Detach.",
      "underlyingResourceAction",
    );
  }
  const isAttached = properties["isAttachedCompute"] === true;
  if (isAttached !== (action === "detach")) {
    const wanted = isAttached ? "detached" : "deleted";
    throw badCompute(`The compute '${name}' can only be ${wanted}.`, "underlyingResourceAction");
  }
}
