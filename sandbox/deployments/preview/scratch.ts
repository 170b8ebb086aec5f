import type { Clock } from "../../clock";
import type { Kinds } from "../../kinds";
import { Operations } from "../../operations";
import type { ProviderContext } from "../../provider";
import { Policies } from "../../policy/Policies";
import { parseResourceId, scopeIds } from "../../resourceId";
import { ResourceGroups } from "../../resourceManager/resourceGroups";
import { Resources } from "../../resources";
import { Store } from "../../store";

/** A copy of everything that is there, to try things on: nothing that is done to it is kept. */
export interface Scratch {
  readonly context: ProviderContext;
  readonly resources: Resources;
  readonly groups: ResourceGroups;
  readonly operations: Operations;
}

/** In a scratch copy every long operation ends at once, at the time it is now. */
export function createScratch(context: ProviderContext, kinds: Kinds): Scratch {
  const store = new Store();
  for (const record of context.store.list()) {
    store.put(record);
  }
  const clock: Clock = {
    now: () => context.clock.now(),
    schedule: (_, callback) => {
      queueMicrotask(callback);
      return { remainingMs: () => 0, cancel: () => undefined };
    },
  };
  const operations = new Operations(clock);
  const policies = new Policies(store);
  const scratchContext: ProviderContext = {
    ...context,
    store,
    clock,
    put: async (id, body) => {
      if (!parseResourceId(id) && scopeIds(id).resourceGroup) {
        return groups.put(id, body).record;
      }
      const apiVersion = kinds.get(parseResourceId(id)?.type ?? "")?.apiVersions.at(-1) ?? "";
      return (await resources.put(id, body, { apiVersion })).record;
    },
  };
  const resources: Resources = new Resources(kinds, operations, scratchContext, policies);
  const groups: ResourceGroups = new ResourceGroups(kinds, operations, scratchContext, policies);
  return { context: scratchContext, resources, groups, operations };
}
