import { ArmFault } from "../../../provider";
import { compareVersions, minorOf, upgradesOf, type OfferedVersion } from "./versions";

/** Minor versions that a node pool may be behind the control plane. */
const allowedSkew = 3;

/** A cluster never goes down and takes one minor version at a time. */
export function checkClusterUpgrade(
  from: string,
  to: string,
  offered: readonly OfferedVersion[],
): void {
  if (from !== to && (compareVersions(to, from) < 0 || minorOf(to) - minorOf(from) > 1)) {
    const upgrades = upgradesOf(from, offered).map(({ version }) => version);
    const message = `Upgrading Kubernetes version ${from} to ${to} is not allowed. Available upgrades: [${upgrades.reverse().join(" ")}]. Please see https://aka.ms/aks-supported-k8s-ver for version details.`;
    throw new ArmFault(400, "OperationNotAllowed", message);
  }
}

/** The same for a node pool; `from` is absent for a new one. */
export function checkPoolUpgrade(from: string | undefined, to: string): void {
  if (from === undefined || from === to) {
    return;
  }
  if (compareVersions(to, from) < 0 || minorOf(to) - minorOf(from) > 1) {
    const message = `Upgrade agent pool version from ${from} to ${to} is not allowed, you can only upgrade one minor version at a time. Please use [az aks get-upgrades] command to get the supported upgrade paths.`;
    throw new ArmFault(400, "AgentPoolUpgradeVersionNotAllowed", message);
  }
}

/** A node pool is never newer than the control plane, and not too far behind it. */
export function checkSkew(pool: string, controlPlane: string): void {
  const [poolMinor, planeMinor] = [minorOf(pool), minorOf(controlPlane)];
  const start = `Node pool version ${pool} and control plane version ${controlPlane} are incompatible.`;
  const end = "For more information, please check https://aka.ms/aks/UpgradeVersionRules.";
  if (compareVersions(pool, controlPlane) > 0) {
    const reason =
      poolMinor > planeMinor
        ? `Minor version of node pool version ${poolMinor} is bigger than control plane version ${planeMinor}.`
        : "The version of a node pool cannot be newer than the control plane's version.";
    throw new ArmFault(400, "NodePoolMcVersionIncompatible", `${start} ${reason} ${end}`);
  }
  if (planeMinor - poolMinor > allowedSkew) {
    const reason = `Minor version of node pool cannot be more than ${allowedSkew} versions less than control plane's version. Minor version of node pool is ${poolMinor} and control plane is ${planeMinor}.`;
    throw new ArmFault(400, "NodePoolMcVersionIncompatible", `${start} ${reason} ${end}`);
  }
}

export interface PoolVersion {
  /** Absent: the request says nothing about it. */
  readonly wanted: string | undefined;
  readonly current: string;
}

/**
 * What a PUT of the cluster may say of the versions of its pools: nothing at all, all unchanged, or all the
 * control plane's (Azure/AKS issues 3087 and 4765).
 */
export function checkVersionsInCluster(pools: readonly PoolVersion[], controlPlane: string): void {
  const specified = pools.filter(({ wanted }) => wanted !== undefined);
  const areAllSpecified = specified.length === pools.length;
  const areUnchanged = specified.every(({ wanted, current }) => covers(wanted, current));
  const areSame = specified.every(({ wanted }) => covers(wanted, controlPlane));
  if (specified.length > 0 && (!areAllSpecified || (!areUnchanged && !areSame))) {
    const message =
      "Using managed cluster api, all Agent pools' OrchestratorVersion must be all specified or all unspecified. If all specified, they must be stay unchanged or the same with control plane. For agent pool specific change, please use per agent pool operations: https://aka.ms/agent-pool-rest-api";
    throw new ArmFault(400, "NotAllAgentPoolOrchestratorVersionSpecifiedAndUnchanged", message);
  }
}

function covers(wanted: string | undefined, version: string): boolean {
  return wanted === version || version.startsWith(`${wanted ?? ""}.`);
}
