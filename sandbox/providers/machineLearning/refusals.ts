import { ArmFault } from "../../provider";
import type { Problem } from "../shape";

/**
 * A refusal of the part that answers for assets, datastores, jobs and endpoints. `UserError` is its code for what a
 * caller did wrong; texts are Azure's own only where a comment says so.
 */
export function userError(message: string, target?: string, status = 400): ArmFault {
  return new ArmFault(status, "UserError", message, target === undefined ? {} : { target });
}

/** A body that is not as the specification has it, refused by the part for assets and endpoints. */
export function invalidItem(problems: readonly Problem[]): ArmFault {
  return invalid("UserError", problems);
}

/** The same, refused by the part for computes. */
export function invalidCompute(problems: readonly Problem[]): ArmFault {
  return invalid("BadRequest", problems);
}

/** The same, refused by the part for workspaces. */
export function invalidWorkspace(problems: readonly Problem[]): ArmFault {
  return invalid("ValidationError", problems);
}

function invalid(code: string, problems: readonly Problem[]): ArmFault {
  const said = problems.map(({ message }) => message).join(" ");
  const [first] = problems;
  return new ArmFault(400, code, `The request is invalid. ${said}`, {
    ...(first && { target: first.target }),
    details: problems.map(({ target, message }) => ({ code: "Invalid", message, target })),
  });
}

export function badCompute(message: string, target?: string): ArmFault {
  return new ArmFault(400, "BadRequest", message, target === undefined ? {} : { target });
}
