import { describe, expect, it } from "vitest";
import {
  anything,
  array,
  duration,
  filled,
  flag,
  guid,
  mapOf,
  object,
  objectShape,
  oneOf,
  readShape,
  real,
  text,
  texts,
  variant,
  whole,
  type Problem,
  type Shape,
} from "../../../../sandbox/providers/shape";

class Refused extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super("refused");
  }
}

const read = (shape: Shape, value: unknown) =>
  readShape(shape, value, "properties", (problems) => new Refused(problems));

/** The paths of what is wrong. */
function wrongIn(shape: Shape, value: unknown): readonly string[] {
  try {
    read(shape, value);
    return [];
  } catch (error) {
    return error instanceof Refused ? error.problems.map(({ target }) => target) : [String(error)];
  }
}

describe("a shape", () => {
  it("takes what it names and leaves out what is null or not named", () => {
    const shape = object({ name: text, size: whole(), tags: texts, more: anything });
    expect(
      read(shape, { name: "a", size: 1, tags: { b: "c", d: null }, more: [1], state: "x" }),
    ).toEqual({ name: "a", size: 1, tags: { b: "c" }, more: [1] });
    expect(read(shape, { name: null })).toEqual({});
  });

  it.each<readonly [what: string, shape: Shape, right: unknown, wrong: unknown]>([
    ["a text", text, "", 1],
    ["a text with something in it", filled, "a", " "],
    ["a flag", flag, false, "false"],
    ["a number", real, 0.5, "0.5"],
    ["a whole number", whole(), 5, 5.5],
    ["a whole number of a range", whole(1, 5), 5, 6],
    ["a GUID", guid, "0d5e1a34-7c2b-4f18-a6d9-1b3c5e7f9a01", "0d5e"],
    ["a duration", duration, "P1DT2H0.5S", "PT"],
    ["a word", oneOf("Red"), "red", "Blue"],
    ["a list", array(whole()), [1], { a: 1 }],
    ["an object", object({}), {}, []],
  ])("knows %s", (_, shape, right, wrong) => {
    const holder = object({ field: shape });
    expect(wrongIn(holder, { field: right })).toEqual([]);
    expect(wrongIn(holder, { field: wrong })).toEqual(["properties.field"]);
  });

  it("spells words as they are listed", () => {
    expect(read(object({ kind: oneOf("Red", "Blue") }), { kind: "BLUE" })).toEqual({
      kind: "Blue",
    });
  });

  it("notes all that is wrong, by its path", () => {
    const shape = object({ name: filled, parts: array(object({ size: whole(0) }, ["size"])) }, [
      "name",
      "parts",
    ]);
    expect(wrongIn(shape, { parts: [{ size: 1 }, {}, { size: -1 }] })).toEqual([
      "properties.name",
      "properties.parts[1].size",
      "properties.parts[2].size",
    ]);
    expect(wrongIn(mapOf(whole()), { a: "1" })).toEqual(["properties.a"]);
    expect(wrongIn(shape, undefined)).toEqual(["properties"]);
    expect(wrongIn(shape, [])).toEqual(["properties", "properties.name", "properties.parts"]);
  });

  it("reads the fields that go with a kind", () => {
    const shape = variant("kind", objectShape({ name: text }), {
      Round: objectShape({ radius: real }, ["radius"]),
      Square: objectShape({ side: real }, ["side"]),
    });
    expect(read(shape, { kind: "round", name: "a", radius: 2, side: 3 })).toEqual({
      kind: "Round",
      name: "a",
      radius: 2,
    });
    expect(wrongIn(shape, { kind: "Square", radius: 2 })).toEqual(["properties.side"]);
    expect(wrongIn(shape, { radius: 2 })).toEqual(["properties.kind"]);
    expect(wrongIn(shape, { kind: "Oval" })).toEqual(["properties.kind"]);
  });
});
