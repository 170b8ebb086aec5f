import { describe, expect, it } from "vitest";
import { mayExistInAzure } from "../../../sandbox/catalogue/azureTypes";
import { allProviders } from "../../../sandbox/providers/allProviders";

describe("mayExistInAzure", () => {
  it("knows every type of the sandbox", () => {
    const types = allProviders.flatMap(({ kinds }) => kinds.map(({ type }) => type));
    expect(types.filter((type) => !mayExistInAzure(type))).toEqual([]);
  });

  it.each([
    ["Microsoft.Storage/boxes", false],
    ["microsoft.keyvault/VAULTS/keys", true],
    ["Microsoft.Network/anything", true],
    ["Contoso.Shop/carts", false],
  ])("says of %s: %s", (type, expected) => {
    expect(mayExistInAzure(type)).toBe(expected);
  });
});
