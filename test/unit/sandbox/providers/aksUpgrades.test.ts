import { describe, expect, it } from "vitest";
import { ArmFault } from "../../../../sandbox/provider";
import {
  checkClusterUpgrade,
  checkPoolUpgrade,
  checkSkew,
  checkVersionsInCluster,
} from "../../../../sandbox/providers/containerService/versions/checkUpgrade";
import { upgradesOf } from "../../../../sandbox/providers/containerService/versions/versions";

const offered = ["1.32.7", "1.33.2", "1.33.10", "1.34.1", "1.35.0"].map((version) => ({
  version,
  isPreview: false,
}));

function codeOf(action: () => void): string {
  try {
    action();
    return "none";
  } catch (error) {
    return error instanceof ArmFault ? error.code : String(error);
  }
}

describe("upgrades of Kubernetes", () => {
  it("go to newer patches and the next minor version, compared as numbers", () => {
    const versions = upgradesOf("1.33.2", offered).map(({ version }) => version);
    expect(versions).toEqual(["1.33.10", "1.34.1"]);
    expect(upgradesOf("1.35.0", offered)).toEqual([]);
  });

  it.each([
    ["1.33.2", "1.33.2", "none"],
    ["1.33.2", "1.34.1", "none"],
    ["1.33.10", "1.33.2", "OperationNotAllowed"],
    ["1.33.2", "1.35.0", "OperationNotAllowed"],
  ])("of a control plane from %s to %s: %s", (from, to, code) => {
    expect(
      codeOf(() => {
        checkClusterUpgrade(from, to, offered);
      }),
    ).toBe(code);
  });

  it.each([
    [undefined, "1.33.2", "none"],
    ["1.33.2", "1.34.1", "none"],
    ["1.34.1", "1.33.2", "AgentPoolUpgradeVersionNotAllowed"],
    ["1.32.7", "1.34.1", "AgentPoolUpgradeVersionNotAllowed"],
  ])("of a pool from %s to %s: %s", (from, to, code) => {
    expect(
      codeOf(() => {
        checkPoolUpgrade(from, to);
      }),
    ).toBe(code);
  });

  it.each([
    ["1.33.2", "1.33.2", "none"],
    ["1.31.0", "1.34.1", "none"],
    ["1.30.0", "1.34.1", "NodePoolMcVersionIncompatible"],
    ["1.34.1", "1.33.2", "NodePoolMcVersionIncompatible"],
    ["1.33.10", "1.33.2", "NodePoolMcVersionIncompatible"],
  ])("leave a pool at %s under a control plane at %s: %s", (pool, controlPlane, code) => {
    expect(
      codeOf(() => {
        checkSkew(pool, controlPlane);
      }),
    ).toBe(code);
  });

  const current = "1.33.2";
  it.each([
    ["nothing is said", [undefined, undefined], "none"],
    ["all stay", ["1.33.2", "1.33"], "none"],
    ["all follow", ["1.34.1", "1.34"], "none"],
    ["one follows and one stays", ["1.34.1", "1.33.2"], "refused"],
    ["one is left out", ["1.34.1", undefined], "refused"],
    ["one goes elsewhere", ["1.33.10", "1.33.10"], "refused"],
  ])("in the body of a cluster: %s", (_, wanted, outcome) => {
    const pools = wanted.map((each) => ({ wanted: each, current }));
    const code = codeOf(() => {
      checkVersionsInCluster(pools, "1.34.1");
    });
    const refused = "NotAllAgentPoolOrchestratorVersionSpecifiedAndUnchanged";
    expect(code).toBe(outcome === "refused" ? refused : "none");
  });
});
