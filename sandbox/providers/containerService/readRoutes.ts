import { resourceNotFound } from "../../armErrors";
import { requireScope } from "../../parents";
import type { ProviderContext, ProviderRoute, ResourceRecord } from "../../provider";
import { textOf } from "../fields";
import { nodeImageVersion } from "./pools/poolProperties";
import { outboundEndpoints } from "./outboundEndpoints";
import { poolsOf } from "./pools/poolRecords";
import {
  aksVersions,
  compareVersions,
  minorOf,
  offeredVersions,
  upgradesOf,
  type OfferedVersion,
} from "./versions/versions";

const clusterPath =
  "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}/providers/Microsoft.ContainerService/managedClusters/{cluster}";

type Params = Readonly<Record<string, string>>;

function clusterAt(params: Params, { store }: ProviderContext): ResourceRecord {
  const { subscriptionId = "", resourceGroup = "", cluster = "" } = params;
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`;
  requireScope(store, group);
  const type = "Microsoft.ContainerService/managedClusters";
  const record = store.get(`${group}/providers/${type}/${cluster}`);
  if (!record) {
    throw resourceNotFound(type, cluster, resourceGroup);
  }
  return record;
}

/** A GET below a cluster. */
function read(
  path: string,
  answer: (cluster: ResourceRecord, params: Params, context: ProviderContext) => object,
): ProviderRoute {
  return {
    method: "GET",
    path: `${clusterPath}/${path}`,
    apiVersions: aksVersions,
    handle: ({ params }, context) => {
      const cluster = clusterAt(params, context);
      return { status: 200, body: answer(cluster, params, context) };
    },
  };
}

const upgradeOf = ({ version, isPreview }: OfferedVersion): object => ({
  kubernetesVersion: version,
  ...(isPreview && { isPreview }),
});

function versionOf(pool: ResourceRecord): string {
  return textOf(pool.properties["currentOrchestratorVersion"]) ?? "";
}

/** A pool goes no further than the control plane. */
function poolUpgrades(
  pool: ResourceRecord,
  controlPlane: string,
  offered: readonly OfferedVersion[],
): object[] {
  return upgradesOf(versionOf(pool), offered)
    .filter(({ version }) => compareVersions(version, controlPlane) <= 0)
    .map(upgradeOf);
}

function controlPlaneOf({ properties }: ResourceRecord): string {
  return textOf(properties["currentKubernetesVersion"]) ?? "";
}

const clusterUpgradeProfile = read("upgradeProfiles/default", (cluster, _, context) => {
  const offered = offeredVersions(cluster.location ?? "", context);
  const kubernetesVersion = controlPlaneOf(cluster);
  return {
    id: `${cluster.id}/upgradeprofiles/default`,
    name: "default",
    type: "Microsoft.ContainerService/managedClusters/upgradeprofiles",
    properties: {
      controlPlaneProfile: {
        kubernetesVersion,
        osType: "Linux",
        upgrades: upgradesOf(kubernetesVersion, offered).map(upgradeOf),
      },
      agentPoolProfiles: poolsOf(cluster, context).map((pool) => ({
        name: pool.name,
        kubernetesVersion: versionOf(pool),
        osType: pool.properties["osType"],
        upgrades: poolUpgrades(pool, kubernetesVersion, offered),
      })),
    },
  };
});

const poolUpgradeProfile = read(
  "agentPools/{pool}/upgradeProfiles/default",
  (cluster, params, context) => {
    const pool = context.store.get(`${cluster.id}/agentPools/${params["pool"] ?? ""}`);
    if (!pool) {
      const type = "Microsoft.ContainerService/managedClusters/agentPools";
      throw resourceNotFound(type, params["pool"] ?? "", params["resourceGroup"]);
    }
    const offered = offeredVersions(cluster.location ?? "", context);
    return {
      id: `${pool.id}/upgradeProfiles/default`,
      name: "default",
      type: "Microsoft.ContainerService/managedClusters/agentPools/upgradeProfiles",
      properties: {
        kubernetesVersion: versionOf(pool),
        osType: pool.properties["osType"],
        upgrades: poolUpgrades(pool, controlPlaneOf(cluster), offered),
        latestNodeImageVersion: nodeImageVersion,
      },
    };
  },
);

/** Versions of a new pool: up to the control plane's and not too far behind it. */
const availablePoolVersions = read("availableAgentPoolVersions", (cluster, _, context) => {
  const controlPlane = controlPlaneOf(cluster);
  const agentPoolVersions = offeredVersions(cluster.location ?? "", context)
    .filter(
      ({ version }) =>
        compareVersions(version, controlPlane) <= 0 &&
        minorOf(controlPlane) - minorOf(version) <= 3,
    )
    .map((offered) => ({
      ...upgradeOf(offered),
      ...(offered.version === controlPlane && { default: true }),
    }));
  return {
    id: `${cluster.id}/availableagentpoolversions/default`,
    name: "default",
    type: "Microsoft.ContainerService/managedClusters/availableAgentpoolVersions",
    properties: { agentPoolVersions },
  };
});

const outboundDependencies = read("outboundNetworkDependenciesEndpoints", (cluster) => ({
  value: outboundEndpoints(cluster),
}));

export const readRoutes: readonly ProviderRoute[] = [
  clusterUpgradeProfile,
  poolUpgradeProfile,
  availablePoolVersions,
  outboundDependencies,
];
