import type { IncomingHttpHeaders } from "node:http";
import type { ArmErrorBody } from "./armErrors";
import type { Clock } from "./clock";
import type { DataPlane } from "./dataPlane/DataPlane";
import type { FaultName, Faults } from "./faults";
import type { Identity } from "./identity";
import type { Kinds } from "./kinds";
import type { Operation, Operations } from "./operations";
import type { ArmFault, ProviderContext, ResourceKind } from "./provider";
import type { ProviderSettings } from "./providerSettings";
import type { RequestLog } from "./requestLog";
import type { Resources } from "./resources";
import type { Router } from "./router";
import type { Store } from "./store";
import type { Throttle, ThrottleLimits } from "./throttle";

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON; absent = empty body. */
  readonly body?: unknown;
  /** Takes the socket over: streamed answers of the control routes. */
  readonly stream?: (connection: StreamedReply) => void;
}

export interface StreamedReply {
  write(text: string): void;
  end(): void;
  onClose(listener: () => void): void;
}

/** What can be changed while the sandbox runs. */
export interface Settings extends ProviderSettings {
  /** Real milliseconds until Resource Graph shows a change. */
  graphLagMs: number;
  /** An empty page precedes every page of a list that has more than one. */
  emptyPages?: boolean;
  /** Absent: requests are not counted. */
  throttle?: ThrottleLimits | undefined;
}

/** What the request is about, found by the route step. */
export type Target =
  | { readonly kind: "route"; readonly route: Route; readonly params: Record<string, string> }
  | { readonly kind: "resource"; readonly resource: ResourceKind; readonly id: string }
  | { readonly kind: "collection"; readonly resource: ResourceKind; readonly scope: string }
  | {
      readonly kind: "action";
      readonly resource: ResourceKind;
      readonly id: string;
      readonly action: string;
    };

/** What the provider step did, for the operation step to put into status and headers. */
export type Outcome =
  | { readonly kind: "done"; readonly reply: Reply }
  | {
      readonly kind: "underWay";
      readonly operation: Operation;
      readonly resource: ResourceKind;
      readonly created: boolean;
      readonly body?: unknown;
    };

/** A body that was read: its value, or the refusal of what is not JSON that ARM takes. */
export type JsonBody = { readonly value: unknown } | { readonly fault: ArmFault };

export interface Exchange {
  readonly requestId: string;
  readonly method: string;
  /** Decoded, without the query and without a slash at the end. */
  readonly path: string;
  /** Why the path cannot be one of ARM. */
  readonly badPath?: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly bodyText: string;
  /** Set when the body has been read as JSON. */
  json?: JsonBody;
  readonly startedAt: number;
  apiVersion?: string;
  /** Headers that say how many requests are left. */
  remaining?: Readonly<Record<string, string>>;
  target?: Target;
  outcome?: Outcome;
  /** A declared fault lets the long operation of this request end in failure. */
  failure?: ArmErrorBody;
  /** The declared fault that hit this request. */
  fault?: FaultName | undefined;
  /** A declared fault cuts the connection: without an answer or in the middle of its body. */
  cut?: "answer" | "body";
  /** Set by the step that answers. */
  answer?: Reply;
}

/** Routes that no Azure has: no faults, no throttling, no api-version, no record. */
export function isControl({ path }: Pick<Exchange, "path">): boolean {
  return path.startsWith("/_sandbox/");
}

export interface RouteRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Parsed when first asked for; throws the ARM error for what is not a JSON object. */
  readonly body: () => Record<string, unknown>;
  readonly exchange: Exchange;
}

/** A route of the sandbox itself or of a provider. */
export interface Route {
  readonly method: string;
  /** Path with `{names}`, matched without case. */
  readonly path: string;
  /** `"any"`: no api-version is asked for. */
  readonly apiVersions: readonly string[] | "any";
  handle(request: RouteRequest): Promise<Reply> | Reply;
}

/** Everything the steps of the pipeline work with. */
export interface Services {
  readonly origin: string;
  readonly clock: Clock;
  /** Real milliseconds that a simulated duration takes now. */
  realMs(simulatedMs: number): number;
  readonly identity: Identity;
  readonly store: Store;
  readonly kinds: Kinds;
  readonly router: Router;
  readonly operations: Operations;
  readonly resources: Resources;
  readonly faults: Faults;
  readonly throttle: Throttle;
  readonly requests: RequestLog;
  readonly settings: Settings;
  readonly context: ProviderContext;
  readonly dataPlanes: readonly DataPlane[];
}

/** One step of the pipeline. Setting `answer` or throwing an `ArmFault` skips the steps that follow, but `reply`. */
export type Step = (exchange: Exchange, services: Services) => Promise<void> | void;
