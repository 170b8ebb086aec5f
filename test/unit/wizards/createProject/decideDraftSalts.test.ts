import { describe, expect, it } from "vitest";
import { commonGroupId, computedSalt } from "../../../../src/project/salts";
import type { ProjectManifest } from "../../../../src/project/manifest";
import { decideDraftSalts } from "../../../../src/wizards/createProject/decideDraftSalts";
import { sampleManifest } from "../../../support/sampleManifest";
import { fakeSession, paths } from "../../azure/fakeSession";

function openManifest(): ProjectManifest {
  const base = sampleManifest();
  const open = Object.entries(base.environments).map(([id, settings]) => {
    const { salt: _salt, identitySalt: _identitySalt, ...rest } = settings;
    return [id, rest];
  });
  return { ...base, environments: Object.fromEntries(open) as ProjectManifest["environments"] };
}

const options = {
  signal: new AbortController().signal,
  random: () => "r4nd0m-123",
  dotEnv: { salt: "q3k7m", path: ".env", commonGroup: "acme-ai-esml-common-weu-dev-001" },
};
const resources = (...names: readonly string[]) => ({
  value: names.map((name) => ({ id: `/x/${name}`, name })),
});

describe("decideDraftSalts", () => {
  it("decides each environment by what is there for it and names the instances", async () => {
    const manifest = openManifest();
    const stage = `${commonGroupId(manifest, "stage")}/resources`;
    const { session } = fakeSession({ [stage]: resources("la-cmn-weu-test-t5wna-001") });
    const { environments } = await decideDraftSalts(session, manifest, options);
    expect(environments.dev?.salt).toEqual({ value: "q3k7m", source: "dotEnv", from: ".env" });
    expect(environments.stage?.salt).toMatchObject({ value: "t5wna", source: "existingResource" });
    expect(environments.prod?.salt).toMatchObject({
      value: computedSalt(manifest, "prod"),
      source: "computed",
    });
    expect(environments.prod?.identitySalt).toEqual({ value: "r4nd0m-123", source: "random" });
    expect(environments.dev?.computeInstances?.[0]?.name).toBe("p001-ci01-weu-dev-q3k7m");
  });

  it("asks for nothing once all is decided", async () => {
    const manifest = sampleManifest();
    const { session, seen } = fakeSession({});
    expect(await decideDraftSalts(session, manifest, options)).toEqual(manifest);
    expect(paths(seen)).toEqual([]);
  });
});
