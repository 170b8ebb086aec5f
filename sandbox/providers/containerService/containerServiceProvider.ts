import type { Provider } from "../../provider";
import { agentPools } from "./pools/agentPools";
import { kubernetesVersionsRoute } from "./versions/kubernetesVersions";
import { managedClusters } from "./managedClusters";
import { readRoutes } from "./readRoutes";
import { commandResults } from "./commands/runCommand";

export const containerServiceProvider: Provider = {
  namespace: "Microsoft.ContainerService",
  kinds: [managedClusters, agentPools],
  routes: [kubernetesVersionsRoute, ...readRoutes],
  polls: [commandResults],
};
