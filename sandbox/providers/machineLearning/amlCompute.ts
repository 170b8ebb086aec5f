import { ArmFault, type ProviderContext } from "../../provider";
import { fieldsOf, numberOf, textOf, without, type Fields } from "../fields";
import { findOfferedVmSize, type QuotaScope } from "../quota";
import type { VmSize } from "../../catalogue/catalogue";
import type { ComputeRequest } from "./computes";

const readOnly = [
  "allocationState",
  "allocationStateTransitionTime",
  "currentNodeCount",
  "targetNodeCount",
  "nodeStateCounts",
  "errors",
];

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
export function amlComputeProperties(
  { request, inner, scope }: ComputeRequest,
  context: ProviderContext,
): Fields {
  const before = fieldsOf(request.existing?.properties["properties"]);
  const vmSize = textOf(inner["vmSize"]);
  const vmSizeBefore = textOf(before["vmSize"]);
  if (vmSizeBefore !== undefined && vmSize?.toLowerCase() !== vmSizeBefore.toLowerCase()) {
    const message = `The VM size of the compute cluster '${request.name}' cannot be changed from ${vmSizeBefore} to ${vmSize ?? ""}. Delete and create the cluster anew.`;
    throw new ArmFault(400, "BadArgument", message, { target: "vmSize" });
  }
  const size = vmSizeBefore === undefined ? requireMlSize(vmSize, scope, context) : undefined;
  const scale = fieldsOf(inner["scaleSettings"]);
  const minNodeCount = numberOf(scale["minNodeCount"]) ?? 0;
  const maxNodeCount = numberOf(scale["maxNodeCount"]) ?? -1;
  if (maxNodeCount < Math.max(minNodeCount, 0) || minNodeCount < 0) {
    const message = `The scale settings are not valid: minNodeCount ${minNodeCount}, maxNodeCount ${maxNodeCount}.`;
    throw new ArmFault(400, "BadArgument", message, { target: "scaleSettings" });
  }
  const now = numberOf(before["currentNodeCount"]) ?? minNodeCount;
  const nodes = Math.min(Math.max(now, minNodeCount), maxNodeCount);
  return {
    osType: "Linux",
    vmPriority: "Dedicated",
    isolatedNetwork: false,
    enableNodePublicIp: true,
    remoteLoginPortPublicAccess: "NotSpecified",
    ...without(inner, ...readOnly),
    vmSize: vmSizeBefore ?? size?.name,
    scaleSettings: {
      nodeIdleTimeBeforeScaleDown: "PT120S",
      ...scale,
      minNodeCount,
      maxNodeCount,
    },
    allocationState: nodes === now && request.existing ? "Steady" : "Resizing",
    allocationStateTransitionTime:
      before["allocationStateTransitionTime"] ?? new Date(context.clock.now()).toISOString(),
    errors: null,
    currentNodeCount: nodes,
    targetNodeCount: nodes,
    nodeStateCounts: nodeStates(nodes),
  };
}

function nodeStates(idle: number): Fields {
  return {
    idleNodeCount: idle,
    runningNodeCount: 0,
    preparingNodeCount: 0,
    unusableNodeCount: 0,
    leavingNodeCount: 0,
    preemptedNodeCount: 0,
  };
}
