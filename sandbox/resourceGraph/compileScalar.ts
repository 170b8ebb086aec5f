import { isObject } from "../mergeForPatch";
import { compare, equal } from "./compare";
import { compileCall } from "./compileCall";
import { invalidQuery } from "./GraphRefusal";
import type { Scalar } from "./query";
import type { ColumnType, ResultColumn, Source } from "./Source";

type Compiled = Pick<ResultColumn, "type" | "read">;

/** Where an expression stands: what it can name, and the operator that a refusal names. */
export interface Scope {
  readonly columns: readonly ResultColumn[];
  readonly operator: string;
}

/** Turns an expression into a reader of rows; columns are found without case, values inside objects with it. */
export function compileScalar(expression: Scalar, scope: Scope): Compiled {
  const inner = (scalar: Scalar): Compiled["read"] => compileScalar(scalar, scope).read;
  const boolean = (read: (source: Source) => boolean): Compiled => ({ type: "boolean", read });
  switch (expression.kind) {
    case "literal": {
      const { value } = expression;
      return { type: typeOf(value), read: () => value };
    }
    case "column":
      return column(expression.name, scope);
    case "member": {
      const [of, { key }] = [inner(expression.of), expression];
      return { type: "dynamic", read: (source) => member(of(source), key) };
    }
    case "call":
      return compileCall(
        expression.name,
        expression.args.map((arg) => inner(arg)),
      );
    case "and": {
      const [left, right] = [inner(expression.left), inner(expression.right)];
      return boolean((source) => left(source) === true && right(source) === true);
    }
    case "or": {
      const [left, right] = [inner(expression.left), inner(expression.right)];
      return boolean((source) => left(source) === true || right(source) === true);
    }
    case "in": {
      const left = inner(expression.left);
      const values = expression.values.map(inner);
      const { ignoreCase, negated } = expression;
      return boolean((source) => {
        const wanted = left(source);
        return values.some((value) => equal(wanted, value(source), ignoreCase)) !== negated;
      });
    }
    case "compare": {
      const [left, right] = [inner(expression.left), inner(expression.right)];
      const { operator } = expression;
      return boolean((source) => compare(operator, left(source), right(source)));
    }
  }
}

function typeOf(value: string | number | boolean | null): ColumnType {
  switch (typeof value) {
    case "string":
      return "string";
    case "number":
      return "integer";
    case "boolean":
      return "boolean";
    default:
      return "dynamic";
  }
}

function column(name: string, { columns, operator }: Scope): Compiled {
  const wanted = name.toLowerCase();
  const found = columns.find((each) => each.name.toLowerCase() === wanted);
  if (!found) {
    throw invalidQuery(
      "Operator_FailedToResolveEntity",
      `'${operator}' operator: Failed to resolve column or scalar expression named '${name}'`,
    );
  }
  return found;
}

function member(of: unknown, key: string | number): unknown {
  if (Array.isArray(of) && typeof key === "number") {
    return (of[key] as unknown) ?? null;
  }
  return isObject(of) && Object.hasOwn(of, key) ? (of[key] ?? null) : null;
}
