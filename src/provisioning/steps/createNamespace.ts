import { t } from "@vscode/l10n";
import { parseArmId } from "../../azure/ids";
import { fromErrorBody, parseArmError } from "../../azure/parseArmError";
import { clusterType } from "./aksState";
import type { StepOf } from "./PlannedStep";
import { callOf } from "./sendCall";
import type { StepContext, StepRunner } from "./StepRunner";

type Step = StepOf<"createNamespace">;

/** RFC 1123 label, as Kubernetes names namespaces; also what may stand in a command. */
const namespaceName = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

interface NamespaceParts {
  readonly environment: string;
  readonly group: string;
  readonly clusterId: string;
  readonly namespace: string;
}

/**
 * Creates a namespace through AKS's command API, which reaches private clusters too.
 * @throws Error for a name that Kubernetes does not take
 */
export function createNamespaceStep(parts: NamespaceParts): Step {
  const { environment, group, clusterId, namespace } = parts;
  if (!namespaceName.test(namespace)) throw new Error(`Not a namespace: ${namespace}`);
  return {
    kind: "createNamespace",
    id: `${environment}/create-namespace/${namespace}`,
    phase: "after",
    resourceId: clusterId,
    resourceGroup: group,
    change: "create",
    name: namespace,
    title: t("Create Kubernetes namespace"),
    detail: t("On {0}", clusterId.split("/").at(-1) ?? ""),
    calls: [callOf("POST", `${clusterId}/runCommand`, clusterType)],
    undo: t("Delete the namespace; everything in it goes with it."),
    namespace,
  };
}

/** Runs a command on the cluster and waits for its end. */
async function runOnCluster(
  { session, signal, pollIntervalMs }: StepContext,
  clusterId: string,
  command: string,
) {
  const { subscriptionId, resourceGroup = "", names } = parseArmId(clusterId);
  const [cluster = ""] = names;
  const client = await session.containerService(subscriptionId);
  try {
    return await client.managedClusters.runCommand(
      resourceGroup,
      cluster,
      { command },
      { updateIntervalInMs: pollIntervalMs, ...(signal ? { abortSignal: signal } : {}) },
    );
  } catch (error) {
    signal?.throwIfAborted();
    throw parseArmError(error);
  }
}

export const createNamespace: StepRunner<"createNamespace"> = {
  isDone: async ({ resourceId, namespace }, context) => {
    const command = `kubectl get namespace ${namespace} -o name`;
    return (await runOnCluster(context, resourceId, command)).exitCode === 0;
  },
  run: async ({ resourceId, namespace }, context) => {
    const command = `kubectl create namespace ${namespace}`;
    const { exitCode, logs, reason } = await runOnCluster(context, resourceId, command);
    if (exitCode === 0 || logs?.includes("AlreadyExists") === true) return;
    throw fromErrorBody(undefined, {
      code: "CommandFailed",
      message: reason ?? logs?.trim() ?? t("The command ended with {0}.", String(exitCode)),
      resourceId,
    });
  },
};
