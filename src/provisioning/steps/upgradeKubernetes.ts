import { t } from "@vscode/l10n";
import { fromErrorBody } from "../../azure/parseArmError";
import { compareVersions } from "../../project/kubernetesVersions";
import { valueAt } from "../changes/differences";
import { writableFields, writableIdentity } from "../changes/writableFields";
import { isRecord, propertiesOf, type ObservedResource } from "../observed";
import { clusterType, failureOf, poolsOf, poolType, waitUntilIdle } from "./aksState";
import { isReached, nextUpgrade, type ClusterVersions, type Upgrade } from "./nextUpgrade";
import type { StepOf } from "./PlannedStep";
import { callOf, readAt, sendCall } from "./sendCall";
import type { StepContext, StepRunner } from "./StepRunner";

type Step = StepOf<"upgradeKubernetes">;

interface UpgradeParts {
  readonly environment: string;
  readonly group: string;
  readonly clusterId: string;
  /** What runs now. */
  readonly from: string;
  readonly version: string;
  readonly pools: readonly string[];
}

/** Takes control plane and pools up to a version, one minor version at a time. */
export function upgradeKubernetesStep(parts: UpgradeParts): Step {
  const { environment, group, clusterId, from, version, pools } = parts;
  return {
    kind: "upgradeKubernetes",
    id: `${environment}/upgrade-kubernetes/${version}`,
    phase: "after",
    resourceId: clusterId,
    resourceGroup: group,
    change: "modify",
    name: clusterId.split("/").at(-1) ?? "",
    title: t("Upgrade Kubernetes"),
    detail: t("{0} → {1} · node by node; there is no way back", from, version),
    calls: [
      callOf("PUT", clusterId, clusterType),
      ...pools.map((name) => callOf("PUT", `${clusterId}/agentPools/${name}`, poolType)),
    ],
    version,
  };
}

/** The versions that a cluster runs; a pool of which a GET does not tell it is left out. */
export function versionsOf(cluster: ObservedResource): ClusterVersions {
  const { currentKubernetesVersion, kubernetesVersion } = propertiesOf(cluster);
  const pools = poolsOf(cluster).flatMap((pool) => {
    const version = pool.currentOrchestratorVersion ?? pool.orchestratorVersion;
    return typeof version === "string" ? [{ name: String(pool.name), version }] : [];
  });
  return { controlPlane: String(currentKubernetesVersion ?? kubernetesVersion), pools };
}

function offeredIn(profile: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(profile) ? profile : [];
  return list
    .filter(isRecord)
    .filter(({ isPreview }) => isPreview !== true)
    .map(({ kubernetesVersion }) => String(kubernetesVersion));
}

/** The newest patch of a minor version that Azure offers the control plane or the pool. */
async function newestPatch(
  context: StepContext,
  clusterId: string,
  upgrade: Upgrade & { readonly minor: string },
): Promise<string> {
  const { pool, minor } = upgrade;
  const owner = pool === undefined ? clusterId : `${clusterId}/agentPools/${pool}`;
  const profile = await readAt(context, `${owner}/upgradeProfiles/default`, clusterType);
  const path = pool === undefined ? "controlPlaneProfile.upgrades" : "upgrades";
  const newest = offeredIn(valueAt(profile, `properties.${path}`))
    .filter((one) => one.startsWith(`${minor}.`))
    .sort(compareVersions)
    .at(-1);
  if (newest !== undefined) return newest;
  throw fromErrorBody(undefined, {
    code: "K8sVersionNotSupported",
    message: t("Azure offers no upgrade to Kubernetes {0}.", minor),
    resourceId: owner,
  });
}

/** The cluster's own body with another version; pools that keep theirs say so, or AKS would upgrade them. */
function clusterBody(cluster: ObservedResource, kubernetesVersion: string) {
  const { location, tags, sku, identity } = cluster;
  return {
    location,
    ...(tags === undefined ? {} : { tags }),
    ...(sku === undefined ? {} : { sku }),
    identity: writableIdentity(identity),
    properties: { ...writableFields(propertiesOf(cluster)), kubernetesVersion },
  };
}

async function send(
  context: StepContext,
  cluster: ObservedResource,
  at: { readonly clusterId: string; readonly pool?: string; readonly version: string },
): Promise<void> {
  const { clusterId, pool, version } = at;
  if (pool === undefined) {
    await sendCall(context, callOf("PUT", clusterId, clusterType), clusterBody(cluster, version));
    return;
  }
  const own = poolsOf(cluster).find(({ name }) => name === pool) ?? {};
  const { name: _name, ...properties } = writableFields(own);
  const body = { properties: { ...properties, orchestratorVersion: version } };
  await sendCall(context, callOf("PUT", `${clusterId}/agentPools/${pool}`, poolType), body);
}

/** One step up, awaited. @throws ArmError when Azure says that it has failed, or nothing has changed. */
async function upgradeOnce(
  context: StepContext,
  step: Step,
  cluster: ObservedResource,
  upgrade: Upgrade,
): Promise<ObservedResource> {
  const { resourceId: clusterId } = step;
  const { pool } = upgrade;
  const version = upgrade.version ?? (await newestPatch(context, clusterId, upgrade));
  await send(context, cluster, { clusterId, version, ...(pool === undefined ? {} : { pool }) });
  const after = await waitUntilIdle(context, clusterId);
  const { controlPlane, pools } = versionsOf(after);
  const reached =
    pool === undefined ? controlPlane : pools.find((one) => one.name === pool)?.version;
  if (reached !== undefined && isReached(reached, version)) return after;
  const own = poolsOf(after).find(({ name }) => name === pool);
  throw failureOf(clusterId, own ? { properties: own } : after);
}

export const upgradeKubernetes: StepRunner<"upgradeKubernetes"> = {
  isDone: async ({ resourceId, version }, context) => {
    const cluster = await readAt(context, resourceId, clusterType);
    return cluster !== undefined && nextUpgrade(versionsOf(cluster), version) === undefined;
  },
  run: async (step, context) => {
    let cluster = await waitUntilIdle(context, step.resourceId);
    for (;;) {
      const upgrade = nextUpgrade(versionsOf(cluster), step.version);
      if (!upgrade) return;
      cluster = await upgradeOnce(context, step, cluster, upgrade);
    }
  },
};
