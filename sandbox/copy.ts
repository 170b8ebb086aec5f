/** Copies plain JSON, many times faster than `structuredClone`. */
export function copyOf<T>(value: T): T {
  return copy(value, false) as T;
}

/** A copy that nobody can change, at any depth. */
export function frozenCopyOf<T>(value: T): T {
  return copy(value, true) as T;
}

function copy(value: unknown, frozen: boolean): unknown {
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const made = Array.isArray(value)
    ? value.map((inner: unknown) => copy(inner, frozen))
    : copyFields(value as Record<string, unknown>, frozen);
  return frozen ? Object.freeze(made) : made;
}

function copyFields(fields: Record<string, unknown>, frozen: boolean): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const key of Object.keys(fields)) {
    // Assigned, this key would replace the prototype.
    if (key !== "__proto__") {
      made[key] = copy(fields[key], frozen);
    }
  }
  return made;
}
