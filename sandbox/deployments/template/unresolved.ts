import { isObject } from "../../mergeForPatch";

/** A value that is known only once the deployment runs: the expression that gives it, without brackets. */
export class Unresolved {
  constructor(readonly expression: string) {}

  /** As what-if shows it. */
  toString(): string {
    return `[${this.expression}]`;
  }
}

/** True when some part of the value is not known yet. */
export function hasUnresolved(value: unknown): boolean {
  if (value instanceof Unresolved) {
    return true;
  }
  const parts: readonly unknown[] = Array.isArray(value)
    ? value
    : isObject(value)
      ? Object.values(value)
      : [];
  return parts.some(hasUnresolved);
}

/** The value with the expressions, as text, in place of what is not known. */
export function showUnresolved(value: unknown): unknown {
  if (value instanceof Unresolved) {
    return value.toString();
  }
  if (Array.isArray(value)) {
    return value.map(showUnresolved);
  }
  return isObject(value) ? showBody(value) : value;
}

/** The same for the properties of a body. */
export function showBody(body: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(body).map(([key, part]) => [key, showUnresolved(part)] as const),
  );
}

/** The value as an argument inside another expression. */
export function asArgument(value: unknown): string {
  if (value instanceof Unresolved) {
    return value.expression;
  }
  if (typeof value === "string") {
    return `'${value.replaceAll("'", "''")}'`;
  }
  if (Array.isArray(value)) {
    return `createArray(${value.map(asArgument).join(", ")})`;
  }
  return typeof value === "number"
    ? String(value)
    : typeof value === "boolean"
      ? `${String(value)}()`
      : `json('${JSON.stringify(showUnresolved(value) ?? null).replaceAll("'", "''")}')`;
}
