import { notImplemented } from "../../armErrors";
import { isObject } from "../../mergeForPatch";
import { evaluate, type EvaluationScope } from "./evaluate";
import type { TemplateScope } from "./functions";
import { checkParameter, declaredType, isSecure } from "./parameterRules";
import { ExpressionFault, inStructure, invalidTemplate, within } from "./templateFaults";
import type { Json } from "./templateNode";
import { showUnresolved } from "./unresolved";

/** A template's scope with what the deployment shows of its parameters. */
export interface ParameterScope extends EvaluationScope {
  readonly shownParameters: Json;
  /** Values of its secure parameters: never shown. */
  readonly secureValues: readonly unknown[];
}

/** The scope in which a template's expressions are evaluated, with its parameters and variables resolved. */
export function templateScope(template: Json, given: Json, place: TemplateScope): ParameterScope {
  const declared = isObject(template.parameters) ? template.parameters : {};
  const variables = isObject(template.variables) ? template.variables : {};
  refuseUnknown(declared, given);
  const values: Json = {};
  const open = new Set<string>();
  const scope: EvaluationScope = {
    ...place,
    parameter: (name) => {
      const found = find(values, name);
      if (!found) {
        throw new ExpressionFault(`The template parameter '${name}' is not found`);
      }
      return found.value;
    },
    variable: (name) => {
      const found = find(variables, name);
      if (!found || open.has(name)) {
        throw new ExpressionFault(
          found
            ? `The template variable '${name}' depends on itself`
            : `The template variable '${name}' is not found`,
        );
      }
      open.add(name);
      const value = evaluate(found.value, scope);
      open.delete(name);
      return value;
    },
  };
  const shownParameters: Json = {};
  const secureValues: unknown[] = [];
  for (const [name, declaration] of Object.entries(declared)) {
    const type = declaredType(declaration, { kind: "parameter", name });
    const value = valueOf(name, declaration, { given, scope });
    checkParameter(name, isObject(declaration) ? declaration : {}, value);
    values[name] = value;
    shownParameters[name] = isSecure(type)
      ? { type: type.name }
      : { type: type.name, value: showUnresolved(value) };
    if (isSecure(type)) {
      secureValues.push(value);
    }
  }
  return { ...scope, shownParameters, secureValues };
}

function refuseUnknown(declared: Json, given: Json): void {
  const unknown = Object.keys(given).filter((name) => !find(declared, name));
  if (unknown.length > 0) {
    throw invalidTemplate(
      `The template parameters '${unknown.join(", ")}' in the parameters file are not valid; they are not present in the original template and can therefore not be provided at deployment time. The only supported parameters for this template are '${Object.keys(declared).join(", ")}'`,
      "parameters",
    );
  }
}

function valueOf(
  name: string,
  declaration: unknown,
  { given, scope }: { readonly given: Json; readonly scope: EvaluationScope },
): unknown {
  const supplied = find(given, name)?.value;
  if (isObject(supplied) && ("reference" in supplied || "expression" in supplied)) {
    throw notImplemented("a parameter from a key vault or an expression");
  }
  if (isObject(supplied) && "value" in supplied) {
    return supplied.value;
  }
  if (isObject(declaration) && "defaultValue" in declaration) {
    const what = inStructure(`The template parameter '${name}'`);
    return within(what, () => evaluate(declaration.defaultValue, scope));
  }
  throw invalidTemplate(
    `The value for the template parameter '${name}' at line '1' and column '1' is not provided`,
    "parameters",
  );
}

/** ARM does not tell names by case. */
function find(object: Json, name: string): { readonly value: unknown } | undefined {
  const entry = Object.entries(object).find(([key]) => key.toLowerCase() === name.toLowerCase());
  return entry && { value: entry[1] };
}
