import { isObject } from "../mergeForPatch";
import { evaluate, type EvaluationScope } from "./evaluate";
import { invalidTemplate } from "./expression";
import type { TemplateScope } from "./functions";
import type { Json } from "./template";

const types: ReadonlyMap<string, (value: unknown) => boolean> = new Map(
  Object.entries({
    string: (value) => typeof value === "string",
    securestring: (value) => typeof value === "string",
    int: (value) => Number.isInteger(value),
    bool: (value) => typeof value === "boolean",
    array: (value) => Array.isArray(value),
    object: isObject,
    secureobject: isObject,
  }),
);

/** The scope in which a template's expressions are evaluated, with its parameters and variables resolved. */
export function templateScope(
  template: Json,
  given: Json,
  place: TemplateScope,
): EvaluationScope & { readonly shownParameters: Json } {
  const declared = isObject(template.parameters) ? template.parameters : {};
  const unknown = Object.keys(given).filter((name) => !find(declared, name));
  if (unknown.length > 0) {
    throw invalidTemplate(
      `The following parameters were supplied, but do not correspond to any parameters defined in the template: '${unknown.join(", ")}'`,
    );
  }
  const scope: EvaluationScope = {
    ...place,
    parameter: (name) => {
      const found = find(values, name);
      if (!found) {
        throw invalidTemplate(`The template parameter '${name}' is not found`);
      }
      return found.value;
    },
    variable: (name) => {
      const variables = isObject(template.variables) ? template.variables : {};
      const found = find(variables, name);
      if (!found) {
        throw invalidTemplate(`The template variable '${name}' is not found`);
      }
      return evaluate(found.value, scope);
    },
  };
  const values: Json = {};
  const shownParameters: Json = {};
  for (const [name, declaration] of Object.entries(declared)) {
    const type =
      isObject(declaration) && typeof declaration.type === "string" ? declaration.type : "";
    values[name] = valueOf(name, declaration, { given, scope, type });
    const secure = type.toLowerCase().startsWith("secure");
    shownParameters[name] = secure ? { type } : { type, value: values[name] };
  }
  return { ...scope, shownParameters };
}

function valueOf(
  name: string,
  declaration: unknown,
  { given, scope, type }: { given: Json; scope: EvaluationScope; type: string },
): unknown {
  const supplied = find(given, name)?.value;
  const hasDefault = isObject(declaration) && "defaultValue" in declaration;
  if (!isObject(supplied) && !hasDefault) {
    throw invalidTemplate(`The value for the template parameter '${name}' is not provided`);
  }
  const value = isObject(supplied)
    ? supplied.value
    : evaluate(hasDefault ? declaration.defaultValue : undefined, scope);
  const fits = types.get(type.toLowerCase());
  if (!fits?.(value)) {
    throw invalidTemplate(
      `The provided value for the template parameter '${name}' is not valid. Expected a value of type '${type}'`,
    );
  }
  return value;
}

function find(object: Json, name: string): { readonly value: unknown } | undefined {
  const entry = Object.entries(object).find(([key]) => key.toLowerCase() === name.toLowerCase());
  return entry && { value: entry[1] };
}
