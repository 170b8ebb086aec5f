import type { Step } from "../exchange";
import { scopeIds } from "../resourceId";

/** Resource Manager counts what is asked of it; what is not a path of it is not counted. */
export const throttle: Step = (exchange, services) => {
  const { method, path } = exchange;
  const { subscriptionId } = scopeIds(path);
  const isCounted =
    subscriptionId === undefined
      ? /^\/(subscriptions|providers|tenants)(\/|$)/i.test(path)
      : services.store.has(`/subscriptions/${subscriptionId}`);
  if (!isCounted) {
    return;
  }
  const { headers, fault } = services.throttle.count(method, path, services.identity.caller);
  exchange.remaining = headers;
  if (fault) {
    throw fault;
  }
};
