import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadGroupRights } from "../../../src/azure/permissions";
import { loadSubscriptions } from "../../../src/azure/subscriptions";
import { loadNetworks, loadResourceGroups } from "../../../src/wizards/azureReads";
import { startFactory, type Factory } from "../provisioning/factory";

const common = "acme-ai-esml-common-weu-dev-001";
const { signal } = new AbortController();
let factory: Factory;
let subscriptionId: string;

beforeAll(async () => {
  factory = await startFactory({ seed: "sample" });
  const subscriptions = await loadSubscriptions(factory.session);
  subscriptionId = subscriptions.find(({ name }) => name.endsWith("dev"))?.id ?? "";
});
afterAll(() => factory.close());

describe("what the wizard reads of a factory", () => {
  it("lists the groups of a subscription", async () => {
    const groups = await loadResourceGroups(factory.session, subscriptionId, signal);
    expect(groups.map(({ name }) => name)).toContain(common);
  });

  it("lists the networks of a group with their ranges", async () => {
    const id = `/subscriptions/${subscriptionId}/resourceGroups/${common}`;
    const [network] = await loadNetworks(factory.session, id, signal);
    expect(network?.addressPrefixes).toEqual(["172.16.0.0/16"]);
    expect(network?.subnets.length).toBeGreaterThan(3);
    expect(await loadNetworks(factory.session, `${id}-missing`, signal)).toEqual([]);
  });

  it("knows the account's rights on a group", async () => {
    const rights = await loadGroupRights(factory.session, subscriptionId, common, signal);
    expect(rights).toEqual({ rights: "canCreate" });
  });
});
