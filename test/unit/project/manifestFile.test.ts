import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withOverride } from "../../../src/project/compute";
import { editManifest, parseManifest } from "../../../src/project/manifestFile";
import { sampleManifest } from "../../support/sampleManifest";

describe("editManifest", () => {
  it("keeps comments, unknown keys and formatting, and removes what was reset", () => {
    const before = withOverride(sampleManifest(), "dev", "aksNodeCount", 4);
    const text = editManifest(undefined, before).replace(
      '  "project": {',
      '  // ours\n  "notes": { "owner":   "ml" },\n  "project": {',
    );
    const after = editManifest(text, withOverride(sampleManifest(), "dev", "clusterMaxNodes", 7));
    expect(after).toContain('// ours\n  "notes": { "owner":   "ml" },');
    expect(after).toContain('"clusterMaxNodes": 7');
    expect(after).not.toContain("aksNodeCount");
  });

  it("changes nothing when nothing changed", () => {
    const text = editManifest(undefined, sampleManifest()).replaceAll("  ", "\t");
    expect(editManifest(text, sampleManifest())).toBe(text);
  });

  it("reads back what it wrote, whatever the overrides", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.string(), (count, tag) => {
        const text = editManifest(undefined, sampleManifest());
        const changed = withOverride(sampleManifest(), "prod", "clusterMaxNodes", count);
        const manifest = { ...changed, team: { ...changed.team, tags: { team: tag } } };
        expect(parseManifest(editManifest(text, manifest)).manifest).toEqual(manifest);
      }),
      { numRuns: 30 },
    );
  });
});

describe("parseManifest", () => {
  it.each([
    [["project", "number"], "1", "project.number does not have the right form. Enter three digits"],
    [["location", "shortCode"], "W", "Enter two to four small letters or digits"],
    [["location", "region"], "West Europe", "Enter a region's short name"],
    [["factory", "suffix"], "001", "Enter a dash and three digits"],
  ])("says the form of %j in words", (path, value, sentence) => {
    const [outer = "", inner = ""] = path;
    const manifest = structuredClone(sampleManifest()) as Record<string, Record<string, unknown>>;
    manifest[outer] = { ...manifest[outer], [inner]: value };
    const { problems } = parseManifest(JSON.stringify(manifest));
    expect(problems?.map(({ message }) => message).join()).toContain(sentence);
  });

  it("names line and column of a wrong value", () => {
    const text = '{\n  "schemaVersion": 1,\n  "project": { "number": "1" }\n}\n';
    const problem = parseManifest(text).problems?.find((one) => one.path === "project.number");
    expect(problem).toMatchObject({ line: 3, column: 26 });
  });
});
