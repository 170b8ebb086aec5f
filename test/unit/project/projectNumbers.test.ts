import { describe, expect, it } from "vitest";
import { nextFreeNumber } from "../../../src/project/projectNumbers";

describe("nextFreeNumber", () => {
  it("is the lowest that nobody uses", () => {
    expect(nextFreeNumber([])).toBe("001");
    expect(nextFreeNumber(["001", "002", "004"])).toBe("003");
  });

  it("is undefined when all are taken", () => {
    const all = Array.from({ length: 999 }, (_, index) => String(index + 1).padStart(3, "0"));
    expect(nextFreeNumber(all)).toBeUndefined();
  });
});
