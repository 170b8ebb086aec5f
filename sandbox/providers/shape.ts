import { isFields, type Fields } from "./fields";

/** What is wrong with one value of a request. */
export interface Problem {
  /** Path of the value, for example `properties.trigger.frequency`. */
  readonly target: string;
  readonly message: string;
}

/** Reads one value: gives what is known of it and notes what is wrong. `undefined` is left out. */
export type Shape = (value: unknown, target: string, problems: Problem[]) => unknown;

/** The fields of an object that a client may write; what is not named, as all that is read-only, is left out. */
export interface ObjectShape {
  readonly fields: Readonly<Record<string, Shape>>;
  readonly required: readonly string[];
}

/** A shape for values that a test accepts; `what` ends the sentence "is not ...". */
function leaf(accepts: (value: unknown) => boolean, what: string): Shape {
  return (value, target, problems) => {
    if (!accepts(value)) {
      problems.push({ target, message: `The value of ${target} is not ${what}.` });
      return undefined;
    }
    return value;
  };
}

const matches =
  (pattern: RegExp) =>
  (value: unknown): boolean =>
    typeof value === "string" && pattern.test(value);

export const text = leaf((value) => typeof value === "string", "a text");
export const filled = leaf(matches(/[a-z0-9_]/iu), "a text with a letter or digit");
export const flag = leaf((value) => typeof value === "boolean", "true or false");
export const real = leaf((value) => typeof value === "number", "a number");
export const guid = leaf(matches(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu), "a GUID");
export const duration = leaf(
  matches(/^P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/u),
  "a duration such as PT5M",
);
/** Whatever it is: only kept. */
export const anything: Shape = (value) => value;

export function whole(min = -Infinity, max = Infinity): Shape {
  const range = min === -Infinity ? "" : ` from ${min}${max === Infinity ? " on" : ` to ${max}`}`;
  return leaf(
    (value) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max,
    `a whole number${range}`,
  );
}

/** One of these words in any case; goes on as it is spelled here. */
export function oneOf(...words: readonly string[]): Shape {
  return (value, target, problems) => {
    const given = typeof value === "string" ? value.toLowerCase() : undefined;
    const word = words.find((each) => each.toLowerCase() === given);
    if (word === undefined) {
      const message = `The value of ${target} is not one of ${words.join(", ")}.`;
      problems.push({ target, message });
    }
    return word;
  };
}

export function array(item: Shape): Shape {
  return (value, target, problems) => {
    if (!Array.isArray(value)) {
      problems.push({ target, message: `The value of ${target} is not a list.` });
      return undefined;
    }
    return value.map((each, index) => item(each, `${target}[${index}]`, problems));
  };
}

/** An object with any keys. */
export function mapOf(item: Shape): Shape {
  return (value, target, problems) => {
    const entries = Object.entries(objectAt(value, target, problems));
    return Object.fromEntries(
      entries
        .filter(([, each]) => each !== null)
        .map(([key, each]) => [key, item(each, `${target}.${key}`, problems)] as const),
    );
  };
}

export const texts = mapOf(text);

export function objectShape<T extends Readonly<Record<string, Shape>>>(
  fields: T,
  required: readonly (keyof T & string)[] = [],
): ObjectShape {
  return { fields, required };
}

export function object<T extends Readonly<Record<string, Shape>>>(
  fields: T,
  required: readonly (keyof T & string)[] = [],
): Shape {
  return (value, target, problems) => readFields(value, { fields, required }, target, problems);
}

/** An object whose other fields hang on the word in `key`. */
export function variant(
  key: string,
  shared: ObjectShape,
  cases: Readonly<Record<string, ObjectShape>>,
): Shape {
  const word = oneOf(...Object.keys(cases));
  return (value, target, problems) => {
    const shape = { fields: { ...shared.fields, [key]: word }, required: [key] };
    const given = objectAt(value, target, problems);
    const chosen = given[key] === undefined ? undefined : word(given[key], key, []);
    const own = typeof chosen === "string" ? cases[chosen] : undefined;
    return readFields(
      given,
      {
        fields: { ...shape.fields, ...own?.fields },
        required: [...shape.required, ...shared.required, ...(own?.required ?? [])],
      },
      target,
      problems,
    );
  };
}

function objectAt(value: unknown, target: string, problems: Problem[]): Fields {
  if (!isFields(value)) {
    problems.push({ target, message: `The value of ${target} is not an object.` });
    return {};
  }
  return value;
}

/** `null` stands for a field that is not given. */
function readFields(
  value: unknown,
  { fields, required }: ObjectShape,
  target: string,
  problems: Problem[],
): Fields {
  const given = objectAt(value, target, problems);
  const read: Fields = {};
  for (const [name, shape] of Object.entries(fields)) {
    const path = target === "" ? name : `${target}.${name}`;
    const field = given[name] ?? undefined;
    if (field === undefined && required.includes(name)) {
      problems.push({ target: path, message: `The field ${path} is required.` });
    }
    const kept = field === undefined ? undefined : shape(field, path, problems);
    if (kept !== undefined) {
      read[name] = kept;
    }
  }
  return read;
}

/** What the shape takes of a value; throws the fault that `refuse` makes of what is wrong. */
export function readShape(
  shape: Shape,
  value: unknown,
  target: string,
  refuse: (problems: readonly Problem[]) => Error,
): Fields {
  const problems: Problem[] = [];
  if (value === undefined || value === null) {
    problems.push({ target, message: `The field ${target} is required.` });
    throw refuse(problems);
  }
  const read = shape(value, target, problems);
  if (problems.length > 0) {
    throw refuse(problems);
  }
  return isFields(read) ? read : {};
}
