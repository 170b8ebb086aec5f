import { judgeChange, type Verdict } from "../changes/judgeChange";
import type { PlanContext, ResourceSpec } from "../context";
import { observedResource, propertiesOf, type ObservedEnvironment } from "../observed";
import { aksCluster, observedVersion } from "../resources/aks";
import { aksId } from "../resources/aksId";
import { dataFactory } from "../resources/dataFactory";
import { dnsZones } from "../resources/dns";
import { identities, keyVault, monitoring, storage } from "../resources/foundation";
import { computeCluster, computeInstances, workspace } from "../resources/machineLearning";
import { egress, subnets, virtualNetwork } from "../resources/network";
import { nodePool, observedPools } from "../resources/nodePools";
import { registry } from "../resources/registry";
import { aksSubnetRole, roleAssignments } from "../resources/roles";

/** A resource to be, with what that means for what is there. */
export interface JudgedSpec extends Verdict {
  readonly spec: ResourceSpec;
}

function machineLearning(context: PlanContext): readonly ResourceSpec[] {
  if (!context.manifest.services.machineLearning) return [];
  return [...workspace(context), computeCluster(context), ...computeInstances(context)];
}

function serving(context: PlanContext): readonly ResourceSpec[] {
  if (!context.manifest.services.aks) return [];
  const role = aksSubnetRole(context);
  return [role, aksCluster(context, role.id), ...nodePool(context)];
}

function specsOf(context: PlanContext): readonly ResourceSpec[] {
  return [
    virtualNetwork(context),
    ...egress(context),
    ...subnets(context),
    ...dnsZones(context),
    ...identities(context),
    ...monitoring(context),
    ...storage(context),
    ...keyVault(context),
    ...registry(context),
    ...machineLearning(context),
    ...serving(context),
    ...(context.manifest.services.dataFactory ? dataFactory(context) : []),
    ...roleAssignments(context),
  ];
}

/** What is there of a spec; a cluster's version is the one that runs, its pools are those that it lists. */
function existingOf(context: PlanContext, { id }: ResourceSpec) {
  const found = observedResource(context.observed, id);
  if (found && id === aksId(context)) {
    const kubernetesVersion = observedVersion(context);
    return { ...found, properties: { ...propertiesOf(found), kubernetesVersion } };
  }
  return found ?? observedPools(context).find((pool) => pool.id === id)?.resource;
}

/** Everything that the manifest asks for, judged by the change rules. Pure. */
export function planResources(context: PlanContext): readonly JudgedSpec[] {
  return specsOf(context).map((spec) => ({
    spec,
    ...judgeChange(spec, existingOf(context, spec)),
  }));
}

/** What is there once the resources are deleted, with all that is below them. */
export function without(
  observed: ObservedEnvironment,
  ids: readonly string[],
): ObservedEnvironment {
  const gone = ids.map((id) => id.toLowerCase());
  const isGone = (id: string) => gone.some((one) => id === one || id.startsWith(`${one}/`));
  const kept = Object.entries(observed.resources).filter(([id]) => !isGone(id));
  return { ...observed, resources: Object.fromEntries(kept) };
}
