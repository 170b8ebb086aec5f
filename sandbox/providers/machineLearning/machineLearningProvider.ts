import type { Provider } from "../../provider";
import { privateEndpointConnections } from "../privateEndpointConnections";
import { assetKinds } from "./assets/assetKinds";
import { datastores } from "./assets/datastores";
import { startPendingUpload } from "./assets/pendingUploads";
import { computes } from "./computes/computes";
import { batchDeployments } from "./endpoints/batchDeployments";
import { batchEndpoints } from "./endpoints/batchEndpoints";
import { deploymentSkus } from "./endpoints/deploymentSkus";
import { onlineDeployments } from "./endpoints/onlineDeployments";
import { onlineEndpoints } from "./endpoints/onlineEndpoints";
import { jobs } from "./jobs/jobs";
import { schedules } from "./jobs/schedules";
import { mlNamespace, mlVersions, workspaceType } from "./mlTypes";
import { createScoring } from "./scoring/scoring";
import { connections } from "./workspaces/connections";
import { quotaRoutes } from "./workspaces/quotaRoutes";
import { workspaceRoutes } from "./workspaces/workspaceRoutes";
import { workspaces } from "./workspaces/workspaces";

export const machineLearningProvider: Provider = {
  namespace: mlNamespace,
  kinds: [
    workspaces,
    computes,
    onlineEndpoints,
    onlineDeployments,
    batchEndpoints,
    batchDeployments,
    ...assetKinds,
    datastores,
    connections,
    jobs,
    schedules,
    privateEndpointConnections(workspaceType, mlVersions),
  ],
  routes: [...quotaRoutes, ...workspaceRoutes, deploymentSkus, startPendingUpload],
  dataPlanes: [createScoring],
};
