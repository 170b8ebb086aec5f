import { describe, expect, it } from "vitest";
import { mergeOverlay, Overlay } from "../../../../src/views/inventory/overlay";
import { aksCluster, workspace } from "../builders";

const changed = (provisioningState: string) => aksCluster({ properties: { provisioningState } });

describe("overlay", () => {
  it("shows what was made until the inventory shows it", () => {
    const overlay = new Overlay();
    overlay.put(aksCluster().id, aksCluster(), undefined);
    expect(overlay.merge([workspace()])).toEqual([workspace(), aksCluster()]);
    overlay.settle([workspace()]);
    expect(overlay.size).toBe(1);
    overlay.settle([workspace(), changed("Creating")]);
    expect(overlay.size).toBe(0);
  });

  it("shows a change in its place until the inventory's row differs from the old one", () => {
    const overlay = new Overlay();
    overlay.put(aksCluster().id.toUpperCase(), changed("Stopping"), aksCluster());
    expect(overlay.merge([aksCluster(), workspace()])).toEqual([changed("Stopping"), workspace()]);
    overlay.settle([aksCluster()]);
    expect(overlay.size).toBe(1);
    expect(overlay.merge([changed("Stopped")])).toEqual([changed("Stopped")]);
  });

  it("hides what is gone until the inventory has lost it too", () => {
    const overlay = new Overlay();
    overlay.put(aksCluster().id, undefined, aksCluster());
    expect(overlay.merge([aksCluster()])).toEqual([]);
    overlay.settle([aksCluster()]);
    expect(overlay.size).toBe(1);
    overlay.settle([]);
    expect(overlay.size).toBe(0);
  });

  it("keeps the row of before the first change", () => {
    const overlay = new Overlay();
    overlay.put(aksCluster().id, changed("Creating"), undefined);
    overlay.put(aksCluster().id, changed("Succeeded"), undefined);
    expect(overlay.merge([])).toEqual([changed("Succeeded")]);
    expect(mergeOverlay([aksCluster()], [])).toEqual([aksCluster()]);
  });
});
