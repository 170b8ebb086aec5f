// Over 200 lines: one table of rules and the one place that turns them into a kind.
import { resourceNotFound } from "../armErrors";
import { mergeForPatch, mergePatch } from "../mergeForPatch";
import {
  ArmFault,
  type LongRunning,
  type OperationStyle,
  type ProviderContext,
  type PutRequest,
  type PutResult,
  type ResourceKind,
  type ResourceRecord,
} from "../provider";
import { keptFields, locationOf, textTags, type KeptField } from "./envelope";
import { fieldsOf, type Fields } from "./fields";
import { identityOf } from "./identityOf";
import { addMarks, markEtag } from "./marks";

/** Styles of long operations that more than one provider has (lro-facts). */
export const styles = {
  /** Answers at once. */
  atOnce: { createStatus: 200, updateStatus: 200, put: "none", delete: "none" },
  /** 201 with `Azure-AsyncOperation`, DELETE with `Location`. */
  asyncOperation: {
    createStatus: 201,
    updateStatus: 200,
    put: "asyncOperation",
    delete: "location",
  },
  /** 201 with `Location`. */
  location: { createStatus: 201, updateStatus: 202, put: "location", delete: "location" },
  /** 202 with `Location`. */
  accepted: { createStatus: 202, updateStatus: 202, put: "location", delete: "location" },
  /** 202 with `Location`, DELETE at once. */
  acceptedDeleteAtOnce: { createStatus: 202, updateStatus: 200, put: "location", delete: "none" },
} as const satisfies Record<string, OperationStyle>;

export interface NameRule {
  readonly pattern: RegExp;
  /** Code of the provider's error, for example `AccountNameInvalid`. */
  readonly code: string;
  readonly message: string;
}

/** A PUT with what every kind needs of it already read. */
export interface WriteRequest extends PutRequest {
  /** `properties` of the body. */
  readonly given: Fields;
  /** Normal form; empty for kinds without a location. */
  readonly location: string;
  readonly identity: Fields | undefined;
}

export interface KindRules extends Pick<
  ResourceKind,
  | "type"
  | "apiVersions"
  | "actions"
  | "beforeDelete"
  | "deleteMissing"
  | "isStateless"
  | "keptBody"
  | "list"
  | "makesParent"
  | "pageParameter"
  | "pageSizeParameter"
  | "patch"
  | "select"
  | "view"
> {
  /** A PATCH takes `tags` and nothing else, at once. */
  readonly patchesTags?: boolean;
  readonly style?: OperationStyle;
  readonly tracked?: boolean;
  /** Takes `global` as its only location. */
  readonly isGlobal?: boolean;
  readonly name?: NameRule;
  /** Simulated milliseconds; 0 or absent: done at once. */
  readonly createMs?: number | ((record: ResourceRecord) => number);
  /** Default: a third of what a create takes. */
  readonly updateMs?: number | ((record: ResourceRecord, existing: ResourceRecord) => number);
  readonly deleteMs?: number;
  /** State while the work goes on, where it is not `Creating` or `Updating`. */
  readonly busyState?: string | ((record: ResourceRecord, existing?: ResourceRecord) => string);
  readonly hasEtag?: boolean;
  readonly hasSystemData?: boolean;
  /** Top-level fields that are taken over from the body. */
  readonly keeps?: readonly KeptField[];
  /** Checks the request and answers the whole of `properties`. */
  properties(request: WriteRequest, context: ProviderContext): Fields | Promise<Fields>;
  /** Replaces top-level fields, for example a completed `sku`. */
  more?(request: WriteRequest, context: ProviderContext): Partial<ResourceRecord>;
  /** Called with the record before it is stored for the first or the next time. */
  afterChecks?(record: ResourceRecord, context: ProviderContext): void | Promise<void>;
  /** `request` is absent where a restart has interrupted the write. */
  finish?(
    record: ResourceRecord,
    context: ProviderContext,
    request?: WriteRequest,
  ): void | Promise<void>;
  /** What the long operation of a write goes through, or why it ends in failure. */
  progress?(
    request: WriteRequest,
    record: ResourceRecord,
    context: ProviderContext,
  ): Omit<LongRunning, "durationMs" | "finish">;
  /** What of the body of a PATCH counts; default: all of it. */
  readonly patchBody?: (body: Fields, existing: ResourceRecord) => Fields;
}

/** A resource kind out of its rules: name, location, tags, identity, etag and states are the same for all. */
export function defineKind(rules: KindRules): ResourceKind {
  const { type, apiVersions, style = styles.atOnce, tracked = false, deleteMs } = rules;
  const { actions, beforeDelete, deleteMissing, keptBody, list, select, view } = rules;
  const { pageParameter, pageSizeParameter } = rules;
  const patch = patchOf(rules);
  return {
    type,
    apiVersions,
    style,
    tracked,
    isStateless: rules.isStateless ?? false,
    makesParent: rules.makesParent ?? false,
    ...(actions && { actions }),
    ...(beforeDelete && { beforeDelete }),
    ...(deleteMissing && { deleteMissing }),
    ...(view && { view }),
    ...(keptBody && { keptBody }),
    ...(patch && { patch }),
    ...(list && { list }),
    ...(select && { select }),
    ...(pageParameter && { pageParameter }),
    ...(pageSizeParameter && { pageSizeParameter }),
    ...(deleteMs !== undefined && { deleteDurationMs: deleteMs }),
    put: (request, context) => put(rules, request, context),
    // What goes through stages or may fail at its end is asked for again.
    ...(!rules.progress && {
      finishWrite: (record, context) => end(rules, record, undefined, context),
    }),
  };
}

function patchOf(rules: KindRules): ResourceKind["patch"] {
  if (rules.patchesTags) {
    return (request, context) => patchTags(rules, request, context);
  }
  return rules.patchBody ? (request, context) => patchAsPut(rules, request, context) : rules.patch;
}

function patchAsPut(
  rules: KindRules,
  request: PutRequest,
  context: ProviderContext,
): Promise<PutResult> {
  const { existing, body } = request;
  const taken = existing && rules.patchBody?.(body, existing);
  const merged = taken ? mergeForPatch(existing, taken) : body;
  return put(rules, { ...request, body: merged }, context);
}

async function put(
  rules: KindRules,
  request: PutRequest,
  context: ProviderContext,
): Promise<PutResult> {
  const { existing, body, name, id } = request;
  if (rules.name && !rules.name.pattern.test(name)) {
    const { code, message } = rules.name;
    throw new ArmFault(400, code, `The name '${name}' is not valid. ${message}`);
  }
  const location = locationOf(rules, request, context);
  const identity = identityOf(body["identity"] ?? existing?.identity, existing, context);
  const write = { ...request, given: fieldsOf(body["properties"]), location, identity };
  const properties = await rules.properties(write, context);
  const record: ResourceRecord = {
    ...keptFields(rules.keeps ?? [], request),
    id: existing?.id ?? id,
    type: rules.type,
    name: existing?.name ?? name,
    ...(location && { location }),
    ...(rules.tracked && { tags: textTags(body["tags"]) }),
    ...(identity && { identity }),
    ...(existing?.internal && { internal: existing.internal }),
    properties: { ...properties, ...(!rules.isStateless && { provisioningState: "Succeeded" }) },
    ...rules.more?.(write, context),
  };
  await rules.afterChecks?.(record, context);
  addMarks(rules, record, existing, context);
  const { busyState } = rules;
  const durationMs = durationOf(rules, record, existing);
  if (durationMs === 0) {
    await rules.finish?.(record, context, write);
    return { record };
  }
  if (busyState) {
    record.properties["provisioningState"] =
      typeof busyState === "string" ? busyState : busyState(record, existing);
  }
  const finish = (done: ResourceRecord): Promise<void> => end(rules, done, write, context);
  return { record, work: { durationMs, finish, ...rules.progress?.(write, record, context) } };
}

function durationOf(
  { createMs = 0, updateMs }: KindRules,
  record: ResourceRecord,
  existing: ResourceRecord | undefined,
): number {
  const creates = typeof createMs === "number" ? createMs : createMs(record);
  if (!existing) {
    return creates;
  }
  return typeof updateMs === "function"
    ? updateMs(record, existing)
    : (updateMs ?? Math.round(creates / 3));
}

function patchTags(
  rules: KindRules,
  { body, existing, name }: PutRequest,
  context: ProviderContext,
): PutResult {
  if (!existing) {
    throw resourceNotFound(rules.type, name);
  }
  const record = { ...existing, tags: textTags(mergePatch(existing.tags, body["tags"] ?? {})) };
  addMarks(rules, record, existing, context);
  return { record };
}

async function end(
  rules: KindRules,
  record: ResourceRecord,
  request: WriteRequest | undefined,
  context: ProviderContext,
): Promise<void> {
  if (rules.busyState && !rules.isStateless) {
    record.properties["provisioningState"] = "Succeeded";
  }
  await rules.finish?.(record, context, request);
  markEtag(rules, record);
}

/** The `systemData` fields and everything else but `internal`: for kinds with a computed view. */
export function plainView(record: ResourceRecord): Record<string, unknown> {
  const { internal: _, ...shown } = record;
  return shown;
}
