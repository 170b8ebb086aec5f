import { createHash } from "node:crypto";
import { ArmFault, type ProviderContext } from "../../provider";
import { parseResourceId } from "../../resourceId";
import { defineKind, plainView, styles, type WriteRequest } from "../defineKind";
import { fieldsOf, textOf, without } from "../fields";
import { viewWithConnections } from "../privateEndpointConnections";

export const mlVersions = ["2025-09-01"];
export const workspaceType = "Microsoft.MachineLearningServices/workspaces";

const linkedTypes = {
  storageAccount: "Microsoft.Storage/storageAccounts",
  keyVault: "Microsoft.KeyVault/vaults",
  applicationInsights: "Microsoft.Insights/components",
  containerRegistry: "Microsoft.ContainerRegistry/registries",
} as const;

const readOnly = [
  "workspaceId",
  "provisioningState",
  "privateEndpointConnections",
  "privateLinkCount",
  "notebookInfo",
  "tenantId",
  "storageHnsEnabled",
  "mlFlowTrackingUri",
  "serviceProvisionedResourceGroup",
];

export const workspaces = defineKind({
  type: workspaceType,
  apiVersions: mlVersions,
  style: styles.accepted,
  tracked: true,
  name: {
    pattern: /^[A-Za-z0-9][\w-]{2,32}$/u,
    code: "ValidationError",
    message:
      "The workspace name must be between 3 and 33 characters long. Its first character has to be alphanumeric, and the rest may contain hyphens and underscores.",
  },
  keeps: ["kind", "sku"],
  hasSystemData: true,
  createMs: 90_000,
  updateMs: 20_000,
  deleteMs: 60_000,
  properties: (request, context) => {
    const { given, existing, identity, id, name, location } = request;
    if (!identity) {
      const message = "The identity of a workspace is required.";
      throw new ArmFault(400, "ValidationError", message, { target: "identity" });
    }
    checkLinked(request, context);
    const { subscriptionId = "", resourceGroup = "" } = parseResourceId(id) ?? {};
    const tracking = `azureml://${location}.api.azureml.ms/mlflow/v1.0/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/${workspaceType}/${name}`;
    return {
      friendlyName: name,
      description: "",
      hbiWorkspace: false,
      publicNetworkAccess: "Enabled",
      v1LegacyMode: false,
      systemDatastoresAuthMode: "accesskey",
      ...existing?.properties,
      ...without(given, ...readOnly),
      workspaceId: existing?.properties["workspaceId"] ?? context.newGuid(),
      discoveryUrl: `https://${location}.api.azureml.ms/discovery`,
      mlFlowTrackingUri: tracking,
      tenantId: context.caller.tenantId,
      storageHnsEnabled: false,
    };
  },
  more: ({ body, existing }) => {
    const kind = textOf(body["kind"]) ?? existing?.kind ?? "Default";
    const sku = { name: "Basic", tier: "Basic", ...existing?.sku, ...fieldsOf(body["sku"]) };
    return { kind, sku };
  },
  view: (record, context) => {
    const view = viewWithConnections(record, context);
    const properties = fieldsOf(view["properties"]);
    const connections = properties["privateEndpointConnections"];
    const privateLinkCount = Array.isArray(connections) ? connections.length : 0;
    return { ...plainView(record), properties: { ...properties, privateLinkCount } };
  },
  actions: {
    listkeys: ({ record }) => ({
      status: 200,
      body: {
        userStorageResourceId: record.properties["storageAccount"],
        appInsightsInstrumentationKey: "",
        userStorageKey: createHash("sha256").update(record.id).digest("base64"),
      },
    }),
    diagnose: () => ({ status: 200, body: { value: {} } }),
  },
});

/** Everything a workspace hangs on must be there before it. */
function checkLinked({ given, existing }: WriteRequest, { store }: ProviderContext): void {
  const missing = ["storageAccount", "keyVault", "applicationInsights"].filter(
    (field) => !textOf(given[field]) && !textOf(existing?.properties[field]),
  );
  if (missing.length > 0) {
    const message = `Missing dependent resources in workspace json: ${missing.join(", ")}.`;
    throw new ArmFault(400, "ValidationError", message, { target: missing.join(", ") });
  }
  for (const [field, type] of Object.entries(linkedTypes)) {
    const id = textOf(given[field]);
    if (id !== undefined && store.get(id)?.type.toLowerCase() !== type.toLowerCase()) {
      const message = `Unable to find dependent resource: the ${field} '${id}' was not found.`;
      throw new ArmFault(400, "ValidationError", message, { target: field });
    }
    const before = textOf(existing?.properties[field]);
    const isFixed = field === "storageAccount" || field === "keyVault";
    if (isFixed && id && before && id.toLowerCase() !== before.toLowerCase()) {
      const message = `The ${field} of a workspace cannot be changed.`;
      throw new ArmFault(400, "ValidationError", message, { target: field });
    }
  }
}
