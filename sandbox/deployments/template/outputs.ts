import type { ArmErrorBody } from "../../armErrors";
import { isObject } from "../../mergeForPatch";
import { evaluate, type EvaluationScope } from "./evaluate";
import { typeName } from "./functions";
import { declaredType, isSecure } from "./parameterRules";
import type { Json } from "./templateNode";
import { ArmFault } from "../../provider";
import { ExpressionFault } from "./templateFaults";

export interface Outputs {
  readonly values: Json;
  /** What could not be evaluated; then the deployment fails. */
  readonly failures: readonly ArmErrorBody[];
}

const code = "DeploymentOutputEvaluationFailed";

/** The outputs of a template as a deployment shows them: `{ name: { type, value } }`, secure ones without value. */
export function evaluateOutputs(outputs: Json, scope: EvaluationScope): Outputs {
  const values: Json = {};
  const failures: ArmErrorBody[] = [];
  for (const [name, output] of Object.entries(outputs)) {
    const declaration = isObject(output) ? output : {};
    const type = declaredType(declaration, { kind: "output", name });
    try {
      if ("condition" in declaration && evaluate(declaration.condition, scope) === false) {
        continue;
      }
      const value = evaluate(declaration.value, scope);
      if (!type.fits(value)) {
        throw new ExpressionFault(
          `Template output JToken type is not valid. Expected '${type.expected}'. Actual '${typeName(value)}'`,
        );
      }
      values[name] = isSecure(type) ? { type: type.name } : { type: type.name, value };
    } catch (error) {
      if (!(error instanceof ArmFault)) {
        throw error;
      }
      const detail = error instanceof ExpressionFault ? error.detail : error.message;
      const message = `The template output '${name}' is not valid: ${detail}.`;
      failures.push({ code, target: name, message });
    }
  }
  return { values, failures };
}

/** ARM's error of a deployment whose outputs cannot be evaluated. */
export function outputFailure(failures: readonly ArmErrorBody[]): ArmErrorBody {
  const names = failures.map(({ target }) => target ?? "").join(", ");
  const message = `Unable to evaluate template outputs: '${names}'. Please see error details and deployment operations. Please see https://aka.ms/arm-common-errors for usage details.`;
  return { code, message, details: failures };
}
