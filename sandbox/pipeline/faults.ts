import type { Step } from "../exchange";
import { ArmFault } from "../provider";
import type { FaultAction } from "../faults";

/** Lets a request go wrong as the declared faults say. */
export const faults: Step = async (exchange, services) => {
  if (exchange.path.startsWith("/_sandbox/")) {
    return;
  }
  const query = exchange.query.toString();
  const action = services.faults.take(
    exchange.method,
    query === "" ? exchange.path : `${exchange.path}?${query}`,
  );
  if (!action) {
    return;
  }
  exchange.faulty = "status" in action || "drop" in action;
  if ("drop" in action) {
    exchange.dropped = true;
    exchange.answer = { status: 500 };
    return;
  }
  const failure = await applyFault(action);
  if (failure) {
    exchange.failure = failure;
  }
};

/** Waits, throws, or answers the failure that the long operation has to end in. */
export async function applyFault(
  action: FaultAction,
): Promise<{ readonly code: string; readonly message: string } | undefined> {
  if ("delayMs" in action) {
    await new Promise((resolve) => setTimeout(resolve, action.delayMs));
    return undefined;
  }
  if ("failOperation" in action) {
    return action.failOperation;
  }
  if ("drop" in action) {
    throw new ArmFault(503, "ServiceUnavailable", "The service closed the connection.");
  }
  const { status, code, message, retryAfterSeconds } = action;
  const retry = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  throw new ArmFault(status, code, message, retry);
}
