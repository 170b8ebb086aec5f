import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { environmentIds } from "../../../src/project/environments";
import { nameLengths, projectNames } from "../../../src/project/names";
import { uniqueString } from "../../../src/project/uniqueString";
import { sampleManifest } from "../../support/sampleManifest";

function example() {
  const manifest = sampleManifest();
  const { dev } = manifest.environments;
  if (!dev) throw new Error("no dev");
  const salt = { value: "abcde", source: "manifest" as const };
  const identitySalt = { value: "0123456789", source: "manifest" as const };
  return { ...manifest, environments: { dev: { ...dev, salt, identitySalt } } };
}

describe("projectNames", () => {
  it("follows the factory's formulas", () => {
    expect(projectNames(example(), "dev")).toMatchObject({
      commonResourceGroup: "acme-ai-esml-common-weu-dev-001",
      projectResourceGroup: "acme-ai-esml-project001-weu-dev-001-rg",
      aksNodeResourceGroup: "aks-acme-ai-esml-project001-weu-dev-001-rg",
      workspace: "aml-001-weu-dev-abcde-001",
      computeCluster: "p001-m01weu-dev",
      aksCluster: "aks001-weu-dev",
      sharedRegistry: "acrcommonabcdeweu001dev",
      ownRegistry: "acrprj001genaiweuabcdedev001",
      dataFactory: "adf-001-weu-dev-abcde-001",
      storage1: "saprj001weuabcde1001dev",
      storage2: "saprj001weuabcde2001dev",
      keyVault: "kv-p001-weu-dev-abcde01",
      logAnalytics: "la-cmn-weu-dev-abcde-001",
      appInsights: "ain-prj001-weu-dev-abcde-001",
      projectIdentity: "mi-prj001-weu-dev-abcde0123456789-001",
      vnet: "vnt-esmlcmn-weu-dev-001",
    });
  });

  it("knows lengths before the salt is decided, and no name that needs it", () => {
    const manifest = { ...sampleManifest(), environments: {} };
    const vault = nameLengths(manifest, "stage").find((one) => one.key === "keyVault");
    expect(vault).toEqual({ key: "keyVault", title: "Key vault", length: 24, limit: 24 });
    expect(projectNames(manifest, "stage").keyVault).toBeUndefined();
  });

  it("keeps every name within its limit for codes of three characters", () => {
    const code = fc.stringMatching(/^[a-z][a-z0-9]{1,2}$/);
    const number = fc.integer({ min: 0, max: 999 }).map((n) => String(n).padStart(3, "0"));
    fc.assert(
      fc.property(code, number, fc.constantFrom(...environmentIds), (shortCode, n, id) => {
        const base = sampleManifest(n);
        const manifest = { ...base, location: { ...base.location, shortCode } };
        return nameLengths(manifest, id).every((one) => one.length <= one.limit);
      }),
    );
  });
});

describe("uniqueString", () => {
  it("reproduces the published vectors", () => {
    expect(uniqueString("hello", "world")).toBe("a7wkljktk6wne");
    expect(uniqueString("tyeth")).toBe("zcztcwvu6iyg6");
  });
});
