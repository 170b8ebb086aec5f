import { ArmFault } from "../../provider";
import { parseResourceId } from "../../resourceId";
import { defineKind } from "../defineKind";
import { fieldsOf, numberOf, textOf, without } from "../fields";
import { endpointName, endpointStyle } from "./endpoints";
import { mlVersions, workspaceType } from "./workspaces";

const common = {
  apiVersions: mlVersions,
  style: endpointStyle,
  tracked: true,
  name: endpointName,
  keeps: ["kind"],
  hasSystemData: true,
  deleteMs: 90_000,
} as const;

export const onlineDeployments = defineKind({
  ...common,
  type: `${workspaceType}/onlineEndpoints/deployments`,
  createMs: 420_000,
  updateMs: 120_000,
  properties: ({ given, existing, name }) => {
    const type = textOf(given["endpointComputeType"]) ?? "";
    if (type !== "Managed" && type !== "Kubernetes") {
      const message = `The endpointComputeType '${type}' of deployment '${name}' is not one of Managed, Kubernetes.`;
      throw new ArmFault(400, "BadArgument", message, { target: "endpointComputeType" });
    }
    const before = textOf(existing?.properties["instanceType"]);
    const after = textOf(given["instanceType"]);
    if (type === "Managed" && before !== undefined && after !== undefined && before !== after) {
      const message = `The instance type of deployment '${name}' cannot be changed from ${before} to ${after}.`;
      throw new ArmFault(400, "BadArgument", message, { target: "instanceType" });
    }
    return {
      appInsightsEnabled: false,
      scaleSettings: { scaleType: "Default" },
      requestSettings: {
        maxConcurrentRequestsPerInstance: 1,
        requestTimeout: "PT5S",
        maxQueueWait: "PT0.5S",
      },
      ...without(given, "provisioningState"),
    };
  },
  more: ({ body, existing }) => ({
    sku: { name: "Default", capacity: 1, ...existing?.sku, ...fieldsOf(body["sku"]) },
  }),
  beforeDelete: (record, { store }) => {
    const endpoint = store.get(parseResourceId(record.id)?.parentId ?? "");
    const share = numberOf(fieldsOf(endpoint?.properties["traffic"])[record.name]) ?? 0;
    if (share > 0) {
      const message = `The deployment '${record.name}' gets ${share} percent of the traffic and cannot be deleted.`;
      throw new ArmFault(400, "BadArgument", message, { target: record.name });
    }
  },
  actions: {
    getlogs: ({ record }) => ({
      status: 200,
      body: { content: `The sandbox runs no containers; ${record.name} has no log.\n` },
    }),
  },
});

export const batchDeployments = defineKind({
  ...common,
  type: `${workspaceType}/batchEndpoints/deployments`,
  createMs: 30_000,
  properties: ({ given }) => ({
    errorThreshold: -1,
    maxConcurrencyPerInstance: 1,
    miniBatchSize: 10,
    outputAction: "AppendRow",
    ...without(given, "provisioningState"),
  }),
});
