import type { ProviderContext } from "../provider";

/** Fills a new sandbox with the sample factory. */
export async function seedSampleFactory(context: ProviderContext): Promise<void> {
  const [subscription] = context.catalogue.subscriptions;
  await context.put(
    `/subscriptions/${subscription?.subscriptionId ?? ""}/resourceGroups/acme-ai-esml-common-weu-dev-001`,
    { location: "westeurope" },
  );
}
