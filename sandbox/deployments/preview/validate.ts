import { sameId } from "../../resourceId";
import { allDeployments, type ExpandedDeployment } from "../expand";
import { preflight, type PreflightServices } from "../preflight";
import { deploymentType, type Json } from "../template/templateNode";
import { dryRun } from "./dryRun";
import { refusalOf } from "./refusals";

/** Azure's warning, as captured: what such a deployment holds is not validated. */
const shortCircuited = {
  level: "Warning",
  code: "NestedDeploymentShortCircuited",
  message:
    "A nested deployment got short-circuited and all its resources got skipped from validation. This is due to a nested template having a parameter that was not fully evaluated (e.g. contains a reference() function). Please see https://aka.ms/WhatIfEvalStopped for more guidance.",
} as const;

/**
 * Validates a deployment as far as its level says; answers the `properties` of the result, throws ARM's refusal.
 * Nothing of it is kept.
 */
export async function validate(
  deployment: ExpandedDeployment,
  services: PreflightServices,
): Promise<Json> {
  if (deployment.request.validationLevel !== "Template") {
    preflight(deployment, services);
    const preview = await dryRun(deployment, services);
    const refusal = refusalOf(deployment, preview, services.context.newGuid());
    if (refusal) {
      throw refusal;
    }
  }
  const all = allDeployments(deployment);
  const validated = all
    .filter(({ isOpen }) => !isOpen)
    .flatMap(({ resources }) => resources)
    .map(({ node }) => node)
    .filter(({ isIdentified, type }) => isIdentified && !sameId(type, deploymentType));
  const diagnostics = all
    .filter(({ isOpen }) => isOpen)
    .map(({ request }) => ({ ...shortCircuited, target: request.id }));
  return {
    validatedResources: validated.map(({ id }) => ({ id })),
    ...(diagnostics.length > 0 && { diagnostics }),
  };
}
