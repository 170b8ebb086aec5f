import { propertiesOf, type ObservedResource } from "../observed";
import { readAt } from "./sendCall";
import type { StepContext } from "./StepRunner";
import { waitUntil } from "./waitUntil";

/** Reads for which what had failed before may go on looking so, until the deletion shows. */
const patientReads = 10;

export interface Deletion {
  readonly path: string;
  readonly type: string;
  /** What there was before the deletion was asked for; undefined: nothing. */
  readonly before: ObservedResource | undefined;
  readonly failure: (resource: ObservedResource) => Error;
}

const stateOf = (resource: ObservedResource) => propertiesOf(resource).provisioningState;

/** Waits until Azure answers 404. @throws what `failure` makes of a deletion that has failed */
export async function waitUntilGone(context: StepContext, deletion: Deletion): Promise<void> {
  const { path, type, before, failure } = deletion;
  let patience = before && stateOf(before) === "Failed" ? patientReads : 0;
  await waitUntil(context, async () => {
    const resource = await readAt(context, path, type);
    if (!resource) return true;
    if (stateOf(resource) === "Deleting") patience = 0;
    if (stateOf(resource) !== "Failed") return undefined;
    patience -= 1;
    if (patience < 0) throw failure(resource);
    return undefined;
  });
}
