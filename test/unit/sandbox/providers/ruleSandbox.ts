import type { Catalogue } from "../../../../sandbox/catalogue/catalogue";
import { createCatalogue } from "../../../../sandbox/catalogue/catalogue";
import { ArmFault, type ProviderContext, type ResourceRecord } from "../../../../sandbox/provider";
import { allProviders } from "../../../../sandbox/providers/allProviders";
import { createServices } from "../../../../sandbox/createServices";
import { SimulatedClock } from "../../../../sandbox/clock";
import { Identity } from "../../../../sandbox/identity";
import { Presence } from "../../../../sandbox/presence";
import { addSubscriptions } from "../../../../sandbox/resourceManager/subscriptions";
import { Store } from "../../../../sandbox/store";

export const group = "/subscriptions/0d5e1a34-7c2b-4f18-a6d9-1b3c5e7f9a01/resourceGroups/rules-rg";
export const network = `${group}/providers/Microsoft.Network`;

export interface RuleSandbox {
  readonly context: ProviderContext;
  /** Writes and waits for the long operation. */
  put(id: string, body: Record<string, unknown>): Promise<ResourceRecord>;
  /** Starts a write; its long operation goes on until the clock is advanced. */
  begin(id: string, body: Record<string, unknown>): Promise<ResourceRecord>;
  remove(id: string): Promise<void>;
  act(id: string, action: string, body?: Record<string, unknown>): Promise<unknown>;
  view(id: string): Record<string, unknown>;
  /** Code of the ARM error that the action ends in; `none` when it does not. */
  codeOf(action: Promise<unknown>): Promise<string>;
}

/** All providers round a store with one empty group, without a server; time stands still between calls. */
export async function createRuleSandbox(changes: Partial<Catalogue> = {}): Promise<RuleSandbox> {
  const catalogue = createCatalogue(changes);
  const clock = new SimulatedClock(Infinity, () => 1_790_000_000_000);
  const store = new Store();
  addSubscriptions(store, catalogue);
  let guids = 0;
  const { services } = createServices({
    origin: "https://127.0.0.1:4433",
    clock,
    identity: new Identity(catalogue.caller, Buffer.alloc(32), clock),
    store,
    catalogue,
    providers: allProviders,
    presence: new Presence({ onIdle: () => undefined }),
    settings: {
      graphLagMs: 0,
      pageSize: 100,
      network: "inside",
      permissions: catalogue.permissions,
    },
    newGuid: () => `00000000-0000-4000-8000-${String((guids += 1)).padStart(12, "0")}`,
  });
  const { resources, operations, context } = services;
  const apiVersion = "";
  const settle = async (id: string): Promise<void> => {
    const running = operations.running(id);
    if (running) {
      clock.advance(operations.remainingMs(running));
      const { error } = await operations.ended(running);
      if (error) {
        throw new ArmFault(409, error.code, error.message);
      }
    }
  };
  await context.put(group, { location: "westeurope" });
  return {
    context,
    put: async (id, body) => {
      await resources.put(id, body, { apiVersion });
      await settle(id);
      return resources.require(id);
    },
    begin: async (id, body) => (await resources.put(id, body, { apiVersion })).record,
    remove: async (id) => {
      await resources.delete(id, { apiVersion });
      await settle(id);
    },
    act: async (id, action, body = {}) => {
      const query = new URLSearchParams();
      const { result } = await resources.act(id, action, { body, query, apiVersion });
      await settle(id);
      return result.body;
    },
    view: (id) => resources.view(resources.require(id)),
    codeOf: (action) =>
      action.then(
        () => "none",
        (error: unknown) => (error instanceof ArmFault ? error.code : String(error)),
      ),
  };
}
