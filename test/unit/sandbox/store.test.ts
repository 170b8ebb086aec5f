import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Store, type StoreChange, type StoreFilter } from "../../../sandbox/store";

function filled(): Store {
  const store = new Store();
  for (const id of ["/subscriptions/s/x/A", "/subscriptions/s/x/A/y/B", "/subscriptions/s/x/AB"]) {
    store.put({ id, type: "T", name: id.split("/").at(-1) ?? "", properties: { list: [1] } });
  }
  return store;
}

const namesOf = (records: readonly { readonly name: string }[]) => records.map(({ name }) => name);

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

  it("keeps a copy of what is put", () => {
    const store = new Store();
    const record = { id: "/a/A", type: "T", name: "A", properties: { list: [1] } };
    store.put(record);
    record.properties.list.push(2);
    expect(store.get("/a/A")?.properties).toEqual({ list: [1] });
  });

  it("refuses a change of what it lists and of what it tells listeners, at every depth", () => {
    const store = filled();
    const told: StoreChange[] = [];
    store.onDidChange((change) => told.push(change));
    store.put({ id: "/subscriptions/s/x/A", type: "T", name: "A", properties: { list: [2] } });
    for (const record of [store.list()[0], told[0]?.before, told[0]?.after]) {
      const list = record?.properties["list"] as number[];
      expect(() => list.push(3)).toThrow(TypeError);
    }
  });

  it("deletes what is below, children first, and nothing beside", () => {
    const store = filled();
    expect(namesOf(store.delete("/subscriptions/s/X/a"))).toEqual(["B", "A"]);
    expect(namesOf(store.list())).toEqual(["AB"]);
  });

  it("lists direct children only", () => {
    expect(namesOf(filled().list({ parent: "/subscriptions/s/x/a" }))).toEqual(["B"]);
    expect(namesOf(filled().list({ parent: "/subscriptions/s" }))).toEqual(["A", "AB"]);
  });

  it("lists a record under its new type when that changes", () => {
    const store = filled();
    store.put({ id: "/subscriptions/s/x/A", type: "U", name: "A", properties: {} });
    expect(namesOf(store.list({ type: "t" }))).toEqual(["B", "AB"]);
    expect(namesOf(store.list({ type: "u" }))).toEqual(["A"]);
  });
});

/** What `list` has to answer, by looking at every record. */
function scan(ids: ReadonlyMap<string, string>, { type, under, parent }: StoreFilter): string[] {
  const isChild = (rest: string[]) =>
    rest.length === 2 || (rest.length === 4 && rest[0] === "providers");
  return [...ids]
    .filter(([, own]) => type === undefined || own.toLowerCase() === type.toLowerCase())
    .map(([id]) => id)
    .filter((id) => under === undefined || id.startsWith(`${under}/`))
    .filter((id) => {
      const isBelow = parent === undefined || id.startsWith(`${parent}/`);
      return isBelow && (!parent || isChild(id.slice(parent.length + 1).split("/")));
    })
    .sort();
}

describe("lists of the store", () => {
  // Signs around "/" in the order of characters, so that neighbours are not children.
  const segment = fc.constantFrom("a", "b", "a-1", "a.b", "a0", "providers");
  const id = fc
    .array(segment, { minLength: 1, maxLength: 5 })
    .map((parts) => `/${parts.join("/")}`);
  const type = fc.constantFrom("T", "t", "U");
  const step = fc.record({ id, type, isDelete: fc.boolean() });
  const filter = fc.record({ type, under: id, parent: id }, { requiredKeys: [] });

  it("are those of a scan over all records, after any puts and deletes", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.array(filter), (steps, filters) => {
        const store = new Store();
        const model = new Map<string, string>();
        for (const { id: key, type: own, isDelete } of steps) {
          if (isDelete) {
            store.delete(key);
            for (const other of [...model.keys()]) {
              if (other === key || other.startsWith(`${key}/`)) model.delete(other);
            }
          } else {
            store.put({ id: key, type: own, name: "n", properties: {} });
            model.set(key, own);
          }
        }
        expect(store.size).toBe(model.size);
        for (const each of [{}, ...filters]) {
          expect(store.list(each).map((record) => record.id)).toEqual(scan(model, each));
        }
      }),
    );
  });
});
