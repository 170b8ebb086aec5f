import { isObject } from "../mergeForPatch";
import { expressionIn, invalidTemplate, plainText, type Expression } from "./expression";
import { pureFunctions } from "./functions";

/** What expressions of one template may ask for. */
export interface EvaluationScope {
  readonly subscriptionId: string;
  readonly tenantId: string;
  readonly resourceGroup?: string;
  parameter(name: string): unknown;
  variable(name: string): unknown;
  /** Absent where `reference` is not allowed: names, dependsOn, parameters' defaults. */
  readonly reference?: (args: readonly unknown[]) => unknown;
}

/** Evaluates every expression in a JSON value. */
export function evaluate(value: unknown, scope: EvaluationScope): unknown {
  if (typeof value === "string") {
    const expression = expressionIn(value);
    return expression ? evaluateExpression(expression, scope) : plainText(value);
  }
  if (Array.isArray(value)) {
    return value.map((item) => evaluate(item, scope));
  }
  if (!isObject(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      String(evaluate(key, scope)),
      evaluate(inner, scope),
    ]),
  );
}

/** Evaluates a value that has to be text, for example a name. */
export function evaluateText(value: unknown, scope: EvaluationScope, what: string): string {
  const result = evaluate(value, scope);
  if (typeof result !== "string" || result === "") {
    throw invalidTemplate(`${what} has to be a text that is not empty`);
  }
  return result;
}

export function evaluateExpression(expression: Expression, scope: EvaluationScope): unknown {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "member": {
      const of = evaluateExpression(expression.of, scope);
      return member(of, evaluateExpression(expression.key, scope));
    }
    case "call": {
      const args = expression.args.map((arg) => evaluateExpression(arg, scope));
      return call(expression.name, args, scope);
    }
  }
}

function call(name: string, args: readonly unknown[], scope: EvaluationScope): unknown {
  const text = (index: number): string => {
    const value = args[index];
    if (typeof value !== "string") {
      throw invalidTemplate(
        `The template function '${name}' expects a text as parameter ${String(index + 1)}`,
      );
    }
    return value;
  };
  switch (name.toLowerCase()) {
    case "parameters":
      return scope.parameter(text(0));
    case "variables":
      return scope.variable(text(0));
    case "reference":
      if (!scope.reference) {
        throw invalidTemplate("The template function 'reference' is not expected at this location");
      }
      text(0);
      return scope.reference(args);
    default: {
      const found = pureFunctions[name.toLowerCase()];
      if (!found) {
        throw invalidTemplate(`The template function '${name}' is not valid`);
      }
      return found(args, scope);
    }
  }
}

function member(of: unknown, key: unknown): unknown {
  if (Array.isArray(of) && typeof key === "number") {
    const item: unknown = of[key];
    if (item !== undefined) {
      return item;
    }
  } else if (isObject(of) && typeof key === "string") {
    const wanted = key.toLowerCase();
    const found = Object.entries(of).find(([name]) => name.toLowerCase() === wanted);
    if (found) {
      return found[1];
    }
    const names = Object.keys(of).join(", ");
    throw invalidTemplate(
      `The language expression property '${key}' doesn't exist, available properties are '${names}'`,
    );
  }
  throw invalidTemplate(`The language expression property '${String(key)}' can't be evaluated`);
}
