import { invalidContent } from "../armErrors";
import type { Permission } from "../catalogue/catalogue";
import { isObject } from "../mergeForPatch";

/** Reads what the caller may do from JSON; throws a 400 that says what is wrong. */
export function parsePermissions(value: unknown): readonly Permission[] {
  if (!Array.isArray(value)) {
    throw invalidContent(
      "Permissions are an array of { scope, actions, notActions?, dataActions? }.",
    );
  }
  return value.map((each: unknown, index) => parseOne(each, `permissions[${String(index)}]`));
}

function parseOne(value: unknown, where: string): Permission {
  if (!isObject(value) || typeof value.scope !== "string") {
    throw invalidContent(
      `${where}: "scope" is the id of a subscription, group or resource, or "/".`,
    );
  }
  const { scope, actions, notActions = [], dataActions = [] } = value;
  return {
    scope,
    actions: texts(actions, `${where}.actions`),
    notActions: texts(notActions, `${where}.notActions`),
    dataActions: texts(dataActions, `${where}.dataActions`),
  };
}

function texts(value: unknown, where: string): readonly string[] {
  if (!Array.isArray(value) || !value.every((each) => typeof each === "string")) {
    throw invalidContent(`${where} is an array of texts.`);
  }
  return value;
}
