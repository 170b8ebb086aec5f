import { describe, expect, it } from "vitest";
import type { EnvironmentManifest, ProjectManifest } from "../../../src/project/manifest";
import { validateManifest } from "../../../src/project/validateManifest";
import { sampleManifest } from "../../support/sampleManifest";

const errors = (manifest: ProjectManifest) =>
  validateManifest(manifest)
    .filter((one) => one.severity === "error")
    .map((one) => `${one.code} ${one.path}`);

function changedDev(change: Partial<EnvironmentManifest>): ProjectManifest {
  const base = sampleManifest();
  const { dev } = base.environments;
  if (!dev) throw new Error("no dev");
  return { ...base, environments: { ...base.environments, dev: { ...dev, ...change } } };
}

describe("validateManifest", () => {
  it("has no error for the defaults and warns that the spaces overlap", () => {
    expect(errors(sampleManifest())).toEqual([]);
    expect(validateManifest(sampleManifest()).map((one) => one.code)).toContain("SPACES_OVERLAP");
  });

  it("blocks a short code of four characters once Stage or Prod is used", () => {
    const base = sampleManifest();
    const manifest = { ...base, location: { ...base.location, shortCode: "eus2" } };
    expect(errors(manifest)).toContain("SHORT_CODE_TOO_LONG location.shortCode");
  });

  it("puts a name that is too long at the field that causes it", () => {
    const base = sampleManifest();
    const prefix = `${"x".repeat(70)}-`;
    const manifest = { ...base, factory: { ...base.factory, prefix } };
    expect(errors(manifest)).toEqual(["NAME_TOO_LONG factory.prefix"]);
  });

  it("refuses node counts out of range", () => {
    const path = "COMPUTE_VALUE environments.dev.compute.aksNodeCount";
    expect(errors(changedDev({ compute: { aksNodeCount: 0 } }))).toEqual([path]);
    expect(errors(changedDev({ compute: { aksNodeCount: 1.5 } }))).toContain(path);
  });

  it.each([
    ["10.0.0.0/16", "RANGE_AKS_SERVICE"],
    ["172.16.0.0/12", "RANGE_DOCKER"],
    ["172.16.0.1/16", "ADDRESS_SPACE_FORMAT"],
    ["here", "ADDRESS_SPACE_FORMAT"],
  ])("refuses the address space %s", (addressSpace, code) => {
    const found = errors(changedDev({ network: { addressSpace, commonRange: 0 } }));
    expect(found).toContain(`${code} environments.dev.network.addressSpace`);
  });

  it("refuses equal ranges for common subnets", () => {
    const network = { addressSpace: "172.16.0.0/16", commonRange: 62 };
    const expected = "RANGE_NOT_DISTINCT environments.stage.network.commonRange";
    expect(errors(changedDev({ network }))).toContain(expected);
  });

  it("refuses a wrong or doubled instance name and asks for the tick of a very large size", () => {
    const assignedTo = sampleManifest().environments.dev?.computeInstances?.[0]?.assignedTo;
    if (!assignedTo) throw new Error("no instance");
    const one = (name: string, sku?: string) => ({ name, assignedTo, ...(sku ? { sku } : {}) });
    const list = [one("ci-1"), one("csi001"), one("CSI001", "Standard_ND96amsr_A100_v4")];
    const base = "environments.dev.computeInstances";
    expect(errors(changedDev({ computeInstances: list }))).toEqual([
      `INSTANCE_NAME ${base}.0.name`,
      `INSTANCE_NAME_TAKEN ${base}.2.name`,
      `INSTANCE_NOT_CONFIRMED ${base}.2.confirmedLarge`,
    ]);
  });
});
