import { describe, expect, it } from "vitest";
import { loadComputeOffer } from "../../../src/azure/computeOffer";
import { armError, fakeSession, subscriptionId, type Answers } from "./fakeSession";

const region = "westeurope";
const compute = `/subscriptions/${subscriptionId}/providers/Microsoft.Compute`;
const skusPath = `${compute}/skus?$filter=location%20eq%20'westeurope'`;
const usagesPath = `${compute}/locations/westeurope/usages`;
const clock = { now: () => Date.UTC(2026, 10, 23, 14), delay: () => Promise.resolve() };

async function* listed<T>(items: readonly T[]) {
  for (const item of items) yield await Promise.resolve(item);
}

const sku = {
  resourceType: "virtualMachines",
  name: "Standard_DS3_v2",
  family: "standardDSv2Family",
  locations: ["WestEurope"],
  capabilities: [
    { name: "vCPUs", value: "4" },
    { name: "MemoryGB", value: "14" },
  ],
};
const usage = (currentValue: number, name: object) => ({ currentValue, limit: 10, name });
const answers: Answers = {
  [skusPath]: { value: [sku, { resourceType: "disks", name: "Premium_LRS" }] },
  [usagesPath]: { value: [usage(4, { value: "standardDSv2Family", localizedValue: "DSv2" })] },
};

function clients(change: object = {}) {
  const machineLearning = {
    virtualMachineSizes: { list: () => Promise.resolve({ value: [{ name: "STANDARD_DS3_V2" }] }) },
    usages: { list: () => listed([usage(1, { value: "standardDSv2Family" })]) },
  };
  const values = [
    { isPreview: true, patchVersions: { "1.35.0": {} } },
    { patchVersions: { "1.34.1": {}, "1.34.2": {} } },
    {},
  ];
  const containerService = {
    managedClusters: { listKubernetesVersions: () => Promise.resolve({ values }) },
  };
  return {
    machineLearning: () => Promise.resolve(machineLearning),
    containerService: () => Promise.resolve(containerService),
    ...change,
  };
}

describe("loadComputeOffer", () => {
  it("gathers sizes, both quotas and versions of a region", async () => {
    const { session, seen } = fakeSession(answers, clients());
    expect(await loadComputeOffer(session, subscriptionId, region, { clock })).toEqual({
      region,
      checkedAt: "2026-11-23T14:00:00.000Z",
      vmSizes: [
        {
          name: "Standard_DS3_v2",
          family: "standardDSv2Family",
          vCpus: 4,
          vCpusActive: 4,
          memoryGiB: 14,
          gpus: 0,
          forMachineLearning: true,
        },
      ],
      computeUsages: [{ family: "standardDSv2Family", title: "DSv2", used: 4, limit: 10 }],
      amlUsages: [
        { family: "standardDSv2Family", title: "standardDSv2Family", used: 1, limit: 10 },
      ],
      kubernetesVersions: [
        { version: "1.35.0", preview: true },
        { version: "1.34.1", preview: false },
        { version: "1.34.2", preview: false },
      ],
    });
    expect(seen.map((one) => one.apiVersion)).toEqual(["2021-07-01", "2024-07-01"]);
  });

  it.each([
    ["sizes", { ...answers, [skusPath]: armError(500) }, {}],
    ["quota", { ...answers, [usagesPath]: armError(500) }, {}],
    ["versions", answers, { containerService: () => Promise.reject(armError(500)) }],
  ])("fails as a whole when the %s cannot be read", async (_part, parts, change) => {
    const { session } = fakeSession(parts, clients(change));
    const loading = loadComputeOffer(session, subscriptionId, region, { clock });
    await expect(loading).rejects.toMatchObject({ name: "ArmError", status: 500 });
  });
});
