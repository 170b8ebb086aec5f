import { describe, expect, it } from "vitest";
import { keepLoaded } from "../../../src/azure/keepLoaded";

describe("keepLoaded", () => {
  it("loads once per key, in any case, also for calls at the same time", async () => {
    const loads: string[] = [];
    const get = keepLoaded((key) => (loads.push(key), Promise.resolve({ key })));
    const [first, second] = await Promise.all([get("A-1"), get("a-1")]);
    expect(second).toBe(first);
    expect(await get("A-1")).toBe(first);
    await get("b");
    expect(loads).toEqual(["A-1", "b"]);
  });

  it("forgets a failed load, so that the next call tries again", async () => {
    let broken = true;
    const get = keepLoaded(() =>
      broken ? Promise.reject(new Error("chunk is missing")) : Promise.resolve("client"),
    );
    await expect(Promise.all([get("a"), get("a")])).rejects.toThrow("chunk is missing");
    broken = false;
    await expect(get("a")).resolves.toBe("client");
  });
});
