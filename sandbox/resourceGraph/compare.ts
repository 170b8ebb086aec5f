import { invalidQuery } from "./GraphRefusal";
import type { Comparison } from "./query";

export function asText(value: unknown): string {
  if (value === null || value === undefined) {
    return "";
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}

export function equal(left: unknown, right: unknown, ignoreCase: boolean): boolean {
  if (typeof left === "string" || typeof right === "string") {
    const [a, b] = [asText(left), asText(right)];
    return ignoreCase ? a.toLowerCase() === b.toLowerCase() : a === b;
  }
  return left === right;
}

/** Below 0 when `left` comes first. */
export function order(left: unknown, right: unknown): number {
  if (typeof left === "number" && typeof right === "number") {
    return left - right;
  }
  const [a, b] = [asText(left), asText(right)];
  return a < b ? -1 : a > b ? 1 : 0;
}

export function compare(operator: Comparison, left: unknown, right: unknown): boolean {
  switch (operator) {
    case "==":
      return equal(left, right, false);
    case "!=":
      return !equal(left, right, false);
    case "=~":
      return equal(left, right, true);
    case "!~":
      return !equal(left, right, true);
    case "<":
      return order(left, right) < 0;
    case "<=":
      return order(left, right) <= 0;
    case ">":
      return order(left, right) > 0;
    case ">=":
      return order(left, right) >= 0;
    case "matches regex":
      return pattern(asText(right)).test(asText(left));
    default:
      return compareText(operator, asText(left).toLowerCase(), asText(right).toLowerCase());
  }
}

type TextComparison = Exclude<
  Comparison,
  "==" | "!=" | "=~" | "!~" | "<" | "<=" | ">" | ">=" | "matches regex"
>;

function compareText(operator: TextComparison, text: string, part: string): boolean {
  switch (operator) {
    case "has":
      return hasTerm(text, part);
    case "!has":
      return !hasTerm(text, part);
    case "contains":
      return text.includes(part);
    case "!contains":
      return !text.includes(part);
    case "startswith":
      return text.startsWith(part);
    case "!startswith":
      return !text.startsWith(part);
    case "endswith":
      return text.endsWith(part);
  }
}

/** `has` finds whole terms: runs of letters and digits. */
function hasTerm(text: string, term: string): boolean {
  if (term === "") {
    return true;
  }
  const isPart = (char: string | undefined): boolean =>
    char !== undefined && /[\p{L}\p{N}]/u.test(char);
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
    if (!isPart(text[at - 1]) && !isPart(text[at + term.length])) {
      return true;
    }
  }
  return false;
}

/** RE2 spells some flags inside the pattern; the one in use is `(?i)` at the start. */
function pattern(source: string): RegExp {
  try {
    return source.startsWith("(?i)") ? new RegExp(source.slice(4), "i") : new RegExp(source);
  } catch {
    throw invalidQuery("InvalidQuery", `'${source}' is not a regular expression.`);
  }
}
