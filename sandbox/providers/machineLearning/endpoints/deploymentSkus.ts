import { resourceNotFound } from "../../../armErrors";
import { workspaceRoute } from "../workspaces/workspaceRoute";
import { onlineEndpointType } from "./onlineEndpoints";

/** Sample data: the real limit hangs on size and region. */
const mostInstances = 50;

/** The one SKU that deployments have; they scale by its capacity. */
export const deploymentSkus = workspaceRoute(
  "GET",
  "onlineEndpoints/{endpoint}/deployments/{deployment}/skus",
  ({ workspace, params }, { store }) => {
    const { endpoint = "", deployment = "" } = params;
    if (!store.has(`${workspace.id}/onlineEndpoints/${endpoint}/deployments/${deployment}`)) {
      throw resourceNotFound(`${onlineEndpointType}/deployments`, `${endpoint}/${deployment}`);
    }
    const capacity = { minimum: 1, maximum: mostInstances, default: 1, scaleType: "Manual" };
    const resourceType = "Microsoft.MachineLearning.Services/endpoints/deployments";
    return { status: 200, body: { value: [{ resourceType, sku: { name: "Default" }, capacity }] } };
  },
);
