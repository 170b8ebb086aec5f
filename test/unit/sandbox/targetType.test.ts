import { describe, expect, it } from "vitest";
import { targetType } from "../../../sandbox/targetType";

const group = "/subscriptions/s/resourceGroups/rg";
const vnets = `${group}/providers/Microsoft.Network/virtualNetworks`;

describe("targetType", () => {
  it.each([
    ["GET", `${vnets}/v?api-version=x`, "Microsoft.Network/virtualNetworks"],
    ["GET", `${vnets}?x=/a/b`, "Microsoft.Network/virtualNetworks"],
    ["GET", `${vnets}/v/subnets`, "Microsoft.Network/virtualNetworks/subnets"],
    ["POST", `${vnets}/v/join`, "Microsoft.Network/virtualNetworks"],
    ["PUT", group, "Microsoft.Resources/resourceGroups"],
    ["GET", "/subscriptions/s", undefined],
    ["GET", "/tenants", undefined],
  ])("finds the type of %s %s", (method, path, type) => {
    expect(targetType(method, path)).toBe(type);
  });
});
