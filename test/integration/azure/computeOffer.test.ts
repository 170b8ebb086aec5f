import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSandbox, type Sandbox } from "../../../sandbox/server";
import type { AzureSession } from "../../../src/azure/AzureSession";
import { loadComputeOffer, type ComputeOffer } from "../../../src/azure/computeOffer";
import { openSession } from "../../../src/azure/openSession";
import { loadRegions, loadSubscriptions, loadTenants } from "../../../src/azure/subscriptions";
import { checkCompute } from "../../../src/project/checkCompute";
import { computeSettings } from "../../../src/project/computeSettings";
import { environmentIds } from "../../../src/project/environments";
import { silentLogger } from "../../../src/shared/Logger";
import { sampleManifest } from "../../support/sampleManifest";

let sandbox: Sandbox;
let session: AzureSession;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: "none", timeScale: 0, pageSize: 5 });
  const { connection } = sandbox;
  const common = { logger: silentLogger, version: "0.1.0" };
  session = await openSession({ cloud: "sandbox", connection, ...common });
});
afterAll(async () => {
  session.close();
  await sandbox.close();
});

async function offerOf(region: string): Promise<ComputeOffer> {
  const [subscription] = await loadSubscriptions(session);
  return loadComputeOffer(session, subscription?.id ?? "", region, {
    clock: { now: () => 0, delay: () => Promise.resolve() },
  });
}

const sizes = (offer: ComputeOffer) =>
  new Set(offer.vmSizes.filter((size) => !size.restriction).map(({ name }) => name));

describe("the account's reach", () => {
  it("lists tenant, subscriptions and regions by name", async () => {
    expect(session.account.username).toBe("you@acme.example");
    expect(await loadTenants(session)).toEqual([
      { id: session.account.tenantId, name: "Acme", domain: "acme.example" },
    ]);
    const subscriptions = await loadSubscriptions(session);
    const { tenantId } = session.account;
    expect(subscriptions.map(({ name, state, ...one }) => [name, state, one.tenantId])).toEqual([
      ["acme-ai-dev", "Enabled", tenantId],
      ["acme-ai-prod", "Enabled", tenantId],
      ["acme-ai-stage", "Enabled", tenantId],
    ]);
    // More regions than fit on one page.
    const regions = await loadRegions(session, subscriptions[0]?.id ?? "");
    expect(regions.map(({ name }) => name)).toEqual([
      "eastus2",
      "francecentral",
      "germanywestcentral",
      "northeurope",
      "swedencentral",
      "uksouth",
      "westeurope",
      "westus3",
    ]);
    expect(regions[6]).toEqual({ name: "westeurope", displayName: "West Europe" });
  });
});

describe("what a region offers", () => {
  it("has every default of the compute settings in West Europe", async () => {
    const offer = await offerOf("westeurope");
    expect(offer.checkedAt).toBe("1970-01-01T00:00:00.000Z");
    const offered = sizes(offer);
    const versions = offer.kubernetesVersions.map(({ version }) => version);
    for (const id of environmentIds) {
      for (const setting of Object.values(computeSettings)) {
        const value = setting.defaults[id];
        if (setting.kind === "vmSize") expect(offered).toContain(value);
        if (setting.kind === "kubernetesVersion") expect(versions).toContain(value);
      }
      const problems = checkCompute(sampleManifest(), id, offer);
      expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    }
  });

  it("lacks the default version and cluster size in North Europe, and the check says so", async () => {
    const offer = await offerOf("northeurope");
    expect(sizes(offer)).not.toContain("Standard_D13_v2");
    expect(sizes(offer)).toContain("Standard_DS3_v2");
    const versions = offer.kubernetesVersions.map(({ version }) => version);
    expect(versions).not.toContain("1.33.2");
    expect(versions).toContain("1.33.5");
    const problems = checkCompute(sampleManifest(), "stage", offer);
    const errors = problems.filter(({ severity }) => severity === "error");
    expect(errors.map(({ path, message }) => [path, message])).toEqual([
      [
        "environments.stage.compute.clusterSku",
        "Standard_D13_v2 is not offered in northeurope. Choose a size that is, for example Standard_D14_v2.",
      ],
      [
        "environments.stage.compute.kubernetesVersion",
        "Kubernetes 1.33.2 is not offered in northeurope. Use 1.33.5, the newest 1.33.",
      ],
    ]);
  });

  it("tells constrained sizes, restrictions, AML sizes and both quotas apart", async () => {
    const offer = await offerOf("westeurope");
    const size = (name: string) => offer.vmSizes.find((one) => one.name === name);
    expect(size("Standard_DS13-2_v2")).toMatchObject({
      family: "standardDSv2Family",
      vCpus: 8,
      vCpusActive: 2,
      memoryGiB: 56,
      gpus: 0,
      forMachineLearning: false,
    });
    expect(size("Standard_NC6s_v3")?.restriction).toEqual(expect.any(String));
    expect(size("Standard_NC48ads_A100_v4")?.restriction).toBeUndefined();
    expect(size("Standard_DS3_v2")?.forMachineLearning).toBe(true);
    const limit = (usages: ComputeOffer["amlUsages"]) =>
      usages.find(({ family }) => family === "standardBSFamily")?.limit;
    expect([limit(offer.computeUsages), limit(offer.amlUsages)]).toEqual([40, 0]);
    const preview = offer.kubernetesVersions.filter((one) => one.preview);
    expect(preview.map(({ version }) => version)).toEqual(["1.35.0"]);
  });

  it("fails as a whole when one of its parts fails", async () => {
    const action = { status: 403, code: "AuthorizationFailed", message: "You may not read this." };
    sandbox.faults.set([{ match: { path: "/locations/westeurope/usages" }, action }]);
    await expect(offerOf("westeurope")).rejects.toMatchObject({
      name: "ArmError",
      code: "AuthorizationFailed",
      message: "You may not read this.",
    });
    sandbox.faults.set([]);
  });
});
