export interface BucketLimits {
  readonly size: number;
  readonly perSecond: number;
}

/** Starts full, loses one token for each request and fills up steadily. Times are epoch milliseconds. */
export class TokenBucket {
  private tokens: number;

  constructor(
    private readonly limits: BucketLimits,
    private filledAt: number,
  ) {
    this.tokens = limits.size;
  }

  /** Whole tokens. */
  left(now: number): number {
    const { size, perSecond } = this.limits;
    const gained = (Math.max(0, now - this.filledAt) * perSecond) / 1000;
    this.tokens = Math.min(size, this.tokens + gained);
    this.filledAt = now;
    return Math.floor(this.tokens);
  }

  /** The caller has seen that one is left. */
  take(now: number): void {
    this.left(now);
    this.tokens -= 1;
  }
}
