import { expect, it } from "vitest";
import { shapeOf } from "../../../../sandbox/providers/machineLearning/scoring/shapeOf";

it("tells what a request is made of and none of its values", () => {
  const request = { input_data: { columns: ["age", "income"], data: [[42, 7.5]] }, extra: null };
  expect(shapeOf(request)).toEqual({
    type: "object",
    fieldCount: 2,
    fields: {
      input_data: {
        type: "object",
        fieldCount: 2,
        fields: {
          columns: { type: "array", length: 2, items: { type: "string" } },
          data: {
            type: "array",
            length: 1,
            items: { type: "array", length: 2, items: { type: "number" } },
          },
        },
      },
      extra: { type: "null" },
    },
  });
});

it("ends where a request goes deeper than anybody looks", () => {
  let deep: unknown = 1;
  for (let depth = 0; depth < 10_000; depth += 1) {
    deep = [deep];
  }
  expect(JSON.stringify(shapeOf(deep)).length).toBeLessThan(500);
  const wide = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [index, 0]));
  expect(JSON.stringify(shapeOf(wide)).length).toBeLessThan(3000);
});
