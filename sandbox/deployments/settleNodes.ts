import type { Operations } from "../operations";
import type { ProviderContext } from "../provider";
import { isDeployment, type DeploymentRecord } from "./deploymentRecord";

/** What was still being made when its deployment was canceled and the sandbox stopped: says how it ends. */
export async function settleNodes(
  { id, internal }: DeploymentRecord,
  { context, operations }: { readonly context: ProviderContext; readonly operations: Operations },
): Promise<void> {
  const { clock, store } = context;
  for (const running of internal.deployment.nodes.filter(({ state }) => state === "Running")) {
    const operation = operations.running(running.id);
    if (operation) {
      await operations.ended(operation);
    }
    const record = store.get(id);
    const node =
      isDeployment(record) &&
      record.internal.deployment.nodes.find(
        ({ operationId }) => operationId === running.operationId,
      );
    if (node) {
      const state = store.get(node.id)?.properties.provisioningState;
      node.state = state === "Failed" || state === "Canceled" ? state : "Succeeded";
      node.endedAt = new Date(clock.now()).toISOString();
      store.put(record);
    }
  }
}
