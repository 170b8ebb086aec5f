import { ArmFault } from "../provider";

/** ARM's refusal of a query that cannot be read or run. */
export function invalidQuery(message: string): ArmFault {
  return new ArmFault(400, "BadRequest", "Please provide below info when asking for support.", {
    details: [{ code: "InvalidQuery", message }],
  });
}
