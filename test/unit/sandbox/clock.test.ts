import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SimulatedClock } from "../../../sandbox/clock";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("SimulatedClock", () => {
  it("lets a duration take its scaled share of real time", () => {
    const clock = new SimulatedClock(0.1);
    const done = vi.fn();
    const scheduled = clock.schedule(1000, done);
    vi.advanceTimersByTime(50);
    expect(scheduled.remainingMs()).toBe(500);
    expect(done).not.toHaveBeenCalled();
    vi.advanceTimersByTime(50);
    expect(done).toHaveBeenCalledOnce();
  });

  it("moves only by hand when frozen, in order of time", () => {
    const clock = new SimulatedClock(Infinity);
    const order: string[] = [];
    clock.schedule(20, () => order.push("late"));
    clock.schedule(10, () => order.push("early"));
    vi.advanceTimersByTime(1_000_000);
    expect(order).toEqual([]);
    const before = clock.now();
    clock.advance(15);
    expect(order).toEqual(["early"]);
    clock.advance(5);
    expect(order).toEqual(["early", "late"]);
    expect(clock.now() - before).toBe(20);
  });

  it("ends everything at once at scale 0, also what was under way", () => {
    const clock = new SimulatedClock(1);
    const done = vi.fn();
    clock.schedule(1_000_000, done);
    clock.timeScale = 0;
    vi.runAllTimers();
    expect(done).toHaveBeenCalledOnce();
  });

  it("runs what falls due at the same time in the order in which it was asked for", () => {
    const clock = new SimulatedClock(Infinity);
    const order: number[] = [];
    const all = [5, 10, 5, 5].map((durationMs, index) =>
      clock.schedule(durationMs, () => order.push(index)),
    );
    all[2]?.cancel();
    expect(all.map((each) => each.remainingMs())).toEqual([5, 10, 0, 5]);
    clock.advance(10);
    expect(order).toEqual([0, 3, 1]);
    expect(all.map((each) => each.remainingMs())).toEqual([0, 0, 0, 0]);
  });

  it("forgets what is canceled", () => {
    const clock = new SimulatedClock(Infinity);
    const done = vi.fn();
    clock.schedule(10, done).cancel();
    clock.advance(10);
    expect(done).not.toHaveBeenCalled();
  });
});
