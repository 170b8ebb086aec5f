import type { ProviderContext, ResourceRecord } from "../../../provider";
import { parseResourceId } from "../../../resourceId";
import { defineKind, type WriteRequest } from "../../defineKind";
import { defined, fieldsOf, textOf, type Fields } from "../../fields";
import { findOfferedVmSize } from "../../quota";
import { object, readShape, text, whole } from "../../shape";
import { firstOf } from "../listOptions";
import { armIdOf, requireReferenced } from "../references";
import { invalidItem, userError } from "../refusals";
import { deploymentLogs } from "./deploymentLogs";
import { endpointName, endpointRules } from "./endpointKind";
import { onlineDeploymentShape } from "./endpointShapes";
import { onlineEndpointType } from "./onlineEndpoints";
import { leaveTraffic } from "./traffic";

const skuShape = object({
  name: text,
  tier: text,
  size: text,
  family: text,
  capacity: whole(0),
});

/** Of the specification. */
const defaultInstanceType = "Standard_F4s_v2";

export const onlineDeployments = defineKind({
  ...endpointRules,
  type: `${onlineEndpointType}/deployments`,
  name: endpointName,
  keeps: ["kind"],
  createMs: 420_000,
  updateMs: 120_000,
  deleteMs: 90_000,
  busyState: ({ sku }, existing) => {
    const isScaled = existing?.sku?.["capacity"] !== sku?.["capacity"];
    return existing ? (isScaled ? "Scaling" : "Updating") : "Creating";
  },
  properties: deploymentProperties,
  more: ({ body, existing }) => ({
    sku: {
      name: "Default",
      capacity: 1,
      ...existing?.sku,
      ...readShape(skuShape, body["sku"] ?? {}, "sku", invalidItem),
    },
  }),
  patchBody: ({ tags, sku }) => defined({ tags, sku }),
  select: (records, query) => firstOf(records, query, "$top"),
  beforeDelete: leaveTraffic,
  actions: { getlogs: deploymentLogs },
});

function deploymentProperties(request: WriteRequest, context: ProviderContext): Fields {
  const { existing, id } = request;
  const read = readShape(
    onlineDeploymentShape,
    request.body["properties"],
    "properties",
    invalidItem,
  );
  const endpoint = context.store.get(parseResourceId(id)?.parentId ?? "");
  const compute = textOf(endpoint?.properties["compute"]);
  const type = compute === undefined ? "Managed" : "Kubernetes";
  if (read["endpointComputeType"] !== type) {
    const message = `The endpoint '${endpoint?.name ?? ""}' takes deployments of type ${type}.`;
    throw userError(message, "properties.endpointComputeType");
  }
  for (const field of ["model", "environmentId"]) {
    requireReferenced(textOf(read[field]), `properties.${field}`, context);
  }
  const code = textOf(fieldsOf(read["codeConfiguration"])["codeId"]);
  requireReferenced(code, "properties.codeConfiguration.codeId", context);
  const before = textOf(existing?.properties["instanceType"]);
  const cluster = compute && context.store.get(armIdOf(compute) ?? "");
  const instanceType = cluster
    ? kubernetesInstance(before ?? textOf(read["instanceType"]), cluster)
    : managedInstance(read, before, request, context);
  return {
    appInsightsEnabled: false,
    scaleSettings: { scaleType: "Default" },
    requestSettings: {
      maxConcurrentRequestsPerInstance: 1,
      requestTimeout: "PT5S",
      maxQueueWait: "PT0.5S",
    },
    ...read,
    instanceType,
  };
}

function managedInstance(
  read: Fields,
  before: string | undefined,
  { name, id, location }: WriteRequest,
  context: ProviderContext,
): string {
  if (fieldsOf(read["scaleSettings"])["scaleType"] === "TargetUtilization") {
    const message = "Managed deployments scale by their capacity: the scale type is Default.";
    throw userError(message, "properties.scaleSettings.scaleType");
  }
  const after = textOf(read["instanceType"]) ?? before ?? defaultInstanceType;
  if (before !== undefined && before.toLowerCase() !== after.toLowerCase()) {
    const message = `The instance type of deployment '${name}' cannot be changed from ${before} to ${after}.`;
    throw userError(message, "properties.instanceType");
  }
  const { subscriptionId = "" } = parseResourceId(id) ?? {};
  const size = findOfferedVmSize(after, { subscriptionId, location }, context);
  if (before === undefined && !size?.forMachineLearning) {
    const message = `The instance type '${after}' is not offered for deployments in ${location}.`;
    throw userError(message, "properties.instanceType");
  }
  return before ?? size?.name ?? after;
}

/** One of those that the cluster defines. Another one for a deployment that is there is ignored, as Azure does. */
function kubernetesInstance(
  wanted: string | undefined,
  { name, properties }: ResourceRecord,
): string {
  const { instanceTypes, defaultInstanceType: usual } = fieldsOf(properties["properties"]);
  const chosen = wanted ?? textOf(usual) ?? "";
  if (!Object.hasOwn(fieldsOf(instanceTypes), chosen)) {
    const message = `The compute '${name}' has no instance type '${chosen}'.`;
    throw userError(message, "properties.instanceType");
  }
  return chosen;
}
