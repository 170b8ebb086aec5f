import { describe, expect, it } from "vitest";
import { checkCompute, quotaNeeds } from "../../../src/project/checkCompute";
import { withOverride } from "../../../src/project/compute";
import type { ComputeOffer, OfferedVmSize } from "../../../src/project/computeOffer";
import { proposeVersion } from "../../../src/project/kubernetesVersions";
import { sampleManifest } from "../../support/sampleManifest";

const size = (name: string, family: string, vCpus: number, more = {}): OfferedVmSize => ({
  name,
  family,
  vCpus,
  vCpusActive: vCpus,
  memoryGiB: 16,
  gpus: 0,
  forMachineLearning: true,
  ...more,
});
const offer: ComputeOffer = {
  region: "westeurope",
  checkedAt: "2026-11-23T14:02:00Z",
  vmSizes: [
    size("Standard_B4ms", "standardBSFamily", 4),
    size("Standard_DS3_v2", "standardDSv2Family", 4),
    size("Standard_DS11_v2", "standardDSv2Family", 2),
    size("Standard_F8s_v2", "standardFSv2Family", 8, { forMachineLearning: false }),
  ],
  computeUsages: [{ family: "standardBSFamily", title: "BS family", used: 0, limit: 20 }],
  amlUsages: [{ family: "StandardDSv2Family", title: "DSv2 family", used: 90, limit: 100 }],
  kubernetesVersions: ["1.32.9", "1.33.5", "1.34.1"].map((version) => ({
    version,
    preview: version === "1.34.1",
  })),
};
const codes = (manifest = sampleManifest()) =>
  checkCompute(manifest, "dev", offer).map((one) => `${one.severity} ${one.code}`);

describe("checkCompute", () => {
  it("proposes the newest patch when the default version is gone", () => {
    const problem = checkCompute(sampleManifest(), "dev", offer)[0];
    expect(problem).toMatchObject({
      code: "K8S_VERSION_NOT_OFFERED",
      path: "environments.dev.compute.kubernetesVersion",
      fix: { label: "1.33.5", value: "1.33.5" },
    });
    expect(problem?.message).toContain("1.33.5");
    expect(proposeVersion("1.31.0", offer)).toBe("1.32.9");
    expect(proposeVersion("1.40.0", offer)).toBe("1.33.5");
  });

  it("sums vCPUs per family and warns when AML quota is short", () => {
    expect(quotaNeeds(sampleManifest(), "dev", offer)).toEqual([
      { kind: "aks", family: "standardBSFamily", title: "BS family", needed: 4, left: 20 },
      { kind: "aml", family: "standardDSv2Family", title: "DSv2 family", needed: 14, left: 10 },
    ]);
    expect(codes()).toContain("warning QUOTA_EXCEEDED");
  });

  it("blocks AKS nodes that the quota does not hold", () => {
    const manifest = withOverride(sampleManifest(), "dev", "aksNodeCount", 6);
    expect(codes(manifest)).toContain("error QUOTA_EXCEEDED");
  });

  it("refuses sizes that are not offered, or not for AML, and names one that is", () => {
    const unknown = withOverride(sampleManifest(), "dev", "clusterSku", "Standard_X1");
    expect(checkCompute(unknown, "dev", offer)[0]).toMatchObject({
      code: "SKU_NOT_OFFERED",
      path: "environments.dev.compute.clusterSku",
      fix: { value: "Standard_DS11_v2" },
    });
    const notForMl = withOverride(sampleManifest(), "dev", "clusterSku", "Standard_F8s_v2");
    expect(codes(notForMl)).toContain("error SKU_NOT_FOR_AML");
  });
});
