import fc from "fast-check";
import { isObject } from "../../sandbox/mergeForPatch";

/** One time in five; null otherwise. */
export const seldom = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });

/** Values where something else was expected. */
export const nasty: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    "",
    "x",
    "x".repeat(5000),
    "\u0000",
    "\ud800",
    "ключ",
    "../..",
    "[concat('a'",
    "[reference('x').y]",
    0,
    -1,
    1.5,
    2 ** 53,
    1e308,
    [],
    {},
    [[]],
    [null],
    [{}],
    { __proto__: null, id: 5 },
    { constructor: { prototype: 1 } },
  ),
  fc.json({ maxDepth: 3 }).map((text): unknown => JSON.parse(text)),
  fc.constant('{"__proto__":{"a":1}}').map((text): unknown => JSON.parse(text)),
);

/** Segments of an address, as they are written there. */
export const segment = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("a", "default", "rg", "x1", "blue") },
  fc.constantFrom(
    "..",
    ".",
    "%2e%2e",
    "%2f",
    "%25",
    "%00",
    "%zz",
    "constructor",
    "__proto__",
    "toString",
    "%D0%BA",
    "a%20b",
    "'",
    "$metadata",
    "{name}",
    "x".repeat(300),
    "",
  ),
  fc.string({ unit: "grapheme", maxLength: 20 }).map((text) => encodeURIComponent(safe(text))),
);

/** Half a character cannot be written in an address. */
export const safe = (text: string): string => text.toWellFormed();

/** The body with one value somewhere in it replaced or taken away. */
export function damaged(body: unknown, at: readonly number[], value: unknown): unknown {
  const [index = 0, ...deeper] = at;
  if (Array.isArray(body) && body.length > 0) {
    const chosen = index % body.length;
    return body.map((item: unknown, i) => (i === chosen ? damaged(item, deeper, value) : item));
  }
  if (isObject(body) && Object.keys(body).length > 0) {
    const entries = Object.entries(body);
    const chosen = index % entries.length;
    return Object.fromEntries(
      entries.map(([key, item], i) => [key, i === chosen ? damaged(item, deeper, value) : item]),
    );
  }
  return value;
}

export const where = fc.array(fc.nat(40), { minLength: 1, maxLength: 6 });

export const strangeHeaders = fc.dictionary(
  fc.constantFrom(
    "Content-Type",
    "If-Match",
    "If-None-Match",
    "x-ms-client-request-id",
    "x-ms-return-client-request-id",
    "x-ms-correlation-request-id",
    "Accept",
    "Content-Encoding",
    "Range",
  ),
  fc.constantFrom("", "*", "true", "application/json", "text/html", '"x"', "a, b", "\u00e9", "-1"),
);
