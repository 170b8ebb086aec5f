import { t } from "@vscode/l10n";
import type { ArmError } from "../../azure/ArmError";
import { fromErrorBody } from "../../azure/parseArmError";
import { valueAt } from "../changes/differences";
import { isRecord, propertiesOf, type ObservedResource } from "../observed";
import { readAt } from "./sendCall";
import type { StepContext } from "./StepRunner";
import { waitUntil } from "./waitUntil";

export const clusterType = "Microsoft.ContainerService/managedClusters";
export const poolType = `${clusterType}/agentPools`;

/** Everything else is under way: `Updating`, `Upgrading`, `Scaling`, `Deleting` and the like. */
const settled = new Set(["Succeeded", "Failed", "Canceled"]);

function isSettled({ provisioningState: state }: Readonly<Record<string, unknown>>): boolean {
  return typeof state !== "string" || settled.has(state);
}

/** The pools as the cluster lists them. */
export function poolsOf(cluster: ObservedResource): readonly Readonly<Record<string, unknown>>[] {
  const { agentPoolProfiles } = propertiesOf(cluster);
  const list: readonly unknown[] = Array.isArray(agentPoolProfiles) ? agentPoolProfiles : [];
  return list.filter(isRecord);
}

/** Id of the cluster that a pool is of. */
export const clusterOf = (poolId: string) => poolId.split("/").slice(0, -2).join("/");

/**
 * Waits until nothing is under way on the cluster and its pools: AKS refuses a second operation.
 * @throws ArmError `ResourceNotFound` when there is no cluster
 */
export function waitUntilIdle(context: StepContext, clusterId: string): Promise<ObservedResource> {
  return waitUntil(context, async () => {
    const cluster = await readAt(context, clusterId, clusterType);
    if (!cluster) {
      throw fromErrorBody(undefined, {
        code: "ResourceNotFound",
        message: t("The cluster is not there."),
        resourceId: clusterId,
      });
    }
    return [propertiesOf(cluster), ...poolsOf(cluster)].every(isSettled) ? cluster : undefined;
  });
}

/** Why a cluster or pool has failed, in Azure's words. */
export function failureOf(resourceId: string, resource: ObservedResource): ArmError {
  const reason = valueAt(resource, "properties.status.provisioningError");
  return fromErrorBody(reason, {
    code: "OperationFailed",
    message: t("The operation failed and Azure gave no reason."),
    resourceId,
  });
}
