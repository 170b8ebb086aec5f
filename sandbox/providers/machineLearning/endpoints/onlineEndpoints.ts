import type { ProviderContext } from "../../../provider";
import { defineKind, type WriteRequest } from "../../defineKind";
import { textOf, without, type Fields } from "../../fields";
import { readShape } from "../../shape";
import { computeType, workspaceType } from "../mlTypes";
import { armIdOf } from "../references";
import { invalidItem, userError } from "../refusals";
import { initialKeys, onlineKeyActions } from "./endpointKeys";
import { endpointRules, requireFreeName, selectEndpoints, withScoring } from "./endpointKind";
import { onlineEndpointShape } from "./endpointShapes";
import { checkTraffic } from "./traffic";

export const onlineEndpointType = `${workspaceType}/onlineEndpoints`;

export const onlineEndpoints = defineKind({
  ...endpointRules,
  type: onlineEndpointType,
  properties: endpointProperties,
  more: ({ given, existing }) => ({
    internal: existing?.internal ?? { keys: initialKeys(given["keys"]) },
  }),
  select: selectEndpoints,
  view: (record, context) => withScoring(record, context, "score"),
  actions: onlineKeyActions,
});

function endpointProperties(request: WriteRequest, context: ProviderContext): Fields {
  const { id, existing } = request;
  const read = readShape(
    onlineEndpointShape,
    request.body["properties"],
    "properties",
    invalidItem,
  );
  requireFreeName(onlineEndpointType, request, context);
  requireCompute(textOf(read["compute"]), context);
  if (existing && existing.properties["compute"] !== read["compute"]) {
    throw userError("The compute of an endpoint cannot be changed.", "properties.compute");
  }
  checkTraffic(id, read, context);
  return {
    publicNetworkAccess: "Enabled",
    properties: {},
    traffic: {},
    mirrorTraffic: {},
    ...without(read, "keys"),
  };
}

/** The attached cluster on which an endpoint runs that is not managed. */
function requireCompute(reference: string | undefined, { store }: ProviderContext): void {
  if (reference === undefined) {
    return;
  }
  const record = store.get(armIdOf(reference) ?? "");
  if (record?.type !== computeType || record.properties["computeType"] !== "Kubernetes") {
    const message = `The Kubernetes compute '${reference}' of the endpoint was not found.`;
    throw userError(message, "properties.compute");
  }
}
