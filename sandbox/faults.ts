import { invalidContent, type ArmErrorBody } from "./armErrors";
import { isObject } from "./mergeForPatch";

export type FaultAction =
  | {
      readonly status: number;
      readonly code: string;
      readonly message: string;
      readonly retryAfterSeconds?: number;
    }
  | { readonly delayMs: number }
  | { readonly drop: true }
  | { readonly failOperation: ArmErrorBody };

/** A declared fault: which requests go wrong, when, and how. */
export interface FaultRule {
  readonly match: {
    readonly method?: string;
    /** Regular expression on the path with its query, any case. */
    readonly path?: string;
  };
  /** How many matching requests it hits; all when absent. */
  readonly times?: number;
  /** How many matching requests pass before it hits. */
  readonly after?: number;
  readonly action: FaultAction;
}

interface Armed {
  readonly rule: FaultRule;
  readonly path: RegExp;
  seen: number;
  hits: number;
}

export class Faults {
  private armed: Armed[] = [];

  get rules(): readonly FaultRule[] {
    return this.armed.map(({ rule }) => rule);
  }

  /** Replaces all rules; their counters start at zero. */
  set(rules: readonly FaultRule[]): void {
    this.armed = rules.map((rule) => ({
      rule,
      path: new RegExp(rule.match.path ?? "", "i"),
      seen: 0,
      hits: 0,
    }));
  }

  /** The action of the first rule that hits this request; counts it. */
  take(method: string, path: string): FaultAction | undefined {
    let action: FaultAction | undefined;
    for (const armed of this.armed) {
      const { match, after = 0, times = Infinity } = armed.rule;
      const matches =
        (!match.method || match.method.toUpperCase() === method) && armed.path.test(path);
      if (!matches) {
        continue;
      }
      armed.seen += 1;
      if (!action && armed.seen > after && armed.hits < times) {
        armed.hits += 1;
        action = armed.rule.action;
      }
    }
    return action;
  }
}

/** Reads rules from JSON; throws a 400 that says what is wrong. */
export function parseFaultRules(value: unknown): readonly FaultRule[] {
  if (!Array.isArray(value)) {
    throw invalidContent("Faults are an array of { match, times?, after?, action }.");
  }
  return value.map(parseRule);
}

function parseRule(value: unknown, index: number): FaultRule {
  const where = `Fault ${String(index + 1)}`;
  if (!isObject(value)) {
    throw invalidContent(`${where} is not an object.`);
  }
  const { match = {}, times, after } = value;
  if (!isObject(match)) {
    throw invalidContent(`${where}: "match" is not an object.`);
  }
  const { method, path } = match;
  if (typeof path === "string") {
    checkPattern(path, where);
  }
  return {
    match: {
      ...(typeof method === "string" && { method }),
      ...(typeof path === "string" && { path }),
    },
    ...(typeof times === "number" && { times }),
    ...(typeof after === "number" && { after }),
    action: parseAction(value.action, where),
  };
}

function checkPattern(path: string, where: string): void {
  try {
    new RegExp(path);
  } catch {
    throw invalidContent(`${where}: "${path}" is not a regular expression.`);
  }
}

function parseAction(value: unknown, where: string): FaultAction {
  if (isObject(value)) {
    const { status, code, message, retryAfterSeconds, delayMs, drop, failOperation } = value;
    if (typeof delayMs === "number") {
      return { delayMs };
    }
    if (drop === true) {
      return { drop };
    }
    if (isObject(failOperation)) {
      return { failOperation: codeAndMessage(failOperation.code, failOperation.message) };
    }
    if (typeof status === "number") {
      const retry = typeof retryAfterSeconds === "number" && { retryAfterSeconds };
      return { status, ...codeAndMessage(code, message), ...retry };
    }
  }
  throw invalidContent(`${where}: "action" needs status, delayMs, drop or failOperation.`);
}

function codeAndMessage(code: unknown, message: unknown): { code: string; message: string } {
  return {
    code: typeof code === "string" ? code : "DeclaredFault",
    message: typeof message === "string" ? message : "A declared fault of the sandbox.",
  };
}
