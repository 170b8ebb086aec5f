import type { Clock } from "./clock";
import type { Settings } from "./exchange";
import { ArmFault, type Caller } from "./provider";
import { scopeIds } from "./resourceId";
import { TokenBucket, type BucketLimits } from "./TokenBucket";

export interface ThrottleLimits {
  readonly reads: BucketLimits;
  readonly writes: BucketLimits;
  readonly deletes: BucketLimits;
  /** How much larger the bucket of a whole subscription is than that of one caller. */
  readonly globalFactor: number;
  readonly retryAfterSeconds: number;
  /** Queries of Resource Graph in each window. */
  readonly graph: { readonly queries: number; readonly windowMs: number };
}

/** Azure's numbers since 2024, of subscriptions and tenants alike (docs: request-limits-and-throttling). */
export const azureLimits: ThrottleLimits = {
  reads: { size: 250, perSecond: 25 },
  writes: { size: 200, perSecond: 10 },
  deletes: { size: 200, perSecond: 10 },
  globalFactor: 15,
  // What the refusals say that people have posted, whatever was refused.
  retryAfterSeconds: 10,
  graph: { queries: 15, windowMs: 5000 },
};

type RequestClass = "reads" | "writes" | "deletes";

interface Counter {
  /** After `x-ms-ratelimit-remaining-`. */
  readonly header: string;
  readonly key: string;
  readonly limits: BucketLimits;
}

export interface Counted {
  /** What is left, as ARM says it in every answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** Set when a bucket is empty. */
  readonly fault?: ArmFault;
}

/**
 * Counts requests as Resource Manager does: a token bucket for each subscription (or the tenant), caller and
 * class of request, and one for all callers of a subscription. They fill up in real time.
 */
export class Throttle {
  private readonly buckets = new Map<string, TokenBucket>();
  private limits: ThrottleLimits | undefined;

  constructor(
    private readonly clock: Pick<Clock, "now">,
    private readonly settings: Pick<Settings, "throttle">,
  ) {}

  count(method: string, path: string, caller: Caller): Counted {
    const kind = classOf(method, path);
    const { subscriptionId } = scopeIds(path);
    const limits = this.currentLimits();
    const counters = countersOf(kind, subscriptionId, caller, limits ?? azureLimits);
    if (!limits) {
      return { headers: headersOf(counters, ({ limits: { size } }) => size - 1) };
    }
    const now = this.clock.now();
    const buckets = counters.map((counter) => this.bucket(counter, now));
    const isFree = buckets.every((bucket) => bucket.left(now) > 0);
    if (isFree) {
      buckets.forEach((bucket) => {
        bucket.take(now);
      });
    }
    const headers = headersOf(counters, (_, index) => buckets[index]?.left(now) ?? 0);
    return isFree ? { headers } : { headers, fault: refusal(kind, subscriptionId, caller, limits) };
  }

  /** Other limits start with full buckets. */
  private currentLimits(): ThrottleLimits | undefined {
    if (this.limits !== this.settings.throttle) {
      this.limits = this.settings.throttle;
      this.buckets.clear();
    }
    return this.limits;
  }

  private bucket({ key, limits }: Counter, now: number): TokenBucket {
    const bucket = this.buckets.get(key) ?? new TokenBucket(limits, now);
    this.buckets.set(key, bucket);
    return bucket;
  }
}

/** A query of Resource Graph is a POST that reads. */
function classOf(method: string, path: string): RequestClass {
  if (
    method === "GET" ||
    method === "HEAD" ||
    /^\/providers\/microsoft\.resourcegraph\//i.test(path)
  ) {
    return "reads";
  }
  return method === "DELETE" ? "deletes" : "writes";
}

function countersOf(
  kind: RequestClass,
  subscriptionId: string | undefined,
  { objectId }: Caller,
  limits: ThrottleLimits,
): readonly Counter[] {
  const own = limits[kind];
  if (subscriptionId === undefined) {
    return [{ header: `tenant-${kind}`, key: `${objectId} ${kind}`, limits: own }];
  }
  const key = `${subscriptionId.toLowerCase()} ${kind}`;
  const { globalFactor } = limits;
  const all = { size: own.size * globalFactor, perSecond: own.perSecond * globalFactor };
  return [
    { header: `subscription-${kind}`, key: `${objectId} ${key}`, limits: own },
    { header: `subscription-global-${kind}`, key, limits: all },
  ];
}

function headersOf(
  counters: readonly Counter[],
  left: (counter: Counter, index: number) => number,
): Record<string, string> {
  return Object.fromEntries(
    counters.map((counter, index) => [
      `x-ms-ratelimit-remaining-${counter.header}`,
      String(left(counter, index)),
    ]),
  );
}

function refusal(
  kind: RequestClass,
  subscriptionId: string | undefined,
  { objectId, tenantId }: Caller,
  { retryAfterSeconds }: ThrottleLimits,
): ArmFault {
  const [code, scope] =
    subscriptionId === undefined
      ? ["TenantRequestsThrottled", `tenant '${tenantId}'`]
      : ["SubscriptionRequestsThrottled", `subscription '${subscriptionId}'`];
  const message = `Number of '${kind.slice(0, -1)}' requests for ${scope} actor '${objectId}' exceeded. Please try again after '${String(retryAfterSeconds)}' seconds after additional tokens are available. Refer to https://aka.ms/arm-throttling for additional information.`;
  return new ArmFault(429, code, message, { retryAfterSeconds });
}
