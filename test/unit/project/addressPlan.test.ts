import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressPlan, aksAddressNeed } from "../../../src/project/addressPlan";
import { withOverride } from "../../../src/project/compute";
import { contains, overlaps, parseRange } from "../../../src/project/ranges";
import { sampleManifest } from "../../support/sampleManifest";

describe("addressPlan", () => {
  it("starts behind the common subnets of a new VNet, largest first", () => {
    const plan = addressPlan(sampleManifest(), "dev");
    expect(plan.subnets.map((one) => [one.name, one.prefix])).toEqual([
      ["snt-prj001-aks-002", "172.16.62.0/24"],
      ["snt-prj001-genai", "172.16.63.0/25"],
      ["snt-prj001-aks", "172.16.63.128/26"],
    ]);
    expect(plan.subnets.map((one) => one.usable)).toEqual([251, 123, 59]);
    expect(plan.moreProjects).toBe(24);
  });

  it("counts what AKS needs", () => {
    expect([1, 3].map(aksAddressNeed)).toEqual([67, 129]);
  });

  it("takes a larger subnet for more nodes than a /24 holds", () => {
    const manifest = withOverride(sampleManifest(), "dev", "aksNodeCount", 20);
    const subnet = addressPlan(manifest, "dev").subnets.find((one) => one.role === "aks2");
    expect(subnet).toMatchObject({ prefix: "172.16.64.0/22", fits: true });
  });

  it("keeps what exists and goes on behind the last subnet of others", () => {
    const existing = {
      addressPrefixes: ["172.16.0.0/16"],
      subnets: [
        { name: "snt-prj001-genai", prefix: "172.16.70.0/25" },
        { name: "snt-prj002-aks", prefix: "172.16.80.0/26" },
      ],
    };
    const plan = addressPlan(sampleManifest(), "dev", existing);
    expect(plan.subnets.find((one) => one.role === "genai")).toMatchObject({
      prefix: "172.16.70.0/25",
      exists: true,
    });
    expect(plan.subnets.find((one) => one.role === "aks2")?.prefix).toBe("172.16.81.0/24");
  });

  it("stays inside the space and never overlaps, for any range and node count", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 255 }),
        fc.integer({ min: 1, max: 200 }),
        (range, n) => {
          const base = withOverride(sampleManifest(), "dev", "aksNodeCount", n);
          const { dev } = base.environments;
          if (!dev) return false;
          const network = { addressSpace: "172.16.0.0/16", commonRange: range };
          const plan = addressPlan({ ...base, environments: { dev: { ...dev, network } } }, "dev");
          const space = parseRange("172.16.0.0/16");
          const all = [...plan.common, ...plan.subnets].map((one) => parseRange(one.prefix));
          return all.every(
            (a, i) =>
              a &&
              space &&
              contains(space, a) &&
              all.every((b, j) => i === j || (b && !overlaps(a, b))),
          );
        },
      ),
    );
  });
});
