import { isObject } from "../mergeForPatch";
import { invalidQuery } from "./invalidQuery";
import type { Comparison, Operator, Query, Scalar } from "./query";

export type Row = Readonly<Record<string, unknown>>;

export interface QueryResult {
  readonly rows: readonly Row[];
  /** A query that says itself how many rows it wants is not paged. */
  readonly limited: boolean;
}

/** Runs a parsed query over rows; columns are found without case, values inside objects with it. */
export function runQuery({ operators }: Query, rows: readonly Row[]): QueryResult {
  const limited = operators.some(({ kind }) => kind === "limit");
  return { rows: operators.reduce(applyOperator, rows), limited };
}

function applyOperator(rows: readonly Row[], operator: Operator): readonly Row[] {
  switch (operator.kind) {
    case "where":
      return rows.filter((row) => scalar(operator.condition, row) === true);
    case "project":
      return rows.map((row) =>
        Object.fromEntries(operator.columns.map(({ name, value }) => [name, scalar(value, row)])),
      );
    case "extend":
      return rows.map((row) =>
        operator.columns.reduce<Row>(
          (extended, { name, value }) => ({ ...extended, [name]: scalar(value, extended) }),
          row,
        ),
      );
    case "order":
      return [...rows].sort((a, b) => {
        for (const { value, descending } of operator.by) {
          const order = compareValues(scalar(value, a), scalar(value, b));
          if (order !== 0) {
            return descending ? -order : order;
          }
        }
        return 0;
      });
    case "limit":
      return rows.slice(0, operator.count);
    case "count":
      return [{ Count: rows.length }];
  }
}

function scalar(expression: Scalar, row: Row): unknown {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "column":
      return column(row, expression.name);
    case "member": {
      const of = scalar(expression.of, row);
      const { key } = expression;
      if (Array.isArray(of) && typeof key === "number") {
        return (of[key] as unknown) ?? null;
      }
      return isObject(of) && Object.hasOwn(of, key) ? (of[key] ?? null) : null;
    }
    case "call":
      return call(
        expression.name,
        expression.args.map((arg) => scalar(arg, row)),
      );
    case "and":
      return scalar(expression.left, row) === true && scalar(expression.right, row) === true;
    case "or":
      return scalar(expression.left, row) === true || scalar(expression.right, row) === true;
    case "in": {
      const left = scalar(expression.left, row);
      const found = expression.values.some((value) =>
        equal(left, scalar(value, row), expression.ignoreCase),
      );
      return found !== expression.negated;
    }
    case "compare":
      return compare(
        expression.operator,
        scalar(expression.left, row),
        scalar(expression.right, row),
      );
  }
}

function column(row: Row, name: string): unknown {
  const wanted = name.toLowerCase();
  const found = Object.keys(row).find((key) => key.toLowerCase() === wanted);
  if (found === undefined) {
    throw invalidQuery(`Failed to resolve column or scalar expression named '${name}'.`);
  }
  return row[found] ?? null;
}

function call(name: string, args: readonly unknown[]): unknown {
  const [first] = args;
  switch (name) {
    case "tolower":
      return asText(first).toLowerCase();
    case "toupper":
      return asText(first).toUpperCase();
    case "tostring":
      return asText(first);
    case "toint":
    case "tolong":
      return Number.isNaN(Number(first)) || first === null ? null : Math.trunc(Number(first));
    case "isempty":
      return asText(first) === "";
    case "isnotempty":
      return asText(first) !== "";
    case "isnull":
      return first === null;
    case "isnotnull":
      return first !== null;
    case "not":
      return first !== true;
    case "strcat":
      return args.map(asText).join("");
    case "coalesce":
      return args.find((arg) => arg !== null && arg !== "") ?? null;
    default:
      throw invalidQuery(`Function '${name}' is not one that the sandbox knows.`);
  }
}

function asText(value: unknown): string {
  if (value === null || value === undefined) {
    return "";
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}

function equal(left: unknown, right: unknown, ignoreCase: boolean): boolean {
  if (typeof left === "string" || typeof right === "string") {
    const [a, b] = [asText(left), asText(right)];
    return ignoreCase ? a.toLowerCase() === b.toLowerCase() : a === b;
  }
  return left === right;
}

function compareValues(left: unknown, right: unknown): number {
  if (typeof left === "number" && typeof right === "number") {
    return left - right;
  }
  const [a, b] = [asText(left), asText(right)];
  return a < b ? -1 : a > b ? 1 : 0;
}

function compare(operator: Comparison, left: unknown, right: unknown): boolean {
  const [text, part] = [asText(left).toLowerCase(), asText(right).toLowerCase()];
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
      return compareValues(left, right) < 0;
    case "<=":
      return compareValues(left, right) <= 0;
    case ">":
      return compareValues(left, right) > 0;
    case ">=":
      return compareValues(left, right) >= 0;
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
    case "matches regex":
      return pattern(asText(right)).test(asText(left));
  }
}

/** `has` finds whole terms: runs of letters and digits. */
function hasTerm(text: string, term: string): boolean {
  const escaped = term.replace(/[^\p{L}\p{N}]/gu, String.raw`\$&`);
  return new RegExp(String.raw`(?<![\p{L}\p{N}])${escaped}(?![\p{L}\p{N}])`, "u").test(text);
}

/** RE2 spells some flags inside the pattern; the one in use is `(?i)` at the start. */
function pattern(source: string): RegExp {
  try {
    return source.startsWith("(?i)") ? new RegExp(source.slice(4), "i") : new RegExp(source);
  } catch {
    throw invalidQuery(`'${source}' is not a regular expression.`);
  }
}
