import type { ProviderContext, ResourceRecord } from "../../../provider";
import { parseResourceId } from "../../../resourceId";
import { fieldsOf, textOf, without, type Fields } from "../../fields";
import { checkPool } from "./checkPool";
import { checkPoolUpgrade, checkSkew } from "../versions/checkUpgrade";
import { fixedPoolProperties, refusePoolChanges } from "../refuseChanges";
import { resolveVersion } from "../versions/versions";

const readOnly = [
  "name",
  "provisioningState",
  "currentOrchestratorVersion",
  "nodeImageVersion",
  "eTag",
  "powerState",
];

const defaults = {
  osType: "Linux",
  osSKU: "Ubuntu",
  osDiskType: "Managed",
  osDiskSizeGB: 128,
  type: "VirtualMachineScaleSets",
  mode: "User",
  count: 1,
  maxPods: 30,
  enableAutoScaling: false,
  enableNodePublicIP: false,
  scaleDownMode: "Delete",
};

export const nodeImageVersion = "AKSUbuntu-2204gen2containerd-202511.01.0";

export interface PoolRequest {
  readonly cluster: Pick<ResourceRecord, "id" | "name" | "location" | "properties">;
  /** Version of the control plane that the pool has to fit. */
  readonly controlPlane: string;
  readonly id: string;
  readonly name: string;
  readonly given: Fields;
  readonly existing: ResourceRecord | undefined;
  /** How errors name a property: `properties`, or `agentPoolProfile` in the body of a cluster. */
  readonly prefix: "properties" | "agentPoolProfile";
}

/** Version that the pool has when the operation is over; throws for one that it cannot go to. */
export function poolVersion(request: PoolRequest, context: ProviderContext): string {
  const { cluster, controlPlane, given, existing } = request;
  const wanted = textOf(given["orchestratorVersion"]);
  const before = textOf(existing?.properties["currentOrchestratorVersion"]);
  const current = before ?? (wanted === undefined ? controlPlane : undefined);
  const { name: owner, location = "" } = cluster;
  const version =
    wanted === controlPlane
      ? controlPlane
      : resolveVersion({ wanted, current, owner, location }, context);
  checkPoolUpgrade(before, version);
  checkSkew(version, controlPlane);
  return version;
}

/** `properties` of a pool as Azure completes them, while it still has the version before. */
export function poolProperties(
  request: PoolRequest,
  version: string,
  context: ProviderContext,
): Fields {
  const { cluster, id, name, given, existing, prefix } = request;
  const { location = "" } = cluster;
  const fixed = fixedPoolProperties
    .map((field) => [field, existing?.properties[field]] as const)
    .filter(([, value]) => value !== undefined);
  const properties: Fields = {
    ...defaults,
    ...Object.fromEntries(fixed),
    ...without(given, ...readOnly),
    orchestratorVersion:
      given["orchestratorVersion"] ?? existing?.properties["orchestratorVersion"] ?? version,
    currentOrchestratorVersion: existing?.properties["currentOrchestratorVersion"] ?? version,
    nodeImageVersion,
    powerState: existing?.properties["powerState"] ?? { code: "Running" },
  };
  if (existing) {
    refusePoolChanges(existing.properties, properties, prefix);
  }
  const { subscriptionId = "" } = parseResourceId(cluster.id) ?? {};
  const network = fieldsOf(cluster.properties["networkProfile"]);
  checkPool(
    {
      id,
      name,
      properties,
      existing,
      scope: { subscriptionId, location },
      network,
    },
    context,
  );
  return properties;
}
