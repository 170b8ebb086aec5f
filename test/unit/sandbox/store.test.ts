import { describe, expect, it } from "vitest";
import { Store } from "../../../sandbox/store";

function filled(): Store {
  const store = new Store();
  for (const id of ["/subscriptions/s/x/A", "/subscriptions/s/x/A/y/B", "/subscriptions/s/x/AB"]) {
    store.put({ id, type: "T", name: id.split("/").at(-1) ?? "", properties: { list: [1] } });
  }
  return store;
}

describe("Store", () => {
  it("finds a record in any case and keeps its spelling", () => {
    expect(filled().get("/SUBSCRIPTIONS/s/x/a")?.id).toBe("/subscriptions/s/x/A");
  });

  it("hands out copies: only put changes it", () => {
    const store = filled();
    const record = store.get("/subscriptions/s/x/A");
    if (record) {
      record.properties.list = [];
    }
    expect(store.get("/subscriptions/s/x/A")?.properties).toEqual({ list: [1] });
  });

  it("deletes what is below, children first, and nothing beside", () => {
    const store = filled();
    expect(store.delete("/subscriptions/s/X/a").map(({ name }) => name)).toEqual(["B", "A"]);
    expect(store.list().map(({ name }) => name)).toEqual(["AB"]);
  });

  it("lists direct children only", () => {
    expect(
      filled()
        .list({ parent: "/subscriptions/s/x/a" })
        .map(({ name }) => name),
    ).toEqual(["B"]);
    expect(
      filled()
        .list({ parent: "/subscriptions/s" })
        .map(({ name }) => name),
    ).toEqual(["A", "AB"]);
  });
});
