import { describe, expect, it } from "vitest";
import {
  differencesBetween,
  holds,
  pathOf,
  valueAt,
} from "../../../../src/provisioning/changes/differences";

const paths = (actual: unknown, wanted: unknown) => differencesBetween(actual, wanted).map(pathOf);

describe("differencesBetween", () => {
  it("names each value that is not as wanted, with both", () => {
    const actual = { properties: { count: 1, vmSize: "Standard_B4ms" }, tags: {} };
    const wanted = { properties: { count: 3, vmSize: "STANDARD_B4MS" }, tags: { owner: "ml" } };
    expect(differencesBetween(actual, wanted)).toEqual([
      { keys: ["properties", "count"], actual: 1, wanted: 3 },
      { keys: ["tags", "owner"], actual: undefined, wanted: "ml" },
    ]);
  });

  it("takes no offence at what Azure or others have added", () => {
    const actual = { a: 1, b: { c: 2 }, pools: [{ name: "x" }, { name: "one", size: 2 }] };
    expect(holds(actual, { a: 1, pools: [{ name: "One", size: 2 }] })).toBe(true);
    expect(holds(actual, {})).toBe(true);
  });

  it("names the item of a list by its name, also when it has a dot", () => {
    const actual = { routes: [{ name: "to.hub", properties: { hop: "10.0.0.4" } }] };
    const wanted = { routes: [{ name: "to.hub", properties: { hop: "10.0.0.5" } }] };
    expect(paths(actual, wanted)).toEqual(["routes[to.hub].properties.hop"]);
    expect(paths({}, wanted)).toEqual(["routes"]);
    expect(paths({ routes: [] }, wanted)).toEqual([
      "routes[to.hub].name",
      "routes[to.hub].properties.hop",
    ]);
  });

  it("compares lists without names as a whole", () => {
    expect(paths({ groups: ["a", "b"] }, { groups: ["A", "B"] })).toEqual([]);
    expect(paths({ groups: ["b", "a"] }, { groups: ["a", "b"] })).toEqual(["groups"]);
  });

  it("takes further identities for no difference, and expressions for unknown", () => {
    const actual = { identity: { type: "SystemAssigned, UserAssigned" }, id: "x" };
    expect(holds(actual, { identity: { type: "UserAssigned" }, id: "[reference('x')]" })).toBe(
      true,
    );
    expect(
      paths({ identity: { type: "SystemAssigned" } }, { identity: { type: "UserAssigned" } }),
    ).toEqual(["identity.type"]);
  });
});

describe("valueAt", () => {
  it("finds a value whatever the case of its keys, and nothing below a text", () => {
    const body = { Properties: { vmSize: "Standard_B4ms" } };
    expect(valueAt(body, "properties.vmsize")).toBe("Standard_B4ms");
    expect(valueAt(body, "properties.vmSize.name")).toBeUndefined();
    expect(valueAt(undefined, "properties")).toBeUndefined();
  });
});
