import { errorBody } from "../../armErrors";
import type { ArmFault } from "../../provider";
import { sameId } from "../../resourceId";
import { allDeployments, type ExpandedDeployment, type ExpandedResource } from "../expand";
import { refusedByProviders } from "../invalidDeployment";
import { groupType } from "../template/templateNode";
import { hasUnresolved } from "../template/unresolved";
import type { Preview } from "./dryRun";

/**
 * Providers that are known to look at a deployment before it starts, from answers of Azure in public logs
 * (`AccountNameInvalid`, `QuotaExceeded`, `PreflightTemplateFailed`). What others refuse, the run finds.
 */
const asked = new Set(["microsoft.containerservice", "microsoft.network", "microsoft.storage"]);

/** What Resource Manager itself refuses, whatever the provider. */
const ownCodes = new Set([
  "InvalidResourceLocation",
  "LocationNotAvailableForResourceType",
  "LocationRequired",
  "ResourceGroupBeingDeleted",
  "ResourceGroupNotFound",
  "SubscriptionNotFound",
]);

/**
 * ARM's refusal when providers refuse resources; undefined when none does. As in Azure, they are asked only
 * about resources that are known in full: not with a `reference` in them, not in a nested deployment that
 * waits for values of another resource.
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
      return outcome?.kind === "refused" && isFound(resource, outcome.fault)
        ? [{ resource, fault: outcome.fault }]
        : [];
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

function isFound({ node, body }: ExpandedResource, fault: ArmFault): boolean {
  const [namespace = ""] = node.type.toLowerCase().split("/");
  const isAsked = asked.has(namespace) || sameId(node.type, groupType);
  return (
    node.isIdentified &&
    !hasUnresolved(body) &&
    (isAsked || ownCodes.has(fault.code) || fault.status >= 500)
  );
}
