import type { Step, Target } from "../exchange";
import { ArmFault } from "../provider";
import { requireSupported } from "./apiVersion";

/** Finds what the request is about and holds its api-version against what that has. */
export const route: Step = (exchange, services) => {
  if (exchange.badPath !== undefined) {
    throw new ArmFault(400, "InvalidRequestUri", exchange.badPath);
  }
  const target = services.router.find(exchange.method, exchange.path);
  exchange.target = target;
  const { versions, what } = offered(target);
  requireSupported(exchange.apiVersion, versions, what);
};

function offered(target: Target): { versions: readonly string[] | "any"; what: string } {
  return target.kind === "route"
    ? { versions: target.route.apiVersions, what: target.route.path }
    : { versions: target.resource.apiVersions, what: target.resource.type };
}
