import { describe, expect, it } from "vitest";
import {
  alignedRange,
  contains,
  endOf,
  formatAddress,
  formatRange,
  overlaps,
  parseAddress,
  parseRange,
  sizeOf,
  type Range,
} from "../../../src/project/ranges";

function range(text: string): Range {
  const parsed = parseRange(text);
  if (!parsed) throw new Error(text);
  return parsed;
}

describe("ranges", () => {
  it.each(["0.0.0.0/0", "172.16.0.0/16", "10.1.2.192/26", "255.255.255.255/32"])(
    "reads and writes %s",
    (text) => {
      expect(formatRange(range(text))).toBe(text);
    },
  );

  it.each([
    "172.16.0.1/16",
    "10.0.0.0/33",
    "10.0.0.0",
    "10.0.0/8",
    "10.0.0.0/8 ",
    "010.0.0.0/8",
    "fd00::/8",
    "256.0.0.0/8",
    "",
  ])("refuses “%s”", (text) => {
    expect(parseRange(text)).toBeUndefined();
  });

  it("counts addresses beyond the sign bit", () => {
    expect(parseAddress("192.168.1.2")).toBe(3_232_235_778);
    expect(formatAddress(3_232_235_778)).toBe("192.168.1.2");
    expect(parseAddress("192.168.1")).toBeUndefined();
    expect(sizeOf(range("192.168.0.0/16"))).toBe(65_536);
    expect(endOf(range("255.0.0.0/8"))).toBe(2 ** 32);
  });

  it("tells overlap and containment", () => {
    const outer = range("172.16.0.0/16");
    const inner = range("172.16.62.0/24");
    const next = range("172.17.0.0/16");
    expect([overlaps(outer, inner), overlaps(inner, outer)]).toEqual([true, true]);
    expect([contains(outer, inner), contains(inner, outer)]).toEqual([true, false]);
    expect([overlaps(outer, next), contains(outer, next)]).toEqual([false, false]);
    expect(contains(outer, outer)).toBe(true);
  });

  it("aligns the next range to its own size", () => {
    const from = endOf(range("10.0.0.0/26"));
    expect(formatRange(alignedRange(from, 25))).toBe("10.0.0.128/25");
    expect(formatRange(alignedRange(from, 26))).toBe("10.0.0.64/26");
  });
});
