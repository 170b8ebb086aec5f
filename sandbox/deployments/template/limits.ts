import { isObject } from "../../mergeForPatch";
import type { Json } from "./templateNode";
import { invalidTemplate, type Topic } from "./templateFaults";

/** Microsoft Learn, ARM template best practices: template limits. */
const limits: readonly (readonly [what: Topic, most: number])[] = [
  ["parameters", 256],
  ["variables", 256],
  ["resources", 800],
  ["outputs", 64],
];

/** Throws ARM's refusal of a template that has too much of something. */
export function checkLimits(template: Json): void {
  for (const [what, most] of limits) {
    const part = template[what];
    const count = Array.isArray(part) ? part.length : isObject(part) ? Object.keys(part).length : 0;
    if (count > most) {
      throw invalidTemplate(
        `The number of template ${what} limit exceeded. Limit: '${String(most)}' and actual: '${String(count)}'`,
        what,
      );
    }
  }
}
