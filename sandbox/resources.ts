import { requireAllowed } from "./access/grants";
import { actionOf } from "./actionOf";
import { notImplemented, resourceNotFound } from "./armErrors";
import { askKind } from "./askKind";
import { completeDelete, completeWrite } from "./complete";
import type { Kinds } from "./kinds";
import type { Complete, Operation, OperationRequest, Operations } from "./operations";
import type {
  ActionResult,
  ProviderContext,
  ResourceKind,
  ResourceRecord,
  Stage,
} from "./provider";
import { ArmFault } from "./provider";
import type { Policies } from "./policy/Policies";
import { refuseWhileDeleting, requireParents } from "./parents";
import { parseResourceId, type ResourceId } from "./resourceId";
import { checkLocation } from "./locations";
import { mergeForPatch } from "./mergeForPatch";
import { recomplete } from "./recomplete";
import { scheduleStages } from "./stages";
import { keptOptions, type WriteOptions } from "./writeOptions";

/** What a write did: the resource now and the operation that goes on, if any. */
export interface Written {
  readonly kind: ResourceKind;
  readonly record: ResourceRecord;
  readonly created: boolean;
  readonly operation?: Operation;
}

/** What every way to a resource has in common: HTTP requests and template deployments come through here. */
export class Resources {
  constructor(
    private readonly kinds: Kinds,
    private readonly operations: Operations,
    private readonly context: ProviderContext,
    private readonly policies: Policies,
  ) {}

  kindOf(id: string): { readonly kind: ResourceKind; readonly parsed: ResourceId } {
    const parsed = parseResourceId(id);
    if (!parsed) {
      throw new ArmFault(400, "InvalidResourceId", `'${id}' is not the id of a resource.`);
    }
    const kind = this.kinds.get(parsed.type);
    if (!kind) {
      throw notImplemented(`resource type '${parsed.type}'`);
    }
    return { kind, parsed };
  }

  /** What GET answers for a record. */
  view(record: ResourceRecord): Record<string, unknown> {
    const kind = this.kinds.get(record.type);
    if (kind?.view) {
      return kind.view(record, this.context);
    }
    const { internal: _, ...shown } = record;
    return shown;
  }

  async put(id: string, body: Record<string, unknown>, options: WriteOptions): Promise<Written> {
    const { kind, parsed } = this.kindOf(id);
    if (!options.bySystem) {
      requireAllowed(id, `${kind.type}/write`, this.context);
    }
    requireParents(this.context.store, parsed, kind.makesParent);
    refuseWhileDeleting(this.context.store, id);
    const existing = this.context.store.get(id);
    checkLocation(kind, parsed, body, existing);
    const request = { method: "PUT" as const, resourceId: id, body };
    return this.write(kind, existing, { ...request, ...keptOptions(options) });
  }

  async patch(id: string, body: Record<string, unknown>, options: WriteOptions): Promise<Written> {
    const { kind, parsed } = this.kindOf(id);
    requireParents(this.context.store, parsed);
    const existing = this.require(id);
    const request = { method: "PATCH" as const, resourceId: id, body };
    return this.write(kind, existing, { ...request, ...keptOptions(options) });
  }

  /** Undefined when there was nothing to delete. */
  async delete(
    id: string,
    { query = new URLSearchParams(), ...options }: WriteOptions,
  ): Promise<Written | undefined> {
    const { kind, parsed } = this.kindOf(id);
    requireParents(this.context.store, parsed, kind.makesParent);
    const record = this.context.store.get(id);
    if (!record) {
      kind.deleteMissing?.(id, this.context, query);
      return undefined;
    }
    await kind.beforeDelete?.(record, this.context, query);
    const running = this.operations.running(id);
    if (running) {
      const message = "A delete request has replaced this operation.";
      this.operations.cancel(running, { code: "Canceled", message });
    }
    const asked = { method: "DELETE" as const, resourceId: id, body: {} };
    const request: OperationRequest = { ...asked, ...keptOptions(options) };
    if (kind.style.delete === "none" && !options.failure) {
      this.context.store.delete(id);
      return { kind, record, created: false };
    }
    if (!kind.isStateless) {
      record.properties.provisioningState = "Deleting";
    }
    this.context.store.put(record);
    const operation = this.begin(record, request, {
      durationMs: kind.deleteDurationMs ?? 0,
      complete: completeDelete(this.context.store, request),
      pollAt: kind.style.pollAt,
    });
    return { kind, record, created: false, operation };
  }

  async act(
    id: string,
    action: string,
    request: { body: Record<string, unknown>; query: URLSearchParams } & WriteOptions,
  ): Promise<Written & { readonly result: ActionResult }> {
    const { kind } = this.kindOf(id);
    const handler = actionOf(kind, action);
    if (!handler) {
      throw notImplemented(`action '${action}' of '${kind.type}'`);
    }
    const before = this.require(id);
    const record = structuredClone(before);
    const { body, query, apiVersion, failure } = request;
    const result = await handler({ record, body, query, apiVersion }, this.context);
    if (JSON.stringify(record) !== JSON.stringify(before)) {
      this.context.store.put(record);
    }
    const written = { kind, record, created: false, result };
    if (!result.work && !failure) {
      return written;
    }
    const kept: OperationRequest = {
      method: "POST",
      resourceId: id,
      apiVersion,
      body,
      action,
      before,
      ...(failure && { failure }),
    };
    const operation = this.begin(record, kept, {
      durationMs: result.work?.durationMs ?? 0,
      complete: completeWrite(this.context.store, kept, result.work),
      stages: result.work?.stages,
      result: result.body,
      pollAt: result.pollAt,
      operationId: result.operationId,
    });
    return { ...written, operation };
  }

  /** The record or the ARM error that it is not there. */
  require(id: string): ResourceRecord {
    const record = this.context.store.get(id);
    if (!record) {
      const { type = "", name = id, resourceGroup } = parseResourceId(id) ?? {};
      const fault = this.kinds.get(type)?.notFound?.(name);
      throw fault ?? resourceNotFound(type, name, resourceGroup);
    }
    return record;
  }

  /** Makes the end of an operation anew from its request, after a restart. */
  async recomplete(operation: Operation, remainingMs: number): Promise<Complete> {
    const { request } = operation;
    if (request.method === "DELETE") {
      return completeDelete(this.context.store, request);
    }
    const { kind } = this.kindOf(request.resourceId);
    const current = (): ResourceRecord => this.require(request.resourceId);
    return recomplete({ kind, operation, remainingMs, current }, this.context);
  }

  private async write(
    kind: ResourceKind,
    existing: ResourceRecord | undefined,
    request: OperationRequest,
  ): Promise<Written> {
    this.enforcePolicies(kind, existing, request);
    const { record, work } = await askKind(kind, existing, request, this.context);
    const created = !existing;
    const running = this.operations.running(request.resourceId);
    if (running && (work ?? request.failure)) {
      const message = `Another operation is in progress on '${request.resourceId}': try again when it has ended.`;
      throw new ArmFault(409, "AnotherOperationInProgress", message);
    }
    record.id = existing?.id ?? record.id;
    if (!work && !request.failure) {
      this.context.store.put(record);
      return { kind, record, created };
    }
    const state = record.properties.provisioningState ?? "Succeeded";
    if (!kind.isStateless && (state === "Succeeded" || state === "Failed")) {
      record.properties.provisioningState = created ? "Creating" : "Updating";
    }
    this.context.store.put(record);
    const body = kind.keptBody?.(request.body) ?? request.body;
    const kept = { ...request, body, ...(existing && { before: existing }) };
    const operation = this.begin(record, kept, {
      durationMs: work?.durationMs ?? 0,
      complete: completeWrite(this.context.store, kept, work),
      pollAt: kind.style.pollAt,
      stages: work?.stages,
    });
    return { kind, record, created, operation };
  }

  private enforcePolicies(
    kind: ResourceKind,
    existing: ResourceRecord | undefined,
    { resourceId: id, method, body: given }: OperationRequest,
  ): void {
    const body = method === "PATCH" && existing ? mergeForPatch(existing, given) : given;
    this.policies.enforce({ id, type: kind.type, isIndexed: kind.tracked, body });
  }

  private begin(
    record: ResourceRecord,
    request: OperationRequest,
    work: {
      readonly durationMs: number;
      readonly complete: Complete;
      readonly stages?: readonly Stage[] | undefined;
      readonly result?: unknown;
      readonly pollAt: string | undefined;
      readonly operationId?: string | undefined;
    },
  ): Operation {
    const { pollAt, operationId, stages, ...rest } = work;
    const operation = this.operations.start({
      id: operationId ?? this.context.newGuid(),
      request,
      location: record.location ?? "global",
      ...rest,
      ...(pollAt !== undefined && { pollAt }),
    });
    scheduleStages(operation, stages, 0, this.context);
    return operation;
  }
}
