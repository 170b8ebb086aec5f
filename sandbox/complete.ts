import { errorBody, type ArmErrorBody } from "./armErrors";
import type { Complete, OperationRequest } from "./operations";
import {
  ArmFault,
  type LongRunning,
  type ProviderContext,
  type ResourceKind,
  type ResourceRecord,
} from "./provider";
import type { Store } from "./store";

/** States that a finished operation may not leave behind. */
const underWay = new Set([
  "Creating",
  "Updating",
  "Provisioning",
  "Starting",
  "Stopping",
  "Scaling",
]);

/** How a write or an action ends. */
export function completeWrite(
  store: Store,
  request: OperationRequest,
  work: LongRunning | undefined,
): Complete {
  return async () => {
    const record = store.get(request.resourceId);
    if (!record) {
      return { code: "ResourceNotFound", message: `'${request.resourceId}' is no longer there.` };
    }
    if (work?.fail && work.leavesNothing) {
      store.delete(request.resourceId);
      return work.fail;
    }
    const failure = request.failure ?? work?.fail ?? (await finish(record, work));
    if (failure && work?.failed) {
      work.failed(record, failure);
    } else if (failure) {
      record.properties.provisioningState = "Failed";
    }
    // The work may have been to remove it, as a purge does.
    if (store.has(record.id)) {
      store.put(record);
    }
    return failure;
  };
}

/** Answers the error that the work ends in. */
async function finish(
  record: ResourceRecord,
  work: LongRunning | undefined,
): Promise<ArmErrorBody | undefined> {
  const before = record.properties.provisioningState;
  try {
    await work?.finish(record);
  } catch (error) {
    if (error instanceof ArmFault) {
      return errorBody(error);
    }
    throw error;
  }
  const after = record.properties.provisioningState;
  if (before === after && underWay.has(String(after))) {
    record.properties.provisioningState = "Succeeded";
  }
  return undefined;
}

/** The work of a write that a restart has interrupted; undefined when the write has to be asked again. */
export function resumedWork(kind: ResourceKind, context: ProviderContext): LongRunning | undefined {
  return (
    kind.finishWrite && {
      durationMs: 0,
      finish: (record) => kind.finishWrite?.(record, context),
    }
  );
}

/** How a delete ends. */
export function completeDelete(store: Store, request: OperationRequest): Complete {
  return () => {
    const record = store.get(request.resourceId);
    if (record && request.failure) {
      record.properties.provisioningState = "Failed";
      store.put(record);
    } else if (record) {
      store.delete(request.resourceId);
    }
    return Promise.resolve(request.failure);
  };
}
