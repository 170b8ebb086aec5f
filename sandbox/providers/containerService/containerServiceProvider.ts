import type { Provider } from "../../provider";
import { agentPools } from "./agentPools";
import { managedClusters } from "./managedClusters";
import { kubernetesVersionsRoute } from "./versions";

export const containerServiceProvider: Provider = {
  namespace: "Microsoft.ContainerService",
  kinds: [managedClusters, agentPools],
  routes: [kubernetesVersionsRoute],
};
