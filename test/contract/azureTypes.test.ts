import { describe, expect, it } from "vitest";
import { mayExistInAzure } from "../../sandbox/catalogue/azureTypes";
import { hasBicepTypes, resourceTypes } from "../support/bicepTypes";

describe.skipIf(!hasBicepTypes)("the types that Azure has", () => {
  it("are none that the sandbox takes for invalid", () => {
    const types = resourceTypes();
    expect(types.length).toBeGreaterThan(300);
    expect(types.filter((type) => !mayExistInAzure(type))).toEqual([]);
  });
});
