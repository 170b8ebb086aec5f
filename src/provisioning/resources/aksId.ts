import { resourceId, type PlanContext } from "../context";

export function aksId(context: PlanContext): string {
  const { names } = context;
  return resourceId(
    context,
    names.projectResourceGroup,
    "Microsoft.ContainerService/managedClusters",
    names.aksCluster,
  );
}
