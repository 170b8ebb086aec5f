import { actionOf } from "./actionOf";
import { askKind } from "./askKind";
import { completeWrite, resumedWork } from "./complete";
import type { Complete, Operation } from "./operations";
import type { LongRunning, ProviderContext, ResourceKind, ResourceRecord } from "./provider";
import { scheduleStages } from "./stages";

interface Interrupted {
  readonly kind: ResourceKind;
  readonly operation: Operation;
  /** Simulated milliseconds still to go. */
  readonly remainingMs: number;
  /** What is there now, for operations that kept nothing of before. */
  readonly current: () => ResourceRecord;
}

/** Makes the stages and the end of a write or an action anew from its request, after a restart. */
export async function recomplete(
  interrupted: Interrupted,
  context: ProviderContext,
): Promise<Complete> {
  const { operation, remainingMs } = interrupted;
  const work = await workOf(interrupted, context);
  scheduleStages(operation, work?.stages, operation.durationMs - remainingMs, context);
  return completeWrite(context.store, operation.request, work);
}

async function workOf(
  { kind, operation: { request }, current }: Interrupted,
  context: ProviderContext,
): Promise<LongRunning | undefined> {
  if (request.method !== "POST") {
    const asked = async () => (await askKind(kind, request.before, request, context)).work;
    return resumedWork(kind, context) ?? asked();
  }
  const { body, apiVersion, action = "", before } = request;
  const record = structuredClone(before ?? current());
  const query = new URLSearchParams();
  const result = await actionOf(kind, action)?.({ record, body, query, apiVersion }, context);
  return result?.work;
}
