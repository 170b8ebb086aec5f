import type { Clock } from "../clock";
import type { Settings } from "../exchange";
import { azureLimits } from "../throttle";

export interface Quota {
  /** False when the window has no query left. */
  readonly isFree: boolean;
  readonly retryAfterSeconds: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** Queries of one user in fixed windows (docs: resource-graph/concepts/guidance-for-throttled-requests). */
export class QueryQuota {
  private startedAt = Number.NEGATIVE_INFINITY;
  private used = 0;

  constructor(
    private readonly clock: Pick<Clock, "now">,
    private readonly settings: Pick<Settings, "throttle">,
  ) {}

  take(): Quota {
    const { throttle } = this.settings;
    const { queries, windowMs } = (throttle ?? azureLimits).graph;
    const now = this.clock.now();
    if (!throttle || now - this.startedAt >= windowMs) {
      this.startedAt = now;
      this.used = 0;
    }
    const isFree = this.used < queries;
    this.used += isFree ? 1 : 0;
    const retryAfterSeconds = Math.ceil((this.startedAt + windowMs - now) / 1000);
    return {
      isFree,
      retryAfterSeconds,
      headers: {
        "x-ms-user-quota-remaining": String(queries - this.used),
        "x-ms-user-quota-resets-after": spelled(retryAfterSeconds),
      },
    };
  }
}

/** `hh:mm:ss`. */
function spelled(seconds: number): string {
  const parts = [seconds / 3600, (seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(Math.floor(part)).padStart(2, "0")).join(":");
}
