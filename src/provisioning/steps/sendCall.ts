import { apiVersionOf } from "../context";
import type { ObservedResource } from "../observed";
import { readObserved } from "../readObserved";
import type { StepCall } from "./PlannedStep";
import type { StepContext } from "./StepRunner";

/** A call as steps list and send it: a change of one resource at the version of its type. */
export function callOf(method: StepCall["method"], path: string, type: string): StepCall {
  return { method, path, apiVersion: apiVersionOf(type) };
}

/** Sends a call of a step; what Azure goes on with after the answer is waited for elsewhere. */
export async function sendCall(
  { session, signal }: StepContext,
  call: StepCall,
  body?: unknown,
): Promise<void> {
  await session.send<unknown>({
    ...call,
    ...(body === undefined ? {} : { body }),
    ...(signal ? { signal } : {}),
  });
}

/** Reads what a call would change; undefined when it is not there. */
export function readAt(
  { session, signal }: StepContext,
  path: string,
  type: string,
): Promise<ObservedResource | undefined> {
  return readObserved(session, { path, apiVersion: apiVersionOf(type) }, signal);
}
