import { describe, expect, it } from "vitest";
import {
  formatRange,
  parseAddress,
  parseRange,
  rangeAround,
} from "../../../../sandbox/providers/addressRanges";

describe("address ranges", () => {
  it.each([
    ["10.0.0.0/24", 0x0a000000, 0x0a0000ff],
    ["0.0.0.0/0", 0, 0xffffffff],
    ["255.255.255.255/32", 0xffffffff, 0xffffffff],
  ])("reads %s", (text, first, last) => {
    expect(parseRange(text)).toMatchObject({ first, last });
  });

  it.each(["10.0.0.1/24", "10.0.0.0/33", "10.0.0/24", "10.0.0.256/24", "a/8", "10.0.0.0", ""])(
    "does not take '%s' for a range",
    (text) => {
      expect(parseRange(text)).toBeUndefined();
    },
  );

  it("finds the range round an address", () => {
    const range = rangeAround("10.216.52.0/21");
    expect(range && formatRange(range)).toBe("10.216.48.0/21");
    expect(rangeAround("10.0.0.0/99")).toBeUndefined();
  });

  it("reads single addresses", () => {
    expect(parseAddress("10.0.0.4")).toBe(0x0a000004);
    expect(parseAddress("10.0.0.4/32")).toBeUndefined();
  });
});
