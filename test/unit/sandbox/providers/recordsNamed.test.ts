import { describe, expect, it } from "vitest";
import { recordsNamed } from "../../../../sandbox/providers/recordsNamed";
import { Store } from "../../../../sandbox/store";

const idsOf = (name: string, store: Store) => recordsNamed("T", name, store).map(({ id }) => id);

describe("recordsNamed", () => {
  it("finds the records of a type that have the name, whenever they were put, and none that has gone", () => {
    const store = new Store();
    const properties = {};
    store.put({ id: "/a/x", type: "T", name: "x", properties });
    expect(idsOf("X", store)).toEqual(["/a/x"]);
    store.put({ id: "/b/X", type: "T", name: "X", properties });
    store.put({ id: "/b/X", type: "T", name: "X", properties });
    store.put({ id: "/c/x", type: "U", name: "x", properties });
    expect(idsOf("x", store)).toEqual(["/a/x", "/b/X"]);
    store.delete("/a/x");
    expect(idsOf("x", store)).toEqual(["/b/X"]);
    store.delete("/b/X");
    expect(idsOf("x", store)).toEqual([]);
  });
});
