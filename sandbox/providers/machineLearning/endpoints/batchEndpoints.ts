import type { ProviderContext } from "../../../provider";
import { defineKind, type WriteRequest } from "../../defineKind";
import { fieldsOf, textOf, without, type Fields } from "../../fields";
import { readShape } from "../../shape";
import { workspaceType } from "../mlTypes";
import { invalidItem, userError } from "../refusals";
import { batchKeyActions } from "./endpointKeys";
import { endpointRules, requireFreeName, selectEndpoints, withScoring } from "./endpointKind";
import { batchEndpointShape } from "./endpointShapes";

export const batchEndpointType = `${workspaceType}/batchEndpoints`;

export const batchEndpoints = defineKind({
  ...endpointRules,
  type: batchEndpointType,
  properties: endpointProperties,
  select: selectEndpoints,
  view: (record, context) => withScoring(record, context, "jobs"),
  actions: batchKeyActions,
});

function endpointProperties(request: WriteRequest, context: ProviderContext): Fields {
  const read = readShape(batchEndpointShape, request.body["properties"], "properties", invalidItem);
  requireFreeName(batchEndpointType, request, context);
  if (read["authMode"] !== "AADToken") {
    throw userError("AuthMode must be 'AADToken'.", "properties.authMode");
  }
  const name = textOf(fieldsOf(read["defaults"])["deploymentName"]);
  if (name !== undefined && !context.store.has(`${request.id}/deployments/${name}`)) {
    const message = `The default deployment '${name}' is not one of the endpoint.`;
    throw userError(message, "properties.defaults.deploymentName");
  }
  return { properties: {}, ...without(read, "keys") };
}
