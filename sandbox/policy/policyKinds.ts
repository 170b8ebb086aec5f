import { isObject } from "../mergeForPatch";
import { defineKind, type WriteRequest } from "../providers/defineKind";
import { fieldsOf, textOf, type Fields } from "../providers/fields";
import {
  ArmFault,
  type OperationStyle,
  type Provider,
  type ProviderContext,
  type ResourceRecord,
} from "../provider";
import { notImplemented } from "../armErrors";
import { parseResourceId } from "../resourceId";
import { parseRule } from "./rule";

export const definitionType = "Microsoft.Authorization/policyDefinitions";
export const assignmentType = "Microsoft.Authorization/policyAssignments";

/**
 * From Microsoft Learn (REST reference of Azure Policy). No spec of these types is at hand, so codes and
 * messages of refusals and what is answered beyond the documented fields are not confirmed.
 */
const apiVersions = ["2025-01-01", "2024-05-01", "2023-04-01", "2022-06-01", "2021-06-01"];
const style: OperationStyle = { createStatus: 201, updateStatus: 201, put: "none", delete: "none" };

const policyDefinitions = defineKind({
  type: definitionType,
  apiVersions,
  style,
  isStateless: true,
  hasSystemData: true,
  properties: ({ given, name }) => {
    parseRule(given["policyRule"]);
    const mode = textOf(given["mode"]) ?? "Indexed";
    if (!["all", "indexed"].includes(mode.toLowerCase())) {
      throw notImplemented(`policies of mode '${mode}'`);
    }
    return {
      displayName: textOf(given["displayName"]) ?? name,
      policyType: "Custom",
      mode,
      ...kept(given, ["description", "metadata", "version"]),
      parameters: fieldsOf(given["parameters"]),
      policyRule: given["policyRule"],
    };
  },
});

const policyAssignments = defineKind({
  type: assignmentType,
  apiVersions,
  style,
  isStateless: true,
  hasSystemData: true,
  properties: (request, context) => {
    const { given, id, name } = request;
    const definition = requireDefinition(given, context);
    requireParameters(request, definition);
    const mode = textOf(given["enforcementMode"]) ?? "Default";
    if (!["default", "donotenforce"].includes(mode.toLowerCase())) {
      const message = `The enforcement mode '${mode}' of the policy assignment '${name}' is not valid.`;
      throw new ArmFault(400, "InvalidPolicyAssignment", message);
    }
    return {
      displayName: textOf(given["displayName"]) ?? name,
      policyDefinitionId: definition.id,
      scope: parseResourceId(id)?.scope ?? "",
      notScopes: given["notScopes"] ?? [],
      parameters: fieldsOf(given["parameters"]),
      enforcementMode: mode,
      ...kept(given, ["description", "metadata", "nonComplianceMessages"]),
    };
  },
});

/** Azure Policy, empty until somebody defines and assigns something. */
export const policyProvider: Provider = {
  namespace: "Microsoft.Authorization",
  kinds: [policyDefinitions, policyAssignments],
};

function kept(given: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name)));
}

function requireDefinition(given: Fields, { store }: ProviderContext): ResourceRecord {
  const id = textOf(given["policyDefinitionId"]) ?? "";
  if (/\/policySetDefinitions\//i.test(id)) {
    throw notImplemented("assignments of policy set definitions");
  }
  const definition = store.get(id);
  if (definition?.type !== definitionType) {
    const message = `The policy definition '${id}' could not be found.`;
    throw new ArmFault(404, "PolicyDefinitionNotFound", message);
  }
  return definition;
}

function requireParameters({ given, name }: WriteRequest, definition: ResourceRecord): void {
  const declared = fieldsOf(definition.properties["parameters"]);
  const values = fieldsOf(given["parameters"]);
  const isGiven = (key: string): boolean => isObject(values[key]) && "value" in values[key];
  const missing = Object.entries(declared)
    .filter(([key, each]) => !isGiven(key) && !("defaultValue" in fieldsOf(each)))
    .map(([key]) => key);
  if (missing.length > 0) {
    const message = `The policy assignment '${name}' is missing the parameter(s) '${missing.join(",")}' as defined in the policy definition '${definition.name}'.`;
    throw new ArmFault(400, "MissingPolicyParameter", message);
  }
  const unknown = Object.keys(values).filter((key) => !(key in declared));
  if (unknown.length > 0) {
    const message = `The policy assignment '${name}' has defined parameters '${unknown.join(",")}' which are not defined in the policy definition '${definition.name}'.`;
    throw new ArmFault(400, "UndefinedPolicyParameter", message);
  }
}
