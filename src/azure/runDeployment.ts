import { t } from "@vscode/l10n";
import { UserError } from "../shared/errors";
import type { AzureSession } from "./AzureSession";
import { createOperationsReader, isTerminal } from "./deploymentOperations";
import type {
  DeploymentOperationState,
  DeploymentOptions,
  DeploymentResult,
  DeploymentState,
  DeploymentTarget,
  RunDeployment,
} from "./deployments";
import { deploymentIdOf, getDeployment } from "./deploymentState";
import { isTransient, maxFailedPolls } from "./isTransient";
import { fromErrorBody, parseArmError } from "./parseArmError";

/**
 * Starts the deployment (incremental) and watches it to its end. An abort stops watching; the deployment
 * goes on, `cancelDeployment` stops it.
 * @returns the outputs by name.
 * @throws ArmError of the innermost cause when ARM refuses or fails it (code `DeploymentActive`, status 409,
 * when one of the same name runs), `DeploymentCanceled` when somebody cancelled it; UserError
 * `DeploymentOutOfSight` when ARM cannot be reached for long while it goes on.
 */
export const runDeployment: RunDeployment = async (session, target, template, options) => {
  await startDeployment(session, target, template, options.signal);
  return watchDeployment(session, target, options);
};

async function startDeployment(
  session: AzureSession,
  target: DeploymentTarget,
  template: object,
  signal: AbortSignal | undefined,
): Promise<void> {
  signal?.throwIfAborted();
  const { deployments } = await session.deployments(target.subscriptionId);
  const { name, location, resourceGroup } = target;
  const properties = { mode: "Incremental" as const, template };
  const options = signal === undefined ? {} : { abortSignal: signal };
  const poller =
    resourceGroup === undefined
      ? deployments.createOrUpdateAtSubscriptionScope(name, { location, properties }, options)
      : deployments.createOrUpdate(resourceGroup, name, { properties }, options);
  try {
    await poller.submitted();
  } catch (error) {
    throw parseArmError(error);
  }
}

/** Watches a deployment that is already running, for example after a reload. Like `runDeployment` otherwise. */
export async function watchDeployment(
  session: AzureSession,
  target: DeploymentTarget,
  options: DeploymentOptions,
): Promise<DeploymentResult> {
  const { clock, signal, pollIntervalMs, onOperations } = options;
  const readOperations = createOperationsReader(session, target.subscriptionId);
  let failedPolls = 0;
  for (;;) {
    signal?.throwIfAborted();
    try {
      // The state comes first: once it is final, the operations listed after it are complete.
      const deployment = await getDeployment(session, target, signal);
      const operations = await readOperations(deploymentIdOf(target), signal);
      failedPolls = 0;
      onOperations?.(operations);
      if (deployment === undefined) {
        throw deploymentGone(target);
      }
      if (isTerminal(deployment.state)) {
        return finish(target, deployment, operations);
      }
    } catch (error) {
      signal?.throwIfAborted();
      failedPolls += 1;
      if (!isTransient(error)) {
        throw error;
      }
      if (failedPolls >= maxFailedPolls) {
        throw outOfSight(target, error);
      }
    }
    await clock.delay(pollIntervalMs, signal);
  }
}

function finish(
  target: DeploymentTarget,
  deployment: DeploymentState,
  operations: readonly DeploymentOperationState[],
): DeploymentResult {
  const { id, correlationId, outputs, state } = deployment;
  if (state === "Succeeded") {
    return { id, correlationId, outputs };
  }
  if (state === "Canceled") {
    const message = t('The deployment "{0}" was cancelled.', target.name);
    throw fromErrorBody(undefined, { code: "DeploymentCanceled", message, correlationId });
  }
  const failed = operations.find((operation) => operation.state === "Failed");
  throw fromErrorBody(hasDetails(deployment.error) ? deployment.error : failed?.error, {
    code: "DeploymentFailed",
    message: t('The deployment "{0}" failed and Azure gave no reason.', target.name),
    correlationId,
    ...(failed === undefined ? {} : { resourceId: failed.resourceId }),
  });
}

/** ARM often says no more at the top than "At least one resource deployment operation failed". */
function hasDetails(error: unknown): boolean {
  const details: unknown =
    typeof error === "object" && error !== null ? Reflect.get(error, "details") : undefined;
  return Array.isArray(details) && details.length > 0;
}

function outOfSight(target: DeploymentTarget, cause: unknown): UserError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new UserError(
    "DeploymentOutOfSight",
    t(
      'The deployment "{0}" goes on in Azure, but it cannot be watched from here: {1} Continue when Azure can be reached again.',
      target.name,
      reason,
    ),
    { cause },
  );
}

function deploymentGone(target: DeploymentTarget): UserError {
  return new UserError(
    "DeploymentGone",
    t('The deployment "{0}" was deleted while it was watched.', target.name),
  );
}
