import type { Complete, OperationRequest } from "./operations";
import type { LongRunning } from "./provider";
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
    const failure = request.failure ?? work?.fail;
    if (failure) {
      record.properties.provisioningState = "Failed";
    } else {
      const before = record.properties.provisioningState;
      await work?.finish(record);
      const after = record.properties.provisioningState;
      if (before === after && underWay.has(String(after))) {
        record.properties.provisioningState = "Succeeded";
      }
    }
    store.put(record);
    return failure;
  };
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
