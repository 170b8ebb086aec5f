import { compareVersions } from "../../project/kubernetesVersions";

export interface ClusterVersions {
  readonly controlPlane: string;
  readonly pools: readonly { readonly name: string; readonly version: string }[];
}

/** One upgrade of the control plane or of a pool, to a version or to the newest patch of a minor version. */
export type Upgrade = { readonly pool?: string } & (
  | { readonly version: string; readonly minor?: never }
  | { readonly version?: never; readonly minor: string }
);

/** Minor versions that a pool may be behind the control plane (managedClusters.json, `orchestratorVersion`). */
const allowedSkew = 2;

const minorOf = (version: string) => Number(version.split(".")[1]);
const nextMinor = (version: string) => `${version.split(".")[0] ?? "1"}.${minorOf(version) + 1}`;

/** True when `current` is `wanted` or newer; `1.33` stands for whichever patch of it runs. */
export const isReached = (current: string, wanted: string) =>
  current.startsWith(`${wanted}.`) || compareVersions(current, wanted) >= 0;

function step(from: string, to: string, pool?: string): Upgrade {
  const of = pool === undefined ? {} : { pool };
  const isNear = minorOf(to) - minorOf(from) <= 1;
  return isNear ? { ...of, version: to } : { ...of, minor: nextMinor(from) };
}

/**
 * The next upgrade on the way to a version: neither control plane nor pools skip a minor version, a pool is
 * never newer than the control plane and never too far behind it. Undefined when everything is there.
 */
export function nextUpgrade(now: ClusterVersions, wanted: string): Upgrade | undefined {
  const { controlPlane } = now;
  const [oldest] = [...now.pools].sort((a, b) => compareVersions(a.version, b.version));
  if (!isReached(controlPlane, wanted)) {
    const upgrade = step(controlPlane, wanted);
    const minor = minorOf(upgrade.version ?? upgrade.minor);
    const isTooOld = oldest !== undefined && minor - minorOf(oldest.version) > allowedSkew;
    return isTooOld ? step(oldest.version, controlPlane, oldest.name) : upgrade;
  }
  const isBehind = oldest !== undefined && !isReached(oldest.version, wanted);
  return isBehind ? step(oldest.version, controlPlane, oldest.name) : undefined;
}
