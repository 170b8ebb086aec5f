import { describe, expect, it } from "vitest";
import { emptyObservation } from "../../../src/provisioning/observed";
import { observeSubscription } from "../../../src/provisioning/observeSubscription";
import { planEnvironment } from "../../../src/provisioning/planEnvironment";
import { sampleManifest } from "../../support/sampleManifest";
import { armError, fakeSession, paths } from "../azure/fakeSession";

const plan = planEnvironment(sampleManifest(), "dev", emptyObservation);
const root = `/subscriptions/${plan.subscriptionId}/providers`;
const vault = plan.resources.find(({ kind }) => kind === "Key vault")?.name ?? "";
const deletedVault = `${root}/Microsoft.KeyVault/locations/westeurope/deletedVaults/${vault}`;

describe("observeSubscription", () => {
  it("asks once for each provider and each vault name that a new project needs", async () => {
    const { session, seen } = fakeSession({
      [`${root}/Microsoft.DataFactory`]: { registrationState: "NotRegistered" },
      [deletedVault]: { properties: { vaultId: "/x" } },
    });
    const found = await observeSubscription(session, plan, "westeurope");
    expect(found).toEqual({
      registrations: { "microsoft.datafactory": "NotRegistered" },
      deletedVaults: { [vault.toLowerCase()]: { properties: { vaultId: "/x" } } },
    });
    const asked = paths(seen).map((path) => path.slice(root.length + 1));
    expect(asked.toSorted()).toEqual([
      "Microsoft.Compute",
      "Microsoft.ContainerRegistry",
      "Microsoft.ContainerService",
      "Microsoft.DataFactory",
      "Microsoft.Insights",
      "Microsoft.KeyVault",
      deletedVault.slice(root.length + 1),
      "Microsoft.MachineLearningServices",
      "Microsoft.ManagedIdentity",
      "Microsoft.Network",
      "Microsoft.OperationalInsights",
      "Microsoft.Storage",
    ]);
    expect(seen.every(({ method }) => method === "GET")).toBe(true);
  });

  it("asks nothing when nothing changes", async () => {
    const resources = plan.resources.map((one) => ({ ...one, change: "unchanged" as const }));
    const { session, seen } = fakeSession({});
    await observeSubscription(session, { ...plan, resources }, "westeurope");
    expect(seen).toEqual([]);
  });

  it("leaves open what the account may not read, and fails with other answers", async () => {
    const refused = armError(403, "AuthorizationFailed");
    const unreadable = fakeSession({
      [`${root}/Microsoft.Storage`]: refused,
      [deletedVault]: refused,
    });
    expect(await observeSubscription(unreadable.session, plan, "westeurope")).toEqual({
      registrations: {},
      deletedVaults: {},
    });
    const broken = armError(500);
    const { session } = fakeSession({ [`${root}/Microsoft.Storage`]: broken });
    await expect(observeSubscription(session, plan, "westeurope")).rejects.toBe(broken);
  });
});
