import { ArmError } from "./ArmError";
import { isTransientConnectionError } from "./connectionErrors";

/** Failed polls in a row before a watch gives up; each has been retried by the client before. */
export const maxFailedPolls = 5;

/** True for an answer or a failed connection that the next try may not have. */
export function isTransient(error: unknown): boolean {
  return error instanceof ArmError
    ? error.status === 408 || error.status === 429 || (error.status >= 500 && error.status !== 501)
    : isTransientConnectionError(error);
}
