import type { Provider } from "../../provider";
import { privateEndpointConnections } from "../privateEndpointConnections";
import { assets } from "./assets";
import { computes } from "./computes";
import { batchDeployments, onlineDeployments } from "./deployments";
import { batchEndpoints, onlineEndpoints } from "./endpoints";
import { quotaRoutes } from "./quotaRoutes";
import { createScoring } from "./scoring";
import { mlVersions, workspaces, workspaceType } from "./workspaces";

export const machineLearningProvider: Provider = {
  namespace: "Microsoft.MachineLearningServices",
  kinds: [
    workspaces,
    computes,
    onlineEndpoints,
    onlineDeployments,
    batchEndpoints,
    batchDeployments,
    ...assets,
    privateEndpointConnections(workspaceType, mlVersions),
  ],
  routes: quotaRoutes,
  dataPlanes: [createScoring],
};
