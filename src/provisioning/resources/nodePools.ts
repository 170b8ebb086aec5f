import { createHash } from "node:crypto";
import { t } from "@vscode/l10n";
import { judgeChange } from "../changes/judgeChange";
import type { PlanContext, ResourceSpec } from "../context";
import { isRecord, observedResource, propertiesOf, type ObservedResource } from "../observed";
import { aksId } from "./aksId";
import { subnetId } from "./network";

const type = "Microsoft.ContainerService/managedClusters/agentPools";
const firstName = "agentpool";
/** Names of the pools that follow the first; a name takes 12 lower-case letters and digits. */
const successorName = /^esml[0-9a-f]{8}$/;

function wantedPool(context: PlanContext) {
  return {
    mode: "System",
    type: "VirtualMachineScaleSets",
    osType: "Linux",
    osDiskSizeGB: 128,
    vmSize: context.values.aksNodeSku,
    count: context.values.aksNodeCount,
    maxPods: 30,
    enableNodePublicIP: false,
    vnetSubnetID: subnetId(context, context.names.aks2Subnet),
  };
}

/** The pool that a new cluster begins with. */
export function firstPool(context: PlanContext) {
  return { name: firstName, ...wantedPool(context) };
}

export interface NodePool {
  readonly id: string;
  readonly name: string;
  /** As a GET of the pool answers it. */
  readonly resource: ObservedResource;
}

/** The pools of the cluster as it was read; empty when it is not there. */
export function observedPools(context: PlanContext): readonly NodePool[] {
  const id = aksId(context);
  const { agentPoolProfiles } = propertiesOf(observedResource(context.observed, id) ?? {});
  const list: readonly unknown[] = Array.isArray(agentPoolProfiles) ? agentPoolProfiles : [];
  return list.filter(isRecord).map(({ name, ...properties }) => ({
    id: `${id}/agentPools/${String(name)}`,
    name: String(name),
    resource: { name, properties },
  }));
}

/** Ours by name; in a cluster that somebody else made, its only system pool. */
function ownPools(pools: readonly NodePool[]): readonly NodePool[] {
  const named = pools.filter(({ name }) => name === firstName || successorName.test(name));
  if (named.length > 0) return named;
  const system = pools.filter(({ resource }) => propertiesOf(resource).mode === "System");
  return system.length === 1 ? system : [];
}

function poolSpec(context: PlanContext, pool: Pick<NodePool, "id" | "name">): ResourceSpec {
  const wanted = wantedPool(context);
  return {
    id: pool.id,
    type,
    name: `${context.names.aksCluster}/${pool.name}`,
    group: context.names.projectResourceGroup,
    kind: t("Node pool"),
    detail: t("{0} × {1}", wanted.vmSize, wanted.count),
    shared: false,
    dependsOn: [aksId(context)],
    body: { properties: wanted },
  };
}

/** An autoscaler that somebody turned on decides about the count. */
function withoutCount(spec: ResourceSpec): ResourceSpec {
  const { properties } = spec.body;
  if (!isRecord(properties)) return spec;
  const { count: _count, ...rest } = properties;
  return { ...spec, body: { properties: rest } };
}

/** The same for the same wanted pool, so that a later run finds it. */
function nameOfSuccessor(context: PlanContext): string {
  const { vmSize, osDiskSizeGB, maxPods, vnetSubnetID } = wantedPool(context);
  const key = [vmSize, osDiskSizeGB, maxPods, vnetSubnetID].join("|").toLowerCase();
  return `esml${createHash("sha256").update(key).digest("hex").slice(0, 8)}`;
}

export interface PoolPlan {
  /** The pool that fits, with what a PUT of it would hold; absent: none does. */
  readonly current?: { readonly pool: NodePool; readonly spec: ResourceSpec };
  /** Pools of ours that do not fit, the one that a successor is made after first. */
  readonly unfit: readonly NodePool[];
  /** The pool to be, where no pool fits. */
  readonly successor?: Pick<NodePool, "id" | "name"> & { readonly wanted: object };
}

/** Which of the cluster's pools of ours stays, and which go because Azure cannot change them. Pure. */
export function planPools(context: PlanContext): PoolPlan {
  const own = ownPools(observedPools(context)).map((pool) => {
    const spec = poolSpec(context, pool);
    const isScaled = propertiesOf(pool.resource).enableAutoScaling === true;
    return { pool, spec: isScaled ? withoutCount(spec) : spec };
  });
  const fits = ({ pool, spec }: (typeof own)[number]) =>
    judgeChange(spec, pool.resource).change !== "replace";
  const unfit = own.filter((one) => !fits(one)).map(({ pool }) => pool);
  const current = own.find(fits);
  if (current) return { current, unfit };
  if (unfit.length === 0) return { unfit };
  const name = nameOfSuccessor(context);
  const id = `${aksId(context)}/agentPools/${name}`;
  return { unfit, successor: { id, name, wanted: wantedPool(context) } };
}

/** The row of the pool that fits: what a PUT can change of it goes into the deployment. */
export function nodePool(context: PlanContext): readonly ResourceSpec[] {
  const { current } = planPools(context);
  return current ? [current.spec] : [];
}
