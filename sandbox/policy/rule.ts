import { ArmFault } from "../provider";
import { notImplemented } from "../armErrors";
import { isObject } from "../mergeForPatch";

/** Operators of a condition that the sandbox evaluates, lower-case, as Azure names them in its findings. */
export const operators = {
  equals: "Equals",
  notequals: "NotEquals",
  in: "In",
  notin: "NotIn",
  like: "Like",
  notlike: "NotLike",
  contains: "Contains",
  exists: "Exists",
} as const;
export type Operator = keyof typeof operators;

/** The condition of a policy rule, parsed. Values may hold expressions such as `[parameters('x')]`. */
export type Condition =
  | { readonly kind: "all" | "any"; readonly of: readonly Condition[] }
  | { readonly kind: "not"; readonly of: Condition }
  | {
      readonly kind: "field";
      readonly field: string;
      readonly operator: Operator;
      readonly value: unknown;
    };

export interface PolicyRule {
  readonly condition: Condition;
  /** As written: a name or an expression. */
  readonly effect: string;
}

const effects = new Set(["deny", "audit", "disabled"]);

/** Code and form as Azure gives them, from memory: no spec of policies is at hand. */
function invalidRule(why: string): ArmFault {
  return new ArmFault(400, "InvalidPolicyRule", `Failed to parse policy rule: '${why}'.`);
}

/** Reads `{ if, then: { effect } }`; throws for what is no rule, 501 for what the sandbox does not evaluate. */
export function parseRule(given: unknown): PolicyRule {
  if (!isObject(given) || !isObject(given.then)) {
    throw invalidRule("A policy rule needs 'if' and 'then'");
  }
  const { effect } = given.then;
  if (typeof effect !== "string" || effect === "") {
    throw invalidRule("'then' needs an 'effect'");
  }
  if (!effect.startsWith("[")) {
    requireEffect(effect);
  }
  return { condition: parseCondition(given.if), effect };
}

/** The effect in lower case; 501 for one that the sandbox does not have. */
export function requireEffect(effect: string): string {
  const name = effect.toLowerCase();
  if (!effects.has(name)) {
    throw notImplemented(`the policy effect '${effect}'`);
  }
  return name;
}

function parseCondition(given: unknown): Condition {
  if (!isObject(given)) {
    throw invalidRule("A condition has to be an object");
  }
  if ("allOf" in given || "anyOf" in given) {
    const list = given.allOf ?? given.anyOf;
    if (!Array.isArray(list)) {
      throw invalidRule("'allOf' and 'anyOf' take a list of conditions");
    }
    return { kind: "allOf" in given ? "all" : "any", of: list.map(parseCondition) };
  }
  if ("not" in given) {
    return { kind: "not", of: parseCondition(given.not) };
  }
  return parseField(given);
}

function parseField(given: Record<string, unknown>): Condition {
  const { field, ...rest } = given;
  if ("value" in given || "count" in given || "source" in given) {
    throw notImplemented("policy conditions on 'value', 'count' or 'source'");
  }
  if (typeof field !== "string" || field === "") {
    throw invalidRule("A condition needs 'field'");
  }
  if (field.includes("[*]")) {
    throw notImplemented(`the array alias '${field}'`);
  }
  const [entry, ...more] = Object.entries(rest);
  if (!entry || more.length > 0) {
    throw invalidRule(`The condition on '${field}' needs one operator`);
  }
  const operator = entry[0].toLowerCase();
  if (!isOperator(operator)) {
    throw notImplemented(`the policy operator '${entry[0]}'`);
  }
  return { kind: "field", field, operator, value: entry[1] };
}

function isOperator(name: string): name is Operator {
  return Object.hasOwn(operators, name);
}
