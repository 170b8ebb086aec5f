import type { Provider } from "../../provider";
import { extensions, extensionVersions } from "./extensions";

const cluster =
  "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}/providers/{clusterRp}/{clusterType}/{cluster}";

export const kubernetesConfigurationProvider: Provider = {
  namespace: "Microsoft.KubernetesConfiguration",
  kinds: [extensions],
  polls: [
    {
      path: `${cluster}/providers/Microsoft.KubernetesConfiguration/extensions/{name}/operations/{operationId}`,
      apiVersions: extensionVersions,
      answers: "status",
    },
  ],
};
