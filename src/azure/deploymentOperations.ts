import type { DeploymentOperation } from "@azure/arm-resourcesdeployments";
import type { AzureSession } from "./AzureSession";
import type { DeploymentOperationState } from "./deployments";
import { ArmError } from "./ArmError";
import { parseArmError } from "./parseArmError";

const deploymentType = "microsoft.resources/deployments";
/** Operations that do not make a resource: shown only when they are what failed. */
const sideOperations = new Set(["Read", "Action", "EvaluateDeploymentOutput", "DeploymentCleanup"]);

/** `Accepted`, `Running` and the like go on; these do not. */
export function isTerminal(state: string): boolean {
  return ["succeeded", "failed", "canceled"].includes(state.toLowerCase());
}

/**
 * Lists the operations of a deployment and of every deployment nested in it, at any scope, as one flat
 * list with the newest operation of each resource. Nested deployments that have ended are read once.
 */
export function createOperationsReader(session: AzureSession, subscriptionId: string) {
  const finished = new Map<string, readonly DeploymentOperationState[]>();

  const readNested = async (
    operation: DeploymentOperationState,
    signal: AbortSignal | undefined,
  ): Promise<readonly DeploymentOperationState[]> => {
    const key = operation.resourceId.toLowerCase();
    const known = finished.get(key);
    if (known !== undefined) {
      return known;
    }
    const inner = await read(operation.resourceId, signal);
    const hasCause = inner.some(({ state }) => state === "Failed");
    // A nested deployment that failed before its first resource is itself the failed step.
    const all = operation.state === "Failed" && !hasCause ? [...inner, operation] : inner;
    if (isTerminal(operation.state)) {
      finished.set(key, all);
    }
    return all;
  };

  const read = async (
    deploymentId: string,
    signal: AbortSignal | undefined,
  ): Promise<readonly DeploymentOperationState[]> => {
    const own = await listOperations(session, subscriptionId, deploymentId, signal);
    const lists: (readonly DeploymentOperationState[])[] = [];
    for (const operation of own) {
      const isNested = operation.resourceType.toLowerCase() === deploymentType;
      lists.push(isNested ? await readNested(operation, signal) : [operation]);
    }
    return newestPerResource(lists.flat());
  };
  return read;
}

async function listOperations(
  session: AzureSession,
  subscriptionId: string,
  deploymentId: string,
  signal: AbortSignal | undefined,
): Promise<readonly DeploymentOperationState[]> {
  const { scope, name } = splitDeploymentId(deploymentId);
  const client = await session.deployments(subscriptionId);
  const found: DeploymentOperationState[] = [];
  try {
    const options = signal === undefined ? {} : { abortSignal: signal };
    for await (const operation of client.deploymentOperations.listAtScope(scope, name, options)) {
      signal?.throwIfAborted();
      found.push(...toState(operation));
    }
  } catch (thrown) {
    const error = parseArmError(thrown);
    // Its operation is listed a moment before a nested deployment is there.
    if (error instanceof ArmError && error.status === 404) {
      return [];
    }
    throw error;
  }
  return found;
}

function splitDeploymentId(id: string): { readonly scope: string; readonly name: string } {
  const marker = "/providers/microsoft.resources/deployments/";
  const at = id.toLowerCase().lastIndexOf(marker);
  return { scope: id.slice(1, at), name: id.slice(at + marker.length) };
}

function toState({ properties }: DeploymentOperation): readonly DeploymentOperationState[] {
  const { id, resourceType } = properties?.targetResource ?? {};
  const state = properties?.provisioningState ?? "NotSpecified";
  const isSide = sideOperations.has(properties?.provisioningOperation ?? "");
  if (id === undefined || resourceType === undefined || (isSide && state !== "Failed")) {
    return [];
  }
  const error = properties?.statusMessage?.error;
  return [
    {
      resourceId: id,
      resourceType,
      state,
      timestamp: properties?.timestamp?.toISOString() ?? "",
      ...(error === undefined ? {} : { error }),
    },
  ];
}

/** A resource that was retried has several operations; the last one counts. */
function newestPerResource(
  operations: readonly DeploymentOperationState[],
): readonly DeploymentOperationState[] {
  const newest = new Map<string, DeploymentOperationState>();
  for (const operation of operations) {
    const key = operation.resourceId.toLowerCase();
    const other = newest.get(key);
    if (other === undefined || operation.timestamp >= other.timestamp) {
      newest.set(key, operation);
    }
  }
  return [...newest.values()];
}
