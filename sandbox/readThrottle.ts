import { amount, shape, whole, type Read } from "./shape";
import { azureLimits, type ThrottleLimits } from "./throttle";
import type { BucketLimits } from "./TokenBucket";

const bucket = shape<BucketLimits>({ size: whole(1), perSecond: amount(0) }, "size", "perSecond");

const limits = shape<Partial<ThrottleLimits>>({
  reads: bucket,
  writes: bucket,
  deletes: bucket,
  globalFactor: amount(1),
  retryAfterSeconds: whole(0),
  graph: shape<ThrottleLimits["graph"]>(
    { queries: whole(1), windowMs: amount(1) },
    "queries",
    "windowMs",
  ),
});

/** `azure`, `off`, or what differs from Azure's limits. */
export const readThrottle: Read<ThrottleLimits | "off"> = (value, where) => {
  if (value === "off") {
    return value;
  }
  return value === "azure" ? azureLimits : { ...azureLimits, ...limits(value, where) };
};
