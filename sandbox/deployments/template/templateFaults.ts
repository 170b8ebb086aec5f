import { ArmFault } from "../../provider";

/** Part of the address that ARM's messages point to for help. */
export type Topic = "resources" | "parameters" | "outputs" | "variables";

const seeTopic = (topic: Topic): string =>
  `Please see https://aka.ms/arm-syntax-${topic} for usage details.`;
const seeFunctions = "Please see https://aka.ms/arm-functions for usage details.";

/** ARM says where in the template it is; the sandbox has no lines, as ARM itself for some of its errors. */
function violation(path: string): ArmFault["options"] {
  const info = { lineNumber: 0, linePosition: 0, path };
  return { additionalInfo: [{ type: "TemplateViolation", info }] };
}

/** ARM's refusal of a template whose structure is wrong. */
export function invalidTemplate(message: string, topic: Topic = "resources", path = ""): ArmFault {
  const text = `Deployment template validation failed: '${message}. ${seeTopic(topic)}'.`;
  return new ArmFault(400, "InvalidTemplate", text, violation(path));
}

/** An expression that cannot be read or evaluated; `detail` is what ARM quotes inside other messages. */
export class ExpressionFault extends ArmFault {
  readonly detail: string;

  constructor(message: string) {
    const detail = `${message}. ${seeFunctions}`;
    const text = `Deployment template language expression evaluation failed: '${detail}'.`;
    super(400, "InvalidTemplate", text, violation(""));
    this.detail = detail;
  }
}

/** Runs an evaluation and puts ARM's sentence about the place round what goes wrong in it. */
export function within<T>(describe: (detail: string) => string, evaluate: () => T): T {
  try {
    return evaluate();
  } catch (error) {
    if (!(error instanceof ExpressionFault)) {
      throw error;
    }
    const { code, status, options } = error;
    throw new ArmFault(status, code, describe(error.detail), options);
  }
}

/** The form for what goes wrong in the body of a resource. */
export function inResource(id: string): (detail: string) => string {
  return (detail) =>
    `Unable to process template language expressions for resource '${id}' at line '1' and column '1'. '${detail}'`;
}

/** The form for what goes wrong where a template's structure is decided: names, conditions, dependencies. */
export function inStructure(what: string): (detail: string) => string {
  return (detail) => `Deployment template validation failed: '${what} is not valid: ${detail}'.`;
}
