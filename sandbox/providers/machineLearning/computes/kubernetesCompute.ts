import type { ProviderContext } from "../../../provider";
import { textOf, type Fields } from "../../fields";
import { badCompute } from "../refusals";
import type { ComputeRequest, ComputeRules } from "./computes";

const clusterTypes = [
  "microsoft.containerservice/managedclusters",
  "microsoft.kubernetes/connectedclusters",
];
const extensionType = "microsoft.azureml.kubernetes";

/** A cluster of somebody else, on which the extension of Machine Learning runs the workloads. */
export const kubernetesCompute: ComputeRules = {
  createMs: 60_000,
  isAttached: true,
  complete: attach,
};

function attach(
  { request, given, inner, before }: ComputeRequest,
  { store }: ProviderContext,
): Fields {
  const id = textOf(given["resourceId"]) ?? "";
  const type = store.get(id)?.type.toLowerCase() ?? "";
  if (!clusterTypes.includes(type)) {
    throw badCompute(`The Kubernetes cluster '${id}' to attach was not found.`, "resourceId");
  }
  const attached = textOf(request.existing?.properties["resourceId"]) ?? id;
  if (attached.toLowerCase() !== id.toLowerCase()) {
    const message = `The compute '${request.name}' is attached to another cluster.`;
    throw badCompute(message, "resourceId");
  }
  if (!hasExtension(id, store)) {
    const message = `The cluster '${id}' has no extension of type Microsoft.AzureML.Kubernetes in state Succeeded. Install it before the cluster is attached.`;
    throw badCompute(message, "resourceId");
  }
  return {
    namespace: "default",
    defaultInstanceType: "defaultinstancetype",
    instanceTypes: {
      defaultinstancetype: {
        resources: {
          requests: { cpu: "100m", memory: "2Gi" },
          limits: { cpu: "2", memory: "2Gi" },
        },
      },
    },
    ...before,
    ...inner,
  };
}

function hasExtension(cluster: string, store: ProviderContext["store"]): boolean {
  return store
    .list({ type: "Microsoft.KubernetesConfiguration/extensions", under: cluster })
    .some(
      ({ properties }) =>
        textOf(properties["extensionType"])?.toLowerCase() === extensionType &&
        properties["provisioningState"] === "Succeeded",
    );
}
