import { ArmFault, type ResourceRecord } from "../provider";
import { fieldsOf, listOf, textOf } from "../providers/fields";
import { parseResourceId } from "../resourceId";
import type { EvaluatedExpression } from "./evaluateRule";
import type { PolicyTarget } from "./fields";

export const disallowedCode = "RequestDisallowedByPolicy";

export interface Denial {
  readonly assignment: ResourceRecord;
  readonly definition: ResourceRecord;
  readonly expressions: readonly EvaluatedExpression[];
}

/** ARM's denial: message and `additionalInfo` as captured from Azure in public logs. */
export function disallowed(target: PolicyTarget, denials: readonly Denial[]): ArmFault {
  const name = target.id.slice(target.id.lastIndexOf("/") + 1);
  const reasons = denials
    .map(({ assignment }) => reasonOf(assignment))
    .filter((reason) => reason !== undefined);
  const why =
    reasons.length > 0
      ? `Reasons: '${reasons.join("', '")}'. See error details for policy resource IDs.`
      : `Policy identifiers: '${JSON.stringify(denials.map(identifiers))}'.`;
  return new ArmFault(403, disallowedCode, `Resource '${name}' was disallowed by policy. ${why}`, {
    target: name,
    additionalInfo: denials.map((denial) => ({ type: "PolicyViolation", info: infoOf(denial) })),
  });
}

function reasonOf({ properties }: ResourceRecord): string | undefined {
  return listOf(properties["nonComplianceMessages"])
    .map(({ message }) => textOf(message))
    .find((message) => message !== undefined);
}

function displayName({ name, properties }: ResourceRecord): string {
  return textOf(properties["displayName"]) ?? name;
}

function identifiers({ assignment, definition }: Denial): object {
  return {
    policyAssignment: { name: displayName(assignment), id: assignment.id },
    policyDefinition: { name: displayName(definition), id: definition.id },
  };
}

function infoOf({ assignment, definition, expressions }: Denial): object {
  return {
    evaluationDetails: { evaluatedExpressions: expressions },
    policyDefinitionId: definition.id,
    policyDefinitionName: definition.name,
    policyDefinitionDisplayName: displayName(definition),
    policyDefinitionEffect: "deny",
    policyAssignmentId: assignment.id,
    policyAssignmentName: assignment.name,
    policyAssignmentDisplayName: displayName(assignment),
    policyAssignmentScope: parseResourceId(assignment.id)?.scope ?? "",
    policyAssignmentParameters: fieldsOf(assignment.properties["parameters"]),
  };
}
