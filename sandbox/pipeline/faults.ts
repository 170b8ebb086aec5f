import { setTimeout as delay } from "node:timers/promises";
import type { ArmErrorBody } from "../armErrors";
import type { Step } from "../exchange";
import { faultName, type ServiceFault } from "../faults";
import { tokenExpired } from "../identity";
import { ArmFault } from "../provider";

/** Lets a request go wrong as the declared faults say. */
export const faults: Step = async (exchange, services) => {
  const query = exchange.query.toString();
  const action = services.faults.takeForClient(
    exchange.method,
    query === "" ? exchange.path : `${exchange.path}?${query}`,
  );
  if (!action) {
    return;
  }
  exchange.fault = faultName(action);
  if ("expiredToken" in action) {
    const now = services.clock.now();
    throw tokenExpired(now - 1000, now);
  }
  if ("drop" in action) {
    exchange.cut = "answer";
    exchange.answer = { status: 503 };
    return;
  }
  if ("dropAfter" in action || "truncate" in action) {
    exchange.cut = "truncate" in action ? "body" : "answer";
    return;
  }
  const failure = await applyFault(action);
  if (failure) {
    exchange.failure = failure;
  }
};

/** Waits, throws, or answers the failure that the long operation has to end in. */
export async function applyFault(action: ServiceFault): Promise<ArmErrorBody | undefined> {
  if ("delayMs" in action) {
    await delay(action.delayMs, undefined, { ref: false });
    return undefined;
  }
  if ("failOperation" in action) {
    return action.failOperation;
  }
  const { status, code, message, retryAfterSeconds } = action;
  const retry = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  throw new ArmFault(status, code, message, retry);
}
