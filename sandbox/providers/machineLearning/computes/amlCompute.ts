import type { VmSize } from "../../../catalogue/catalogue";
import { ArmFault, type LongRunning, type ProviderContext } from "../../../provider";
import { fieldsOf, numberOf, textOf, type Fields } from "../../fields";
import { findOfferedVmSize, findVmSize, quotaUse, type QuotaScope } from "../../quota";
import { badCompute } from "../refusals";
import type { ComputeRequest, ComputeRules } from "./computes";

/** The size when Machine Learning offers it in the region; throws when it does not. */
export function requireMlSize(
  vmSize: string | undefined,
  scope: QuotaScope,
  context: ProviderContext,
): VmSize {
  const size = findOfferedVmSize(vmSize ?? "", scope, context);
  if (!size?.forMachineLearning) {
    const message = `The specified VM size '${vmSize ?? ""}' is not supported for Machine Learning compute in ${scope.location}.`;
    throw new ArmFault(400, "VmSizeNotSupported", message, { target: "vmSize" });
  }
  return size;
}

/** Clusters that grow and shrink; the simulated ones rest at their minimum. */
export const amlCompute: ComputeRules = {
  createMs: 40_000,
  isAttached: false,
  complete: completeCluster,
  finish: (inner) => ({ ...inner, allocationState: "Steady" }),
  failed: (inner, error) => ({ ...inner, allocationState: "Steady", errors: [error] }),
  whyItFails: quotaTooSmall,
};

/** Of a cluster that is there only the scaling changes: another size is accepted and ignored, as Azure does. */
function completeCluster(
  { request, inner, before, scope }: ComputeRequest,
  context: ProviderContext,
): Fields {
  const size = request.existing
    ? undefined
    : requireMlSize(textOf(inner["vmSize"]), scope, context);
  const scale = fieldsOf(inner["scaleSettings"] ?? before["scaleSettings"]);
  const minNodeCount = numberOf(scale["minNodeCount"]) ?? 0;
  const maxNodeCount = numberOf(scale["maxNodeCount"]) ?? -1;
  if (maxNodeCount < minNodeCount) {
    const message = `The scale settings are not valid: minNodeCount ${minNodeCount}, maxNodeCount ${maxNodeCount}.`;
    throw badCompute(message, "scaleSettings");
  }
  const now = numberOf(before["currentNodeCount"]) ?? minNodeCount;
  const nodes = Math.min(Math.max(now, minNodeCount), maxNodeCount);
  return {
    osType: "Linux",
    vmPriority: "Dedicated",
    isolatedNetwork: false,
    enableNodePublicIp: true,
    remoteLoginPortPublicAccess: "NotSpecified",
    ...(request.existing ? before : { ...inner, vmSize: size?.name }),
    scaleSettings: { nodeIdleTimeBeforeScaleDown: "PT120S", ...scale, minNodeCount, maxNodeCount },
    allocationState: nodes === now && request.existing ? "Steady" : "Resizing",
    allocationStateTransitionTime:
      before["allocationStateTransitionTime"] ?? new Date(context.clock.now()).toISOString(),
    errors: null,
    currentNodeCount: nodes,
    targetNodeCount: nodes,
    nodeStateCounts: nodes === now && request.existing ? before["nodeStateCounts"] : idle(nodes),
  };
}

function idle(idleNodeCount: number): Fields {
  return {
    idleNodeCount,
    runningNodeCount: 0,
    preparingNodeCount: 0,
    unusableNodeCount: 0,
    leavingNodeCount: 0,
    preemptedNodeCount: 0,
  };
}

/** One node at least has to fit into the quota, and all that are to be there always. Code and text are Azure's. */
function quotaTooSmall(
  inner: Fields,
  scope: QuotaScope,
  context: ProviderContext,
): LongRunning["fail"] {
  const size = findVmSize(textOf(inner["vmSize"]) ?? "", context);
  const quota = quotaUse("machineLearning", scope, context).find((q) => q.family === size?.family);
  if (!size || !quota) {
    return undefined;
  }
  const minimum = numberOf(fieldsOf(inner["scaleSettings"])["minNodeCount"]) ?? 0;
  const nodes = Math.max(1, minimum);
  const asked = size.vCpus * nodes;
  if (asked <= quota.limit) {
    return undefined;
  }
  const family = quota.title.replace(/ Family\b.*$/u, " family");
  return {
    code: "ClusterMinNodesExceedCoreQuota",
    message: `The specified subscription has a ${family} vCPU quota of ${quota.limit} and cannot accomodate for at least ${nodes} requested managed compute nodes which maps to ${asked} vCPUs.`,
  };
}
