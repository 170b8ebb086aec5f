import { ArmFault, type ProviderContext, type ResourceRecord } from "../../provider";
import { defineKind, plainView, styles, type WriteRequest } from "../defineKind";
import { fieldsOf, textOf, without } from "../fields";
import { checkNetwork } from "./checkNetwork";
import { clusterActions } from "./clusterActions";
import { clusterProperties, controlPlaneVersion, networkOf } from "./clusterProperties";
import { checkInlinePools, settlePools } from "./pools/inlinePools";
import { addNodeGroup, nodeGroupId, refuseExistingNodeGroup } from "./nodeGroup";
import { poolsOf, shownPoolProperties } from "./pools/poolRecords";
import { refuseClusterWhileBusy } from "./refuseWhileBusy";
import { aksVersions } from "./versions/versions";

export const clusterType = "Microsoft.ContainerService/managedClusters";

function isUpgrade(record: ResourceRecord, existing: ResourceRecord): boolean {
  return record.internal?.["target"] !== existing.properties["currentKubernetesVersion"];
}

export const managedClusters = defineKind({
  type: clusterType,
  apiVersions: aksVersions,
  style: { ...styles.asyncOperation, updateStatus: 200 },
  tracked: true,
  name: {
    pattern: /^[A-Za-z0-9]$|^[A-Za-z0-9][\w-]{0,61}[A-Za-z0-9]$/u,
    code: "InvalidParameter",
    message: "It takes 1 to 63 letters, digits, '-' and '_', with a letter or digit at both ends.",
  },
  keeps: ["kind"],
  hasSystemData: true,
  hasEtag: true,
  patchesTags: true,
  createMs: 360_000,
  updateMs: (record, existing) => (isUpgrade(record, existing) ? 600_000 : 150_000),
  busyState: (record, existing) =>
    !existing ? "Creating" : isUpgrade(record, existing) ? "Upgrading" : "Updating",
  deleteMs: 240_000,
  properties: (request, context) => {
    const { given, existing, identity, id } = request;
    if (existing) {
      refuseClusterWhileBusy(existing, context);
      refuseWhileStopped(request);
    }
    if (!identity) {
      const message = "A managed cluster needs a system-assigned or user-assigned identity.";
      throw new ArmFault(400, "InvalidParameter", message, { target: "identity" });
    }
    if (!existing) {
      const whole = { ...given, networkProfile: networkOf(request) };
      checkNetwork({ id, given: whole, identity }, context);
    }
    const version = controlPlaneVersion(request, context);
    const properties = clusterProperties(request, version, context);
    // Read by `afterChecks`, which turns the list into pools.
    return { ...properties, agentPoolProfiles: given["agentPoolProfiles"] };
  },
  more: (request, context) => ({
    sku: { name: "Base", tier: "Free", ...request.existing?.sku, ...fieldsOf(request.body["sku"]) },
    internal: { ...request.existing?.internal, target: controlPlaneVersion(request, context) },
  }),
  afterChecks: (record, context) => {
    const { agentPoolProfiles, ...properties } = record.properties;
    record.properties = properties;
    refuseExistingNodeGroup(record, context);
    const target = textOf(record.internal?.["target"]) ?? "";
    for (const pool of checkInlinePools(record, agentPoolProfiles, target, context)) {
      context.store.put(pool);
    }
  },
  finish: async (record, context) => {
    record.properties["currentKubernetesVersion"] = record.internal?.["target"];
    record.properties["provisioningState"] = "Succeeded";
    settlePools(record, context);
    await addNodeGroup(record, context);
  },
  beforeDelete: (record, { store }) => {
    store.delete(nodeGroupId(record));
  },
  view: viewCluster,
  actions: clusterActions,
});

function refuseWhileStopped({ existing, name }: WriteRequest): void {
  if (fieldsOf(existing?.properties["powerState"])["code"] === "Stopped") {
    const message = `managed cluster is in Provisioning State(Succeeded) and Power State(Stopped), updating '${name}' cannot be performed. Start it first.`;
    throw new ArmFault(409, "OperationNotAllowed", message);
  }
}

function viewCluster(record: ResourceRecord, context: ProviderContext): Record<string, unknown> {
  const agentPoolProfiles = poolsOf(record, context).map((pool) => ({
    name: pool.name,
    ...shownPoolProperties(pool, context),
  }));
  return {
    ...without(plainView(record), "etag"),
    ...(record.etag !== undefined && { eTag: record.etag }),
    properties: { ...record.properties, agentPoolProfiles },
  };
}
