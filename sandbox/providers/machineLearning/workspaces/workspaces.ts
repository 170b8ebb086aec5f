import { notImplemented } from "../../../armErrors";
import {
  ArmFault,
  type LongRunning,
  type ProviderContext,
  type ResourceRecord,
} from "../../../provider";
import { parseResourceId } from "../../../resourceId";
import { defineKind, plainView, styles, type WriteRequest } from "../../defineKind";
import { defined, fieldsOf, listOf, textOf, type Fields } from "../../fields";
import { viewWithConnections } from "../../privateEndpointConnections";
import { readShape } from "../../shape";
import { putDefaultDatastores } from "../assets/defaultDatastores";
import { mlVersions, workspaceType } from "../mlTypes";
import { invalidWorkspace } from "../refusals";
import { isSoftDeleted, keepDeleted, purgeDeleted } from "./deletedWorkspaces";
import { checkLinked, refusedChange } from "./linkedResources";
import { workspaceActions } from "./workspaceActions";
import { changeableFields, workspaceShape } from "./workspaceShape";

export const workspaces = defineKind({
  type: workspaceType,
  apiVersions: mlVersions,
  style: { ...styles.accepted, patch: { status: 202, poll: "location" } },
  tracked: true,
  name: {
    pattern: /^[A-Za-z0-9][\w-]{2,32}$/u,
    code: "ValidationError",
    message:
      "The workspace name must be between 3 and 33 characters long. Its first character has to be alphanumeric, and the rest may contain hyphens and underscores.",
  },
  keeps: ["kind", "sku"],
  hasSystemData: true,
  pageParameter: "$skip",
  createMs: 90_000,
  updateMs: 20_000,
  deleteMs: 60_000,
  properties: workspaceProperties,
  more: ({ body, existing }) => {
    const kind = textOf(body["kind"]) ?? existing?.kind ?? "Default";
    if (kind.toLowerCase() !== "default") {
      throw notImplemented(`workspaces of kind '${kind}'`);
    }
    const sku = { name: "Basic", tier: "Basic", ...existing?.sku, ...fieldsOf(body["sku"]) };
    return { kind: "Default", sku };
  },
  progress: whyItFails,
  finish: putDefaultDatastores,
  patchBody: ({ tags, sku, identity, properties }) => {
    const changes = Object.entries(fieldsOf(properties)).filter(([field]) =>
      changeableFields.includes(field),
    );
    return defined({ tags, sku, identity, properties: Object.fromEntries(changes) });
  },
  view: viewWorkspace,
  beforeDelete: (record, context, query) => {
    if (query?.get("forceToPurge")?.toLowerCase() === "true") {
      purgeDeleted(record.id, context);
    } else {
      keepDeleted(record, context);
    }
  },
  deleteMissing: (id, context, query) => {
    if (query.get("forceToPurge")?.toLowerCase() === "true") {
      purgeDeleted(id, context);
    }
  },
  actions: workspaceActions,
});

function workspaceProperties(request: WriteRequest, context: ProviderContext): Fields {
  const { existing, identity, id, name, location } = request;
  const read = readShape(workspaceShape, request.given, "properties", invalidWorkspace);
  if (!identity) {
    const message = "The identity of a workspace is required.";
    throw new ArmFault(400, "ValidationError", message, { target: "identity" });
  }
  const before = existing?.properties ?? {};
  const isRefused = refusedChange(read, before) !== undefined;
  checkLinked(isRefused ? {} : read, before, context);
  const { subscriptionId = "", resourceGroup = "" } = parseResourceId(id) ?? {};
  const tracking = `azureml://${location}.api.azureml.ms/mlflow/v1.0/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/${workspaceType}/${name}`;
  const workspaceId = textOf(before["workspaceId"]) ?? context.newGuid();
  const host = `ml-${name.toLowerCase()}-${location}-${workspaceId}.${location}.notebooks.azure.net`;
  return {
    friendlyName: name,
    description: "",
    hbiWorkspace: false,
    publicNetworkAccess: "Enabled",
    v1LegacyMode: false,
    systemDatastoresAuthMode: "AccessKey",
    ...before,
    ...(isRefused ? {} : read),
    workspaceId,
    discoveryUrl: `https://${location}.api.azureml.ms/discovery`,
    mlFlowTrackingUri: tracking,
    tenantId: context.caller.tenantId,
    storageHnsEnabled: false,
    notebookInfo: { resourceId: workspaceId.replaceAll("-", ""), fqdn: host },
  };
}

/** Azure accepts these and lets the long operation fail; codes and texts are its own. */
function whyItFails(
  { given: asked, existing, id }: WriteRequest,
  _: ResourceRecord,
  context: ProviderContext,
): Omit<LongRunning, "durationMs" | "finish"> {
  const refused = refusedChange(asked, existing?.properties ?? {});
  if (refused !== undefined) {
    return { fail: { code: "BadRequest", message: refused } };
  }
  if (!existing && isSoftDeleted(id, context)) {
    const message =
      "Soft-deleted workspace exists. Please purge or recover it. https://aka.ms/wsoftdelete";
    return { fail: { code: "BadRequest", message }, leavesNothing: true };
  }
  return {};
}

function viewWorkspace(record: ResourceRecord, context: ProviderContext): Fields {
  const view = viewWithConnections(record, context);
  const properties = fieldsOf(view["properties"]);
  const privateEndpointConnections = listOf(properties["privateEndpointConnections"]);
  const privateLinkCount = privateEndpointConnections.length;
  return {
    ...plainView(record),
    properties: { ...properties, privateEndpointConnections, privateLinkCount },
  };
}
