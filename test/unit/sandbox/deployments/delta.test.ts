import { describe, expect, it } from "vitest";
import { deltaOf, isEqual } from "../../../../sandbox/deployments/preview/delta";
import {
  ignoredOf,
  merged,
  snapshotOf,
  withExpressions,
} from "../../../../sandbox/deployments/preview/snapshot";
import { Unresolved } from "../../../../sandbox/deployments/template/unresolved";

describe("the delta of two views", () => {
  it("names each property that is new, gone or other, by its path", () => {
    expect(
      deltaOf(
        { a: 1, tags: { owner: "x", team: "y" }, same: { b: [1] } },
        { a: 2, tags: { team: "y", cost: "z" }, same: { b: [1] } },
      ),
    ).toEqual([
      { path: "a", propertyChangeType: "Modify", before: 1, after: 2 },
      { path: "tags.owner", propertyChangeType: "Delete", before: "x" },
      { path: "tags.cost", propertyChangeType: "Create", after: "z" },
    ]);
  });

  it("takes apart lists of values by what is in them", () => {
    expect(deltaOf({ list: ["a", "b"] }, { list: ["b", "c"] })).toEqual([
      {
        path: "list",
        propertyChangeType: "Array",
        before: ["a", "b"],
        after: ["b", "c"],
        children: [
          { path: "0", propertyChangeType: "Delete", before: "a" },
          { path: "1", propertyChangeType: "Create", after: "c" },
        ],
      },
    ]);
  });

  it("finds the same thing in a list by its name or id, wherever it stands", () => {
    const before = [{ name: "one", size: 1 }, { name: "two" }];
    const after = [{ name: "Two" }, { name: "one", size: 2 }, { id: "/x" }];
    expect(deltaOf({ pools: before }, { pools: after })[0]?.children).toEqual([
      {
        path: "1",
        propertyChangeType: "Modify",
        before: before[0],
        after: after[1],
        children: [{ path: "size", propertyChangeType: "Modify", before: 1, after: 2 }],
      },
      {
        path: "0",
        propertyChangeType: "Modify",
        before: before[1],
        after: after[0],
        children: [{ path: "name", propertyChangeType: "Modify", before: "two", after: "Two" }],
      },
      { path: "2", propertyChangeType: "Create", after: { id: "/x" } },
    ]);
  });

  it.each([
    [
      { a: 1, b: [{ c: null }] },
      { b: [{ c: null }], a: 1 },
    ],
    [{ a: undefined }, {}],
  ])("is empty for %j and %j", (before, after) => {
    expect(isEqual(before, after)).toBe(true);
    expect(deltaOf(before, after)).toEqual([]);
  });
});

describe("a snapshot", () => {
  it("leaves out what only the provider writes", () => {
    const view = {
      id: "/x",
      etag: "e",
      systemData: {},
      properties: { a: 1, provisioningState: "Succeeded" },
    };
    expect(snapshotOf(view, "2024-01-01")).toEqual({
      apiVersion: "2024-01-01",
      id: "/x",
      properties: { a: 1 },
    });
    expect(snapshotOf({ id: "/x" }, "v")).toEqual({ apiVersion: "v", id: "/x" });
  });

  it("shows expressions in the place of values that are not known", () => {
    const body = { properties: { a: new Unresolved("reference('x').a"), b: 2 } };
    const there = { id: "/x", properties: { a: "known", b: 1 } };
    const a = "[reference('x').a]";
    expect(withExpressions(there, body)).toEqual({ id: "/x", properties: { a, b: 1 } });
    expect(merged(there, body)).toEqual({ id: "/x", properties: { a, b: 2 } });
  });

  it("tells what is sent and has no effect", () => {
    const there = { location: "westeurope", properties: { vmSize: "A", count: 1, key: "k" } };
    const after = { ...there, properties: { ...there.properties, count: 2 } };
    const body = {
      location: "West Europe",
      properties: { vmSize: "B", count: 2, key: "K", secret: "s" },
    };
    expect(ignoredOf(body, { before: there, after })).toEqual([
      { path: "properties.vmSize", propertyChangeType: "NoEffect", before: "A", after: "B" },
    ]);
  });
});
