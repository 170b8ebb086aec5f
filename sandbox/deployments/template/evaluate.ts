import { isObject } from "../../mergeForPatch";
import { expressionIn, plainText, type Expression } from "./expression";
import { callFunction, type TemplateScope } from "./functions";
import { ExpressionFault, inStructure, invalidTemplate, within } from "./templateFaults";
import { asArgument, hasUnresolved, Unresolved } from "./unresolved";

/** What expressions of one template may ask for. */
export interface EvaluationScope extends TemplateScope {
  parameter(name: string): unknown;
  variable(name: string): unknown;
  /** Absent where `reference` is not allowed: names, dependsOn, parameters' defaults. */
  readonly reference?: (args: readonly unknown[]) => unknown;
}

/** `reference` before anything has run: a value that is not known yet. */
export function unresolvedReference(args: readonly unknown[]): Unresolved {
  return new Unresolved(`reference(${args.map(asArgument).join(", ")})`);
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
export function evaluateText(
  value: unknown,
  scope: EvaluationScope,
  what: string,
): string | Unresolved {
  const result = within(inStructure(what), () => evaluate(value, scope));
  if (result instanceof Unresolved) {
    return result;
  }
  if (typeof result !== "string" || result === "") {
    throw invalidTemplate(`${what} is not valid. It has to be a text that is not empty`);
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
  const named = (): string => {
    const [first] = args;
    if (typeof first !== "string" || args.length !== 1) {
      throw new ExpressionFault(
        `The template function '${name}' must have only one parameter, a text`,
      );
    }
    return first;
  };
  switch (name.toLowerCase()) {
    case "parameters":
      return scope.parameter(named());
    case "variables":
      return scope.variable(named());
    case "reference":
      if (!scope.reference) {
        throw new ExpressionFault(
          "The template function 'reference' is not expected at this location",
        );
      }
      if (args.length < 1 || args.length > 3) {
        throw new ExpressionFault(
          `Unable to evaluate template language function 'reference': function requires between 1 and 3 argument(s) while ${String(args.length)} were provided`,
        );
      }
      return hasUnresolved(args) ? unresolvedReference(args) : scope.reference(args);
    default:
      return callFunction(name, args, scope);
  }
}

function member(of: unknown, key: unknown): unknown {
  if (of instanceof Unresolved || key instanceof Unresolved) {
    const isName = typeof key === "string" && /^[A-Za-z_]\w*$/.test(key);
    return new Unresolved(asArgument(of) + (isName ? `.${key}` : `[${asArgument(key)}]`));
  }
  if (Array.isArray(of) && typeof key === "number") {
    const item: unknown = of[key];
    if (item !== undefined) {
      return item;
    }
    throw new ExpressionFault(
      `The language expression property array index '${String(key)}' is out of bounds`,
    );
  }
  if (isObject(of) && typeof key === "string") {
    const wanted = key.toLowerCase();
    const found = Object.entries(of).find(([name]) => name.toLowerCase() === wanted);
    if (found) {
      return found[1];
    }
    const names = Object.keys(of).join(", ");
    throw new ExpressionFault(
      `The language expression property '${key}' doesn't exist, available properties are '${names}'`,
    );
  }
  throw new ExpressionFault(`The language expression property '${String(key)}' can't be evaluated`);
}
