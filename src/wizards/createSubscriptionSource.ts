import type { Event } from "vscode";
import type { AzureSession } from "../azure/AzureSession";
import { loadSubscriptions } from "../azure/subscriptions";

export interface SubscriptionSettings {
  readonly subscriptions: readonly string[];
  readonly onDidChange: Event<void>;
}

/** Where projects are searched: the setting's subscriptions, and all of a sandbox. */
export function createSubscriptionSource(settings: SubscriptionSettings) {
  return {
    loadSearched: async (session: AzureSession, signal: AbortSignal) =>
      session.simulated
        ? (await loadSubscriptions(session, signal)).map((one) => one.id)
        : settings.subscriptions,
    loadNames: async (session: AzureSession, signal: AbortSignal) => {
      const found = await loadSubscriptions(session, signal);
      return new Map(found.map(({ id, name }) => [id.toLowerCase(), name]));
    },
    onDidChange: settings.onDidChange,
  };
}
