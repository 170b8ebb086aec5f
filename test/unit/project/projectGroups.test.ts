import { describe, expect, it } from "vitest";
import { recogniseProjectGroup } from "../../../src/project/discovery";
import { environmentIds } from "../../../src/project/environments";
import { projectNames } from "../../../src/project/names";
import { shortCodeOf } from "../../../src/project/regions";
import { sampleManifest } from "../../support/sampleManifest";

describe("recogniseProjectGroup", () => {
  it.each(environmentIds)("reads back what the formula wrote for %s", (id) => {
    const name = projectNames(sampleManifest("042"), id).projectResourceGroup;
    expect(recogniseProjectGroup(name)).toEqual({
      number: "042",
      environment: id,
      prefix: "acme-ai-",
      projectPrefix: "esml-",
      shortCode: "weu",
      suffix: "-001",
      projectSuffix: "-rg",
    });
  });

  it("reads any case, other prefixes and groups without a project suffix", () => {
    expect(recogniseProjectGroup("MRVEL-1-ESML-PROJECT007-SDC-TEST-002")).toMatchObject({
      number: "007",
      environment: "stage",
      projectPrefix: "ESML-",
      shortCode: "SDC",
      suffix: "-002",
      projectSuffix: "",
    });
  });

  it.each([
    "acme-ai-esml-common-weu-dev-001",
    "aks-only-weu-dev-001",
    "acme-esml-project1-weu-dev-001-rg",
    "acme-esml-project001-weu-qa-001-rg",
    "rg-web",
  ])("does not take %s for a project", (name) => {
    expect(recogniseProjectGroup(name)).toBeUndefined();
  });

  it("believes the tags before the name", () => {
    const tags = { "esml-project": "012", "esml-environment": "test", "esml-factory": "acme-" };
    expect(recogniseProjectGroup("rg-web", tags)).toEqual({
      number: "012",
      environment: "stage",
      prefix: "acme-",
      projectPrefix: "",
      shortCode: "",
      suffix: "",
      projectSuffix: "",
    });
    expect(recogniseProjectGroup("rg-web", { ...tags, "esml-project": "12" })).toBeUndefined();
    expect(recogniseProjectGroup("rg-web", { ...tags, "esml-environment": "qa" })).toBeUndefined();
  });
});

describe("shortCodeOf", () => {
  it("has three characters for every region, and none for one that it does not know", () => {
    expect(shortCodeOf("westeurope")).toBe("weu");
    expect(shortCodeOf("swedencentral")).toBe("sdc");
    expect(shortCodeOf("eastus2")).toBe("eu2");
    expect(shortCodeOf("atlantis")).toBeUndefined();
    expect(shortCodeOf("constructor")).toBeUndefined();
  });
});
