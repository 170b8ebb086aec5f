import { templateScope } from "../deployments/template/parameters";
import { evaluate, type EvaluationScope } from "../deployments/template/evaluate";
import { isObject } from "../mergeForPatch";
import type { ResourceRecord } from "../provider";
import { fieldsOf, textOf, textsOf } from "../providers/fields";
import type { Store } from "../store";
import { evaluateCondition } from "./evaluateRule";
import type { PolicyTarget } from "./fields";
import { disallowed, type Denial } from "./disallowed";
import { assignmentType, definitionType } from "./policyKinds";
import { parseRule, requireEffect } from "./rule";

/** The policies that are assigned now. */
export class Policies {
  /** Ids of the assignments: most sandboxes have none, and every write comes past here. */
  private readonly assignments: Set<string>;

  constructor(private readonly store: Store) {
    this.assignments = new Set(store.list({ type: assignmentType }).map(({ id }) => id));
    store.onDidChange(({ before, after }) => {
      if (after?.type === assignmentType) {
        this.assignments.add(after.id);
      } else if (!after && before?.type === assignmentType) {
        this.assignments.delete(before.id);
      }
    });
  }

  /** Throws `RequestDisallowedByPolicy` when a policy denies the write. */
  enforce(target: PolicyTarget): void {
    const denials = [...this.assignments].flatMap((id) => this.denial(id, target) ?? []);
    if (denials.length > 0) {
      throw disallowed(target, denials);
    }
  }

  private denial(assignmentId: string, target: PolicyTarget): Denial | undefined {
    const assignment = this.store.get(assignmentId);
    const definition = this.store.get(textOf(assignment?.properties.policyDefinitionId) ?? "");
    if (!assignment || definition?.type !== definitionType || !applies(assignment, target)) {
      return undefined;
    }
    const isIndexedOnly = String(definition.properties.mode).toLowerCase() === "indexed";
    if (isIndexedOnly && !target.isIndexed) {
      return undefined;
    }
    const rule = parseRule(definition.properties.policyRule);
    const scope = parametersOf(definition, assignment);
    if (requireEffect(String(evaluate(rule.effect, scope))) !== "deny") {
      return undefined;
    }
    const { holds, expressions } = evaluateCondition(rule.condition, target, scope);
    return holds === true ? { assignment, definition, expressions } : undefined;
  }
}

function applies({ properties }: ResourceRecord, target: PolicyTarget): boolean {
  const isBelow = (scope: string): boolean =>
    `${target.id.toLowerCase()}/`.startsWith(`${scope.toLowerCase().replace(/\/$/, "")}/`);
  const isEnforced = String(properties.enforcementMode).toLowerCase() !== "donotenforce";
  return (
    isEnforced &&
    isBelow(textOf(properties.scope) ?? "") &&
    !textsOf(properties.notScopes).some(isBelow)
  );
}

/** Policy parameters are declared and given as those of a template. */
function parametersOf(definition: ResourceRecord, assignment: ResourceRecord): EvaluationScope {
  const parameters = Object.fromEntries(
    Object.entries(fieldsOf(definition.properties.parameters)).map(([name, each]) => [
      name,
      isObject(each) ? withTemplateType(each) : each,
    ]),
  );
  const place = { subscriptionId: "", tenantId: "" };
  return templateScope({ parameters }, fieldsOf(assignment.properties.parameters), place);
}

/** Types of policy parameters that templates call otherwise. */
const templateTypes: ReadonlyMap<string, string> = new Map([
  ["boolean", "Bool"],
  ["integer", "Int"],
]);

function withTemplateType(declaration: Record<string, unknown>): Record<string, unknown> {
  const type = String(declaration.type);
  return { ...declaration, type: templateTypes.get(type.toLowerCase()) ?? type };
}
