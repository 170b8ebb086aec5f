import type { DeploymentExtended } from "@azure/arm-resourcesdeployments";
import { z } from "zod";
import { ArmError } from "./ArmError";
import type { AzureSession } from "./AzureSession";
import type { DeploymentState, DeploymentTarget } from "./deployments";
import { formatArmId } from "./ids";
import { parseArmError } from "./parseArmError";

/** Id of the deployment at its scope. */
export function deploymentIdOf({ subscriptionId, resourceGroup, name }: DeploymentTarget): string {
  return formatArmId({
    subscriptionId,
    ...(resourceGroup === undefined ? {} : { resourceGroup }),
    type: "Microsoft.Resources/deployments",
    names: [name],
  });
}

/**
 * @returns the deployment, undefined when there is none of that name.
 * @throws ArmError, UserError
 */
export async function getDeployment(
  session: AzureSession,
  target: DeploymentTarget,
  signal?: AbortSignal,
): Promise<DeploymentState | undefined> {
  const { deployments } = await session.deployments(target.subscriptionId);
  const options = signal === undefined ? {} : { abortSignal: signal };
  try {
    return toDeploymentState(
      target,
      target.resourceGroup === undefined
        ? await deployments.getAtSubscriptionScope(target.name, options)
        : await deployments.get(target.resourceGroup, target.name, options),
    );
  } catch (thrown) {
    const error = parseArmError(thrown);
    if (error instanceof ArmError && error.status === 404) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Asks ARM to stop a running deployment. What it has made stays; resources that are being made go on.
 * @throws ArmError with status 409 when the deployment has already ended.
 */
export async function cancelDeployment(
  session: AzureSession,
  target: DeploymentTarget,
  signal?: AbortSignal,
): Promise<void> {
  const { deployments } = await session.deployments(target.subscriptionId);
  const options = signal === undefined ? {} : { abortSignal: signal };
  try {
    await (target.resourceGroup === undefined
      ? deployments.cancelAtSubscriptionScope(target.name, options)
      : deployments.cancel(target.resourceGroup, target.name, options));
  } catch (error) {
    throw parseArmError(error);
  }
}

function toDeploymentState(
  target: DeploymentTarget,
  { id, properties }: DeploymentExtended,
): DeploymentState {
  const outputs = z
    .record(z.string(), z.object({ value: z.unknown().optional() }))
    .parse(properties?.outputs ?? {});
  return {
    id: id ?? deploymentIdOf(target),
    state: properties?.provisioningState ?? "NotSpecified",
    correlationId: properties?.correlationId ?? "",
    timestamp: properties?.timestamp?.toISOString() ?? "",
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value])),
    ...(properties?.error === undefined ? {} : { error: properties.error }),
  };
}
