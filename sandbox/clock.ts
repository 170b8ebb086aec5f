import { SortedList } from "./SortedList";

/** A callback that waits for simulated time to pass. */
export interface Scheduled {
  /** Simulated milliseconds still to go; 0 when it has run. */
  remainingMs(): number;
  cancel(): void;
}

export interface Clock {
  /** Epoch milliseconds of the wall clock plus all time that was advanced by hand. */
  now(): number;
  /** Runs the callback when `durationMs` of simulated time have passed. */
  schedule(durationMs: number, callback: () => void): Scheduled;
}

interface Entry {
  readonly due: number;
  readonly order: number;
  readonly callback: () => void;
}

/** `setTimeout` takes no more than this; a later entry is looked at again then. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * Simulated time: a duration takes `duration x timeScale` of real time. A scale of 0 ends everything at once,
 * `Infinity` freezes time, so that only `advance` moves it.
 */
export class SimulatedClock implements Clock {
  private scale: number;
  private simulatedMs = 0;
  private anchorMs: number;
  private advancedMs = 0;
  private order = 0;
  private readonly entries = new SortedList<Entry>((a, b) => a.due - b.due || a.order - b.order);
  private timer: NodeJS.Timeout | undefined;
  private immediate: NodeJS.Immediate | undefined;

  constructor(
    timeScale: number,
    private readonly realNow: () => number = Date.now,
  ) {
    this.scale = timeScale;
    this.anchorMs = realNow();
  }

  get timeScale(): number {
    return this.scale;
  }

  set timeScale(value: number) {
    this.settle();
    this.scale = value;
    this.arm();
  }

  now(): number {
    return this.realNow() + this.advancedMs;
  }

  schedule(durationMs: number, callback: () => void): Scheduled {
    this.settle();
    this.order += 1;
    const entry: Entry = {
      due: this.simulatedMs + Math.max(0, durationMs),
      order: this.order,
      callback,
    };
    this.entries.add(entry);
    this.arm();
    return {
      remainingMs: () => {
        this.settle();
        return this.entries.has(entry) ? Math.max(0, entry.due - this.simulatedMs) : 0;
      },
      cancel: () => {
        this.entries.delete(entry);
      },
    };
  }

  /** Moves simulated and wall time on; what falls due runs in order before this returns. */
  advance(durationMs: number): void {
    this.settle();
    const until = this.simulatedMs + durationMs;
    for (let next = this.entries.first; next && next.due <= until; next = this.entries.first) {
      this.simulatedMs = Math.max(this.simulatedMs, next.due);
      this.entries.delete(next);
      next.callback();
    }
    this.simulatedMs = Math.max(this.simulatedMs, until);
    this.advancedMs += durationMs;
    this.arm();
  }

  /** Stops all timers; nothing runs any more. */
  close(): void {
    this.entries.clear();
    this.disarm();
  }

  private settle(): void {
    const real = this.realNow();
    if (this.scale > 0) {
      this.simulatedMs += Math.max(0, real - this.anchorMs) / this.scale;
    }
    this.anchorMs = real;
  }

  private disarm(): void {
    clearTimeout(this.timer);
    clearImmediate(this.immediate);
    this.timer = undefined;
    this.immediate = undefined;
  }

  private arm(): void {
    this.disarm();
    const next = this.entries.first;
    if (!next) {
      return;
    }
    const waitMs = this.scale === 0 ? 0 : Math.max(0, next.due - this.simulatedMs) * this.scale;
    if (waitMs === 0) {
      this.immediate = setImmediate(() => {
        this.runDue();
      });
    } else if (Number.isFinite(waitMs)) {
      this.timer = setTimeout(
        () => {
          this.runDue();
        },
        Math.min(Math.ceil(waitMs), longestTimerMs),
      );
    }
  }

  private runDue(): void {
    this.settle();
    const next = this.entries.first;
    if (next && (this.scale === 0 || next.due <= this.simulatedMs)) {
      this.simulatedMs = Math.max(this.simulatedMs, next.due);
      this.entries.delete(next);
      next.callback();
    }
    this.arm();
  }
}
