import { describe, expect, it } from "vitest";
import { formatArmId, parentIdOf, parseArmId, portalLink } from "../../../src/azure/ids";

const group = "/subscriptions/s/resourceGroups/rg";
const deployment = `${group}/providers/Microsoft.X/workspaces/w/onlineEndpoints/e`;

describe("ids", () => {
  it.each(["/subscriptions/s", group, deployment])("reads and writes %s", (id) => {
    expect(formatArmId(parseArmId(id))).toBe(id);
  });

  it("finds type, names and parents", () => {
    expect(parseArmId(deployment)).toMatchObject({
      type: "Microsoft.X/workspaces/onlineEndpoints",
      names: ["w", "e"],
    });
    expect(parentIdOf(deployment)).toBe(`${group}/providers/Microsoft.X/workspaces/w`);
    expect(parentIdOf(parentIdOf(deployment))).toBe(group);
    expect(parentIdOf(group)).toBe("/subscriptions/s");
  });

  it.each(["", "x", "/subscriptions", `${group}/providers/Microsoft.X`, `${deployment}/more`])(
    "refuses %j",
    (id) => {
      expect(() => parseArmId(id)).toThrow("is not an Azure resource id");
    },
  );

  it("links to the portal", () => {
    expect(portalLink("https://portal.azure.com", group)).toBe(
      `https://portal.azure.com/#resource${group}`,
    );
  });
});
