import { describe, expect, it } from "vitest";
import {
  computeValues,
  defaultInstanceName,
  isLargeSize,
  isOverride,
  withOverride,
} from "../../../src/project/compute";
import type { ComputeOffer } from "../../../src/project/computeOffer";
import type { ProjectManifest } from "../../../src/project/manifest";
import { withInstanceNames } from "../../../src/project/newProject";
import { sampleManifest } from "../../support/sampleManifest";

function sizes(...vmSizes: readonly { name: string; vCpus: number; gpus: number }[]): ComputeOffer {
  const rest = { family: "f", memoryGiB: 8, forMachineLearning: true };
  return {
    region: "westeurope",
    checkedAt: "2026-11-23T14:00:00Z",
    vmSizes: vmSizes.map((one) => ({ ...one, ...rest, vCpusActive: one.vCpus })),
    computeUsages: [],
    amlUsages: [],
    kubernetesVersions: [],
  };
}

describe("isLargeSize", () => {
  it("counts 8 GPUs or 64 vCPUs of what is offered", () => {
    const offer = sizes(
      { name: "Standard_Odd128", vCpus: 8, gpus: 0 },
      { name: "Standard_D64s_v5", vCpus: 64, gpus: 0 },
      { name: "Standard_D63s_v5", vCpus: 63, gpus: 7 },
      { name: "Standard_ND40rs_v2", vCpus: 40, gpus: 8 },
    );
    expect(isLargeSize("standard_d64S_v5", offer)).toBe(true);
    expect(isLargeSize("Standard_ND40rs_v2", offer)).toBe(true);
    expect(isLargeSize("Standard_D63s_v5", offer)).toBe(false);
    expect(isLargeSize("Standard_Odd128", offer)).toBe(false);
  });

  it("goes by the number in the name while the offer is not there", () => {
    expect(isLargeSize("Standard_ND96amsr_A100_v4")).toBe(true);
    expect(isLargeSize("Standard_DS13-2_v2")).toBe(false);
    expect(isLargeSize("Standard_D64s_v5", sizes())).toBe(true);
    expect(isLargeSize("large")).toBe(false);
  });
});

describe("withOverride", () => {
  it("keeps a value of its own for one environment and forgets the default", () => {
    const changed = withOverride(sampleManifest(), "prod", "aksNodeCount", 5);
    expect(computeValues(changed, "prod").aksNodeCount).toBe(5);
    expect(computeValues(changed, "stage").aksNodeCount).toBe(3);
    expect(isOverride(changed, "prod", "aksNodeCount")).toBe(true);
    for (const value of [undefined, 3]) {
      const reset = withOverride(changed, "prod", "aksNodeCount", value);
      expect(isOverride(reset, "prod", "aksNodeCount")).toBe(false);
      expect(reset.environments.prod).not.toHaveProperty("compute");
    }
  });
});

describe("withInstanceNames", () => {
  const namesOf = (manifest: ProjectManifest) =>
    manifest.environments.dev?.computeInstances?.map((one) => one.name);
  const salt = (value: string) => ({ value, source: "manifest" as const });

  function withDev(names: readonly string[], value?: string): ProjectManifest {
    const base = sampleManifest();
    const { dev } = base.environments;
    const first = dev?.computeInstances?.[0];
    if (!dev || !first) throw new Error("no instance");
    const { salt: _salt, ...open } = dev;
    const computeInstances = names.map((name) => ({ ...first, name }));
    const next = {
      ...open,
      computeInstances,
      ...(value === undefined ? {} : { salt: salt(value) }),
    };
    return { ...base, environments: { dev: next } };
  }

  it("names the nameless in turn and leaves what a person typed", () => {
    expect(namesOf(withInstanceNames(withDev(["", "mine", ""], "abcde")))).toEqual([
      "p001-ci01-weu-dev-abcde",
      "mine",
      "p001-ci02-weu-dev-abcde",
    ]);
  });

  it("renames defaults of another number, code or salt", () => {
    const before = withDev(["p007-ci03-sdc-dev-zzzzz"], "abcde");
    expect(namesOf(withInstanceNames(before))).toEqual(["p001-ci01-weu-dev-abcde"]);
  });

  it("names nothing while the salt is open", () => {
    expect(namesOf(withInstanceNames(withDev([""])))).toEqual([""]);
    expect(defaultInstanceName(withDev([""]), "dev")).toBeUndefined();
  });

  it("never ends in a dash and digits, which Azure refuses", () => {
    const [name = ""] = namesOf(withInstanceNames(withDev([""], "23456"))) ?? [];
    expect(name).toBe("p001-ci01-weu-dev23456");
    expect(name).not.toMatch(/-\d+$/);
    expect(namesOf(withInstanceNames(withDev([name], "23456")))).toEqual([name]);
  });
});
