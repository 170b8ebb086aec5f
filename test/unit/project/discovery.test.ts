import { describe, expect, it } from "vitest";
import { projectTags, recogniseProjectGroup } from "../../../src/project/discovery";

describe("recogniseProjectGroup", () => {
  it("reads the factory's formula", () => {
    expect(recogniseProjectGroup("acme-ai-esml-project001-weu-test-001-rg")).toEqual({
      number: "001",
      environment: "stage",
      prefix: "acme-ai-",
      projectPrefix: "esml-",
      shortCode: "weu",
      suffix: "-001",
      projectSuffix: "-rg",
    });
    expect(recogniseProjectGroup("acme-ai-esml-common-weu-dev-001")).toBeUndefined();
  });

  it("does not take a cluster's node group for a project, whatever tags AKS copied to it", () => {
    const tags = {
      [projectTags.project]: "001",
      [projectTags.environment]: "dev",
      [projectTags.factory]: "acme-ai-",
    };
    const name = "aks-acme-ai-esml-project001-weu-dev-001-rg";
    expect(recogniseProjectGroup(name)).toBeUndefined();
    expect(recogniseProjectGroup(name, tags)).toBeUndefined();
    const factory = { ...tags, [projectTags.factory]: "aks-acme-ai-" };
    expect(recogniseProjectGroup(name, factory)?.number).toBe("001");
  });
});
