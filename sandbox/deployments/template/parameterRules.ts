import { isObject } from "../../mergeForPatch";
import { typeName } from "./functions";
import { invalidTemplate } from "./templateFaults";
import { Unresolved } from "./unresolved";
import type { Json } from "./templateNode";

interface ParameterType {
  /** As ARM shows it. */
  readonly name: string;
  /** As ARM's message names what it expects. */
  readonly expected: string;
  fits(value: unknown): boolean;
}

const isText = (value: unknown): boolean => typeof value === "string";

/** The types of parameters and outputs, by their lower-case names. */
const types: Readonly<Record<string, ParameterType>> = {
  string: { name: "String", expected: "String, Uri", fits: isText },
  securestring: { name: "SecureString", expected: "String, Uri", fits: isText },
  int: { name: "Int", expected: "Integer", fits: Number.isInteger },
  bool: { name: "Bool", expected: "Boolean", fits: (value) => typeof value === "boolean" },
  array: { name: "Array", expected: "Array", fits: Array.isArray },
  object: { name: "Object", expected: "Object", fits: isObject },
  secureobject: { name: "SecureObject", expected: "Object", fits: isObject },
};

/** The type that a parameter or output declares; throws for one that ARM does not have. */
export function declaredType(
  declaration: unknown,
  { kind, name }: { readonly kind: "parameter" | "output"; readonly name: string },
): ParameterType {
  const given = isObject(declaration) ? declaration.type : undefined;
  const key = typeof given === "string" ? given.toLowerCase() : "";
  const type = Object.hasOwn(types, key) ? types[key] : undefined;
  if (!type) {
    throw invalidTemplate(
      `The template ${kind} '${name}' at line '1' and column '1' is not valid. The type '${String(given)}' is not one of '${Object.values(
        types,
      )
        .map((known) => known.name)
        .join(", ")}'`,
      kind === "parameter" ? "parameters" : "outputs",
    );
  }
  return type;
}

export function isSecure({ name }: ParameterType): boolean {
  return name.startsWith("Secure");
}

/** Throws ARM's refusal of a value that its parameter does not allow. */
export function checkParameter(name: string, declaration: Json, value: unknown): void {
  const type = declaredType(declaration, { kind: "parameter", name });
  if (value instanceof Unresolved) {
    return;
  }
  if (!type.fits(value)) {
    throw invalidTemplate(
      `Template parameter JToken type is not valid. Expected '${type.expected}'. Actual '${typeName(value)}'`,
      "parameters",
    );
  }
  const { allowedValues } = declaration;
  if (Array.isArray(allowedValues)) {
    const given = JSON.stringify(value);
    const allowed = allowedValues.map((each) => JSON.stringify(each));
    if (!allowed.some((each) => each === given)) {
      const shown = isSecure(type) ? "" : ` '${String(value)}'`;
      const list = allowedValues.map(String).join(",");
      throw invalidTemplate(
        `The provided value${shown} for the template parameter '${name}' at line '1' and column '1' is not valid. The parameter value is not part of the allowed value(s): '${list}'`,
        "parameters",
      );
    }
  }
  checkBounds(name, declaration, value);
}

/** The sentence for lengths is ARM's; the one for values has the same form and is not confirmed. */
function checkBounds(name: string, declaration: Json, value: unknown): void {
  const { minLength, maxLength, minValue, maxValue } = declaration;
  const length = typeof value === "string" || Array.isArray(value) ? value.length : undefined;
  const number = typeof value === "number" ? value : undefined;
  const refuse = (what: string, comparison: string, bound: unknown): never => {
    throw invalidTemplate(
      `The provided value for the template parameter '${name}' at line '1' and column '1' is not valid. ${what} should be ${comparison} or equal to '${String(bound)}'`,
      "parameters",
    );
  };
  if (length !== undefined && typeof minLength === "number" && length < minLength) {
    refuse("Length of the value", "greater than", minLength);
  }
  if (length !== undefined && typeof maxLength === "number" && length > maxLength) {
    refuse("Length of the value", "less than", maxLength);
  }
  if (number !== undefined && typeof minValue === "number" && number < minValue) {
    refuse("The value", "greater than", minValue);
  }
  if (number !== undefined && typeof maxValue === "number" && number > maxValue) {
    refuse("The value", "less than", maxValue);
  }
}
