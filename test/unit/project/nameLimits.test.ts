import { describe, expect, it } from "vitest";
import type { EnvironmentId } from "../../../src/project/environments";
import type { ProjectManifest } from "../../../src/project/manifest";
import { nameFormulas, type NameFormula } from "../../../src/project/nameFormulas";
import { nameLengths, projectNames } from "../../../src/project/names";
import { validateManifest } from "../../../src/project/validateManifest";
import { sampleManifest } from "../../support/sampleManifest";

function manifestWith(shortCode: string, ...ids: readonly EnvironmentId[]): ProjectManifest {
  const base = sampleManifest();
  const environments = Object.fromEntries(ids.map((id) => [id, base.environments[id]]));
  return { ...base, location: { ...base.location, shortCode }, environments };
}

const tooLong = (manifest: ProjectManifest, environment: EnvironmentId) =>
  nameLengths(manifest, environment)
    .filter((one) => one.length > one.limit)
    .map(({ key, length, limit }) => [key, length, limit]);
const atFactory = (manifest: ProjectManifest) =>
  validateManifest(manifest)
    .filter((one) => one.page === "factory")
    .map(({ severity, code, path }) => `${severity} ${code} ${path}`);

describe("name limits", () => {
  it("are those of Azure's naming rules", () => {
    const limits = Object.entries<NameFormula>(nameFormulas).map(([key, one]) => [key, one.limit]);
    expect(Object.fromEntries(limits)).toEqual({
      commonResourceGroup: 90,
      projectResourceGroup: 90,
      aksNodeResourceGroup: 80,
      computeCluster: 16,
      aksCluster: 16,
      vnet: 64,
      natGateway: 80,
      natPublicIp: 80,
      genaiSubnet: 80,
      aksSubnet: 80,
      aks2Subnet: 80,
      genaiNsg: 80,
      aksNsg: 80,
      aks2Nsg: 80,
      routeTable: 80,
      ownRegistryEndpoint: 64,
      sharedRegistryEndpoint: 64,
      logAnalytics: 63,
      sharedRegistry: 50,
      ownRegistry: 50,
      workspace: 33,
      dataFactory: 63,
      keyVault: 24,
      storage1: 24,
      storage2: 24,
      appInsights: 260,
      projectIdentity: 128,
      aksIdentity: 128,
    });
  });

  it("leave no room for a code of four characters in Stage and Prod", () => {
    const manifest = manifestWith("eus2", "dev", "stage", "prod");
    expect(tooLong(manifest, "dev")).toEqual([]);
    const expected = [
      ["computeCluster", 17, 16],
      ["keyVault", 25, 24],
      ["storage1", 25, 24],
      ["storage2", 25, 24],
    ];
    expect(tooLong(manifest, "stage")).toEqual(expected);
    expect(tooLong(manifest, "prod")).toEqual(expected);
  });

  it.each(["stage", "prod"] as const)("block the code once %s is there, at its field", (id) => {
    const blocked = ["error SHORT_CODE_TOO_LONG location.shortCode"];
    expect(atFactory(manifestWith("eus2", id))).toEqual(blocked);
    expect(atFactory(manifestWith("eus2", "dev", id))).toEqual(blocked);
    expect(atFactory(manifestWith("eu2", "dev", id))).toEqual([]);
  });

  it("warn of the code while there is Dev only", () => {
    expect(atFactory(manifestWith("eus2", "dev"))).toEqual([
      "warning SHORT_CODE_TOO_LONG location.shortCode",
    ]);
  });

  it("never cut a name, so that the image build finds its cluster", () => {
    expect(projectNames(manifestWith("eus2", "stage"), "stage").computeCluster).toBe(
      "p001-m01eus2-test",
    );
  });

  it("stop a prefix at the AKS node group, which has the least room", () => {
    const base = sampleManifest();
    const withPrefix = (length: number) => {
      const prefix = `${"a".repeat(length - 1)}-`;
      return { ...base, factory: { ...base.factory, prefix } };
    };
    const fits = 8 + 80 - 43;
    expect(atFactory(withPrefix(fits))).toEqual([]);
    expect(tooLong(withPrefix(fits + 1), "stage")).toEqual([["aksNodeResourceGroup", 81, 80]]);
    expect(atFactory(withPrefix(fits + 1))).toEqual(["error NAME_TOO_LONG factory.prefix"]);
  });
});
