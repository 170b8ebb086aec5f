import { describe, expect, it } from "vitest";
import { decideSalts } from "../../../src/project/salts";
import { sampleManifest } from "../../support/sampleManifest";

function openManifest() {
  const base = sampleManifest();
  const { dev } = base.environments;
  if (!dev) throw new Error("no dev");
  const { salt: _salt, identitySalt: _identitySalt, ...open } = dev;
  return { ...base, environments: { dev: open } };
}
const nothing = { commonResources: [], identities: [] };
const random = () => "r4nd0m-123";

describe("decideSalts", () => {
  it("keeps what the manifest holds", () => {
    const manifest = sampleManifest();
    expect(decideSalts(manifest, "dev", nothing, random)).toEqual({
      salt: manifest.environments.dev?.salt,
      identitySalt: manifest.environments.dev?.identitySalt,
    });
  });

  it("takes the .env only for the common group it names", () => {
    const dotEnv = (commonGroup: string) => ({ salt: "q3k7m", commonGroup, path: ".env" });
    const own = { ...nothing, dotEnv: dotEnv("acme-ai-esml-common-weu-dev-001") };
    expect(decideSalts(openManifest(), "dev", own, random).salt.value).toBe("q3k7m");
    const other = { ...nothing, dotEnv: dotEnv("acme-ai-esml-common-weu-test-001") };
    expect(decideSalts(openManifest(), "dev", other, random).salt.source).toBe("computed");
  });

  it("reads salts from a common resource and the project's identity", () => {
    const found = {
      commonResources: ["vnt-esmlcmn-weu-dev-001", "la-cmn-weu-dev-t5wna-001"],
      identities: ["mi-prj001-weu-dev-t5wna0d-bf29-48-001"],
    };
    expect(decideSalts(openManifest(), "dev", found, random)).toEqual({
      salt: { value: "t5wna", source: "existingResource", from: "la-cmn-weu-dev-t5wna-001" },
      identitySalt: {
        value: "0d-bf29-48",
        source: "existingIdentity",
        from: "mi-prj001-weu-dev-t5wna0d-bf29-48-001",
      },
    });
  });

  it("falls back to computed and random", () => {
    const { salt, identitySalt } = decideSalts(openManifest(), "dev", nothing, random);
    expect(salt.source).toBe("computed");
    expect(salt.value).toMatch(/^[a-z2-7]{5}$/);
    expect(identitySalt).toEqual({ value: "r4nd0m-123", source: "random" });
  });
});
