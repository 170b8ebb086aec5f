import type { Operation } from "./operations";
import type { ProviderContext, Stage } from "./provider";

/** Lets the record of an operation go through what is still to come of its stages. */
export function scheduleStages(
  operation: Operation,
  stages: readonly Stage[] = [],
  elapsedMs: number,
  { store, clock }: Pick<ProviderContext, "store" | "clock">,
): void {
  for (const { afterMs, enter } of stages.filter((stage) => stage.afterMs >= elapsedMs)) {
    clock.schedule(afterMs - elapsedMs, () => {
      const record = store.get(operation.request.resourceId);
      if (record && operation.status === "InProgress") {
        enter(record);
        store.put(record);
      }
    });
  }
}
