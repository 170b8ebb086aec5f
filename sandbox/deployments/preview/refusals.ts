import { errorBody } from "../../armErrors";
import type { ArmFault } from "../../provider";
import { allDeployments, type ExpandedDeployment } from "../expand";
import { refusedByProviders } from "../invalidDeployment";
import { hasUnresolved } from "../template/unresolved";
import type { Preview } from "./dryRun";

/**
 * ARM's refusal when providers refuse resources; undefined when none does. As in Azure, providers are asked
 * only about resources that are known in full: not with a `reference` in them, not in a nested deployment
 * that waits for values of another resource.
 */
export function refusalOf(
  deployment: ExpandedDeployment,
  { outcomes }: Preview,
  trackingId: string,
): ArmFault | undefined {
  const refusals = allDeployments(deployment)
    .filter(({ isOpen }) => !isOpen)
    .flatMap(({ resources }) => resources)
    .flatMap((resource) => {
      const outcome = outcomes.get(resource);
      const isKnown = resource.node.isIdentified && !hasUnresolved(resource.body);
      return isKnown && outcome?.kind === "refused" ? [{ resource, fault: outcome.fault }] : [];
    });
  const notSimulated = refusals.find(({ fault }) => fault.status >= 500);
  if (notSimulated) {
    return notSimulated.fault;
  }
  const details = refusals.map(({ resource, fault }) => ({
    target: resource.node.id,
    ...errorBody(fault),
  }));
  return details.length === 0
    ? undefined
    : refusedByProviders(deployment.request.name, trackingId, details);
}
