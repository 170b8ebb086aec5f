import { describe, expect, it } from "vitest";
import { nextUpgrade } from "../../../../src/provisioning/steps/nextUpgrade";

const cluster = (controlPlane: string, ...pools: readonly string[]) => ({
  controlPlane,
  pools: pools.map((version, at) => ({ name: `pool${at + 1}`, version })),
});

/** Every upgrade to the end; a minor version's newest patch is `.9` here. */
function way(start: ReturnType<typeof cluster>, wanted: string): readonly string[] {
  const steps: string[] = [];
  let now = start;
  for (let next = nextUpgrade(now, wanted); next; next = nextUpgrade(now, wanted)) {
    const version = next.version ?? `${next.minor}.9`;
    const { pool } = next;
    steps.push(`${pool ?? "control plane"} ${version}`);
    if (steps.length > 20) throw new Error("no end");
    now =
      pool === undefined
        ? { ...now, controlPlane: version }
        : {
            ...now,
            pools: now.pools.map((one) => (one.name === pool ? { ...one, version } : one)),
          };
  }
  return steps;
}

describe("nextUpgrade", () => {
  it("goes straight to a patch of the same or the next minor version", () => {
    expect(way(cluster("1.33.2", "1.33.2"), "1.33.5")).toEqual([
      "control plane 1.33.5",
      "pool1 1.33.5",
    ]);
    expect(way(cluster("1.33.2", "1.33.2"), "1.34.1")).toEqual([
      "control plane 1.34.1",
      "pool1 1.34.1",
    ]);
  });

  it("skips no minor version, neither for the control plane nor for a pool", () => {
    expect(way(cluster("1.32.6", "1.32.6"), "1.34.1")).toEqual([
      "control plane 1.33.9",
      "control plane 1.34.1",
      "pool1 1.33.9",
      "pool1 1.34.1",
    ]);
  });

  it("lets no pool fall more than two minor versions behind", () => {
    expect(way(cluster("1.30.0", "1.30.0"), "1.33.1")).toEqual([
      "control plane 1.31.9",
      "control plane 1.32.9",
      "pool1 1.31.9",
      "control plane 1.33.1",
      "pool1 1.32.9",
      "pool1 1.33.1",
    ]);
  });

  it("takes the oldest pool first and every pool along", () => {
    expect(way(cluster("1.34.1", "1.34.1", "1.33.2"), "1.34.1")).toEqual(["pool2 1.34.1"]);
  });

  it("has nothing to do when everything is there or newer", () => {
    expect(nextUpgrade(cluster("1.34.1", "1.34.1"), "1.34.1")).toBeUndefined();
    expect(nextUpgrade(cluster("1.34.1", "1.34.1"), "1.33.9")).toBeUndefined();
    expect(nextUpgrade(cluster("1.33.5", "1.33.5"), "1.33")).toBeUndefined();
    expect(nextUpgrade(cluster("1.34.1"), "1.34.1")).toBeUndefined();
  });
});
