import type { ArmErrorBody } from "./armErrors";
import type { Catalogue } from "./catalogue/catalogue";
import type { Clock } from "./clock";
import type { CreateDataPlane } from "./dataPlane/DataPlane";
import type { ProviderSettings } from "./providerSettings";
import type { Store } from "./store";

/** A resource as it is kept and, without `internal`, as it is answered. */
export interface ResourceRecord {
  /** As first written by the client; the store's key is its lower-cased form. */
  id: string;
  /** As the provider spells it, for example `Microsoft.Network/virtualNetworks/subnets`. */
  type: string;
  name: string;
  location?: string;
  tags?: Record<string, string>;
  kind?: string;
  sku?: Record<string, unknown>;
  identity?: Record<string, unknown>;
  zones?: string[];
  plan?: Record<string, unknown>;
  etag?: string;
  systemData?: Record<string, unknown>;
  properties: Record<string, unknown>;
  /** Never answered: state that only the simulator needs. */
  internal?: Record<string, unknown>;
}

/** The body of every ARM error. */
export interface ErrorDetail {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
  readonly details?: readonly ErrorDetail[];
  readonly additionalInfo?: readonly { readonly type: string; readonly info: unknown }[];
}

/** An error as ARM answers it: thrown by a provider, written by the pipeline. */
export class ArmFault extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly options: {
      readonly target?: string;
      readonly details?: readonly ErrorDetail[];
      readonly additionalInfo?: ErrorDetail["additionalInfo"];
      readonly retryAfterSeconds?: number;
    } = {},
  ) {
    super(message);
  }
}

export interface Caller {
  readonly objectId: string;
  readonly tenantId: string;
  readonly username: string;
}

export interface ProviderContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly catalogue: Catalogue;
  readonly settings: Readonly<ProviderSettings>;
  /** Own origin, for example `https://127.0.0.1:4433`. */
  readonly origin: string;
  readonly caller: Caller;
  /** Random GUID; injected, so that tests repeat. */
  readonly newGuid: () => string;
  /** PUT through another provider as that provider would answer (for managed node groups and the like). */
  put(id: string, body: Record<string, unknown>): Promise<ResourceRecord>;
}

/** What goes on after the first answer: ends when the clock has passed `durationMs` of simulated time. */
export interface LongRunning {
  /** Simulated milliseconds, as Azure usually takes. */
  readonly durationMs: number;
  /**
   * Changes the record (state Succeeded, computed properties) when the time is over. An `ArmFault` lets
   * the operation end in failure; what the record has got by then stays.
   */
  readonly finish: (record: ResourceRecord) => void | Promise<void>;
  /** Ends in failure instead: the record keeps `provisioningState` Failed. */
  readonly fail?: { readonly code: string; readonly message: string };
  /** What the record shows on the way, in order of time. */
  readonly stages?: readonly Stage[];
  /** A create that fails leaves no resource behind. */
  readonly leavesNothing?: boolean;
  /** How the record shows that it failed; default: `provisioningState` Failed. */
  readonly failed?: (record: ResourceRecord, error: ArmErrorBody) => void;
}

/** A step of a long operation that can be seen before its end. */
export interface Stage {
  /** Simulated milliseconds after the start. */
  readonly afterMs: number;
  readonly enter: (record: ResourceRecord) => void;
}

export interface PutRequest {
  readonly id: string;
  readonly name: string;
  readonly body: Record<string, unknown>;
  readonly existing: ResourceRecord | undefined;
  readonly apiVersion: string;
}

export interface PutResult {
  readonly record: ResourceRecord;
  /** Absent: done at once. */
  readonly work?: LongRunning;
}

export interface ActionRequest {
  readonly record: ResourceRecord;
  readonly body: Record<string, unknown>;
  readonly query: URLSearchParams;
  readonly apiVersion: string;
}

export interface ActionResult {
  readonly status: number;
  readonly body?: unknown;
  readonly work?: LongRunning;
  /** Segment below the resource where the operation is polled, for example `commandResults`. */
  readonly pollAt?: string;
  /** Id of the operation, where `body` has to name it. */
  readonly operationId?: string;
}

/** How a kind reports its long operations (lro-facts: headers and status per operation). */
export interface OperationStyle {
  readonly createStatus: 200 | 201 | 202;
  readonly updateStatus: 200 | 201 | 202;
  readonly put: PollStyle;
  readonly delete: PollStyle;
  /** Where a PATCH differs from a PUT of what is there. */
  readonly patch?: { readonly status: 200 | 202; readonly poll: PollStyle };
  /** ISO duration in `x-ms-async-operation-timeout` of PUT, PATCH and DELETE. */
  readonly timeout?: string;
  /** Segment below the resource where its operations are polled; absent: at the provider's addresses. */
  readonly pollAt?: string;
}

/** Which headers tell a client where to ask on. */
export type PollStyle = "asyncOperation" | "location" | "both" | "none";

/** One resource type: what a PUT, PATCH, DELETE, action or listing of it does. */
export interface ResourceKind {
  /** `Microsoft.X/parents/children`. */
  readonly type: string;
  readonly apiVersions: readonly string[];
  readonly style: OperationStyle;
  /** Tracked resources need `location` and show up in Resource Graph. */
  readonly tracked: boolean;
  put(request: PutRequest, context: ProviderContext): Promise<PutResult> | PutResult;
  /**
   * Ends the work of a PUT or PATCH that a restart has interrupted, without asking for the write again: what
   * was accepted stays so. Absent: the write is asked for again.
   */
  finishWrite?(record: ResourceRecord, context: ProviderContext): void | Promise<void>;
  /** Default: merges `tags` and `properties` and goes through `put`. */
  patch?(request: PutRequest, context: ProviderContext): Promise<PutResult> | PutResult;
  /** Has no `provisioningState`. */
  readonly isStateless?: boolean;
  /** A PUT needs no parent: `put` makes the one that is missing, as versions of assets do. */
  readonly makesParent?: boolean;
  /**
   * Called before the record and its children go; may refuse with an ArmFault. `query` is that of the request
   * and absent when a group takes its resources along.
   */
  beforeDelete?(
    record: ResourceRecord,
    context: ProviderContext,
    query?: URLSearchParams,
  ): Promise<void> | void;
  /** A DELETE of what is not there, for example the purge of a soft-deleted resource. */
  deleteMissing?(id: string, context: ProviderContext, query: URLSearchParams): void;
  readonly deleteDurationMs?: number;
  /** Default: `ResourceNotFound`. */
  notFound?(name: string): ArmFault;
  /** DELETE answers the resource that went, not an empty body. */
  readonly answersDeleted?: boolean;
  /** The records of a list where they are not those right below its scope, or where `$filter` is taken. */
  list?(
    request: { readonly scope: string; readonly query: URLSearchParams },
    context: ProviderContext,
  ): readonly ResourceRecord[];
  /** Filter, order and limit of a list by its query; default: all in order of their ids. */
  readonly select?: (
    records: readonly ResourceRecord[],
    query: URLSearchParams,
  ) => readonly ResourceRecord[];
  /** Name of the query parameter that leads to the next page; default `$skipToken`. */
  readonly pageParameter?: string;
  /** Name of the query parameter by which a caller asks for smaller pages. */
  readonly pageSizeParameter?: string;
  /** POST `{id}/{action}`, names in lower case. */
  readonly actions?: Readonly<
    Record<
      string,
      (request: ActionRequest, context: ProviderContext) => Promise<ActionResult> | ActionResult
    >
  >;
  /** A body without its secrets: what may be kept of a request while its operation goes on. */
  keptBody?(body: Record<string, unknown>): Record<string, unknown>;
  /** What GET and lists show; default: the record without `internal`. */
  view?(record: ResourceRecord, context: ProviderContext): Record<string, unknown>;
}

/** A route that is not CRUD of a resource, for example `usages` or `checkNameAvailability`. */
export interface ProviderRoute {
  readonly method: "GET" | "POST" | "PUT" | "DELETE" | "HEAD" | "PATCH";
  /** Path with `{names}`, matched without case, for example
   * `/subscriptions/{subscriptionId}/providers/Microsoft.Compute/locations/{location}/usages`. */
  readonly path: string;
  readonly apiVersions: readonly string[];
  handle(
    request: {
      readonly params: Readonly<Record<string, string>>;
      readonly query: URLSearchParams;
      readonly body: Record<string, unknown>;
      /** Of the request, for the links of pages. */
      readonly url: URL;
    },
    context: ProviderContext,
  ): Promise<ActionResult> | ActionResult;
}

/** An address below resources (see `pollAt`) where a provider answers for its long operations. */
export interface PollAddress {
  /** Ends in `{operationId}`. */
  readonly path: string;
  readonly apiVersions: readonly string[];
  /** `status`: as `Azure-AsyncOperation` does; `result`: as `Location` does. */
  readonly answers: "status" | "result";
}

export interface Provider {
  readonly namespace: string;
  readonly kinds: readonly ResourceKind[];
  readonly routes?: readonly ProviderRoute[];
  readonly polls?: readonly PollAddress[];
  /** Services that resources of the provider point at; they are not reached through Resource Manager. */
  readonly dataPlanes?: readonly CreateDataPlane[];
}
