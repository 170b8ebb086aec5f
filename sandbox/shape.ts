import { invalidContent } from "./armErrors";
import { isObject } from "./mergeForPatch";

/** Reads one value of a JSON body; `where` names it in the refusal. Throws the 400 for what does not fit. */
export type Read<T> = (value: unknown, where: string) => T;

type Fields<T> = { readonly [K in keyof T]-?: Read<Exclude<T[K], undefined>> };

/** An object of these fields and no others: what is misspelled would otherwise be silently without effect. */
export function shape<T extends object>(
  fields: Fields<T>,
  ...required: readonly (keyof T & string)[]
): Read<T> {
  const known: ReadonlyMap<string, Read<unknown>> = new Map(Object.entries<Read<unknown>>(fields));
  return (value, where) => {
    if (!isObject(value)) {
      throw invalidContent(`${where} is not an object.`);
    }
    const unknown = Object.keys(value).find((name) => !known.has(name));
    if (unknown !== undefined) {
      const names = [...known.keys()].join(", ");
      throw invalidContent(`${where} has no field "${unknown}"; its fields are ${names}.`);
    }
    const missing = required.find((name) => value[name] === undefined);
    if (missing !== undefined) {
      throw invalidContent(`${where} needs the field "${missing}".`);
    }
    const given = [...known]
      .filter(([name]) => value[name] !== undefined)
      .map(([name, read]) => [name, read(value[name], `${where}: "${name}"`)] as const);
    return Object.fromEntries(given) as T;
  };
}

export const text: Read<string> = (value, where) => {
  if (typeof value !== "string" || value === "") {
    throw invalidContent(`${where} is not a text.`);
  }
  return value;
};

/** A number from `least` to `most`, both included. */
export function amount(least: number, most = Number.MAX_VALUE): Read<number> {
  return (value, where) => {
    if (typeof value !== "number" || !(value >= least && value <= most)) {
      const limit = most === Number.MAX_VALUE ? "or more" : `to ${String(most)}`;
      throw invalidContent(`${where} is not a number that is ${String(least)} ${limit}.`);
    }
    return value;
  };
}

export function whole(least: number, most?: number): Read<number> {
  return (value, where) => {
    if (!Number.isInteger(value)) {
      throw invalidContent(`${where} is not a whole number.`);
    }
    return amount(least, most)(value, where);
  };
}

export const yes: Read<true> = (value, where) => {
  if (value !== true) {
    throw invalidContent(`${where} can only be true.`);
  }
  return value;
};

export const flag: Read<boolean> = (value, where) => {
  if (typeof value !== "boolean") {
    throw invalidContent(`${where} is not true or false.`);
  }
  return value;
};

/** A regular expression, kept as it is written. */
export const pattern: Read<string> = (value, where) => {
  const source = text(value, where);
  try {
    new RegExp(source);
  } catch {
    throw invalidContent(`${where}: "${source}" is not a regular expression.`);
  }
  return source;
};

export function arrayOf<T>(read: Read<T>): Read<readonly T[]> {
  return (value, where) => {
    if (!Array.isArray(value)) {
      throw invalidContent(`${where} is not an array.`);
    }
    return value.map((item: unknown, index) => read(item, `${where} ${String(index + 1)}`));
  };
}
