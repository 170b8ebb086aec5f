import { ArmFault, type ResourceKind } from "../../provider";
import { defineKind, type KindRules, type NameRule } from "../defineKind";
import { fieldsOf, textOf, type Fields } from "../fields";
import { checkReferences, refuseWhenReferenced } from "./references";

export const factoryVersions = ["2018-06-01"];
export const factoryType = "Microsoft.DataFactory/factories";

const partName: NameRule = {
  pattern: /^[A-Za-z0-9_][^<>*#.%&:\\+?/]{0,259}$/u,
  code: "InvalidResourceName",
  message: "It takes 1 to 260 characters and starts with a letter, digit or '_'.",
};

/** What every error of a part names as its target. */
export function badRequest(message: string, target: string): ArmFault {
  return new ArmFault(400, "BadRequest", message, { target });
}

/** The `type` of a part, which says what its other properties are. */
export function requireType(given: Fields, id: string): string {
  const type = textOf(given["type"]);
  if (type === undefined) {
    throw badRequest("The property 'type' of the document is required.", id);
  }
  return type;
}

/** A part of a factory: kept as it is given, at once, with its references held. */
export function part(name: string, rules: Partial<KindRules> = {}): ResourceKind {
  const { properties, beforeDelete, ...more } = rules;
  return defineKind({
    type: `${factoryType}/${name}`,
    apiVersions: factoryVersions,
    isStateless: true,
    hasEtag: true,
    name: partName,
    ...more,
    properties: async (request, context) => {
      const masked = { ...request, given: fieldsOf(withoutSecrets(request.given)) };
      const answer = await (properties?.(masked, context) ?? masked.given);
      checkReferences(request.id, answer, context);
      return answer;
    },
    beforeDelete: async (record, context) => {
      refuseWhenReferenced(record, context);
      await beforeDelete?.(record, context);
    },
  });
}

const mask = "**********";

/** Secure strings are answered masked; here they are not even kept. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutSecrets);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const fields = fieldsOf(value);
  return fields["type"] === "SecureString" && "value" in fields
    ? { ...fields, value: mask }
    : Object.fromEntries(
        Object.entries(fields).map(([key, inner]) => [key, withoutSecrets(inner)]),
      );
}
