import { isFields } from "../../fields";

/** Deep and wide enough for what models are asked. */
const deepest = 6;
const mostFields = 50;

/** What a JSON value is made of, without its values. */
export function shapeOf(value: unknown, depth = 0): unknown {
  if (Array.isArray(value)) {
    const all: readonly unknown[] = value;
    const isShown = all.length > 0 && depth < deepest;
    return {
      type: "array",
      length: all.length,
      ...(isShown && { items: shapeOf(all[0], depth + 1) }),
    };
  }
  if (isFields(value)) {
    const names = Object.keys(value);
    const shown = depth === deepest ? [] : names.slice(0, mostFields);
    const fields = shown.map((name) => [name, shapeOf(value[name], depth + 1)] as const);
    return { type: "object", fields: Object.fromEntries(fields), fieldCount: names.length };
  }
  return { type: value === null ? "null" : typeof value };
}
