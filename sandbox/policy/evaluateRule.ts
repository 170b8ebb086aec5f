import { evaluate, type EvaluationScope } from "../deployments/template/evaluate";
import { hasUnresolved } from "../deployments/template/unresolved";
import { isObject } from "../mergeForPatch";
import { normalLocation } from "../locations";
import { readField, type PolicyTarget } from "./fields";
import { operators, type Condition, type Operator } from "./rule";

/** One condition as `evaluationDetails` of a denial shows it. */
export interface EvaluatedExpression {
  readonly result: "True" | "False";
  readonly expressionKind: "Field";
  readonly expression: string;
  readonly path: string;
  readonly expressionValue?: unknown;
  readonly targetValue: unknown;
  readonly operator: string;
}

export interface Evaluation {
  /** Undefined: it depends on what is known only once a deployment runs. */
  readonly holds: boolean | undefined;
  readonly expressions: readonly EvaluatedExpression[];
}

/** Evaluates a condition over a resource; `scope` gives the parameters of the assignment. */
export function evaluateCondition(
  condition: Condition,
  target: PolicyTarget,
  scope: EvaluationScope,
): Evaluation {
  if (condition.kind === "field") {
    return evaluateField(condition, target, scope);
  }
  if (condition.kind === "not") {
    const { holds, expressions } = evaluateCondition(condition.of, target, scope);
    return { holds: holds === undefined ? undefined : !holds, expressions };
  }
  const parts = condition.of.map((part) => evaluateCondition(part, target, scope));
  const expressions = parts.flatMap((part) => part.expressions);
  const decisive = condition.kind === "any";
  if (parts.some(({ holds }) => holds === decisive)) {
    return { holds: decisive, expressions };
  }
  const isOpen = parts.some(({ holds }) => holds === undefined);
  return { holds: isOpen ? undefined : !decisive, expressions };
}

function evaluateField(
  { field, operator, value: given }: Extract<Condition, { kind: "field" }>,
  target: PolicyTarget,
  scope: EvaluationScope,
): Evaluation {
  const wanted = evaluate(given, scope);
  const { path, value } = readField(field, target);
  if (operator !== "exists" && hasUnresolved(value)) {
    return { holds: undefined, expressions: [] };
  }
  const asCompared = (each: unknown): unknown =>
    path === "location" && typeof each === "string" ? normalLocation(each) : each;
  const holds = compare(
    operator,
    asCompared(value),
    Array.isArray(wanted) ? wanted.map(asCompared) : asCompared(wanted),
  );
  const expression: EvaluatedExpression = {
    result: holds ? "True" : "False",
    expressionKind: "Field",
    expression: field,
    path,
    ...(value !== undefined && { expressionValue: value }),
    targetValue: wanted,
    operator: operators[operator],
  };
  return { holds, expressions: [expression] };
}

function compare(operator: Operator, value: unknown, wanted: unknown): boolean {
  switch (operator) {
    case "equals":
      return same(value, wanted);
    case "notequals":
      return !same(value, wanted);
    case "in":
      return isIn(value, wanted);
    case "notin":
      return !isIn(value, wanted);
    case "like":
      return isLike(value, wanted);
    case "notlike":
      return !isLike(value, wanted);
    case "contains":
      return contains(value, wanted);
    case "exists":
      return (value !== undefined && value !== null) === (String(wanted).toLowerCase() === "true");
  }
}

/** Azure Policy compares text without case, and `true` with `"true"`. */
function same(value: unknown, wanted: unknown): boolean {
  if (value === undefined || value === null) {
    return false;
  }
  return comparable(value) === comparable(wanted ?? null);
}

function comparable(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.toLowerCase();
}

function isIn(value: unknown, wanted: unknown): boolean {
  return Array.isArray(wanted) && wanted.some((each) => same(value, each));
}

/** `*` stands for any text; Azure takes one of them. */
function isLike(value: unknown, wanted: unknown): boolean {
  if (typeof value !== "string") {
    return false;
  }
  const parts = String(wanted)
    .split("*")
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/gu, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "isu").test(value);
}

function contains(value: unknown, wanted: unknown): boolean {
  if (Array.isArray(value)) {
    return value.some((each) => same(each, wanted));
  }
  if (isObject(value)) {
    return Object.keys(value).some((key) => same(key, wanted));
  }
  return typeof value === "string" && value.toLowerCase().includes(String(wanted).toLowerCase());
}
