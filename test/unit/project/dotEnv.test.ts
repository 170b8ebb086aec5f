import { describe, expect, it } from "vitest";
import { dotEnvSalt, parseDotEnv } from "../../../src/project/dotEnv";
import type { EnvironmentId } from "../../../src/project/environments";
import type { ProjectManifest } from "../../../src/project/manifest";
import { decideSalts } from "../../../src/project/salts";
import { sampleManifest } from "../../support/sampleManifest";

const valueOf = (text: string) => parseDotEnv(text).get("KEY");

describe("parseDotEnv", () => {
  it.each([
    ['KEY="a4c2b" # <optional>Salt (5 chars)<default><5>', "a4c2b"],
    ["KEY='{\"a\": 1}'", '{"a": 1}'],
    ["KEY=-001", "-001"],
    ["KEY=bare# comment", "bare"],
    ["  export KEY=x", "x"],
    ['KEY="with # hash" # comment', "with # hash"],
    ['KEY="say \\"hi\\" for \\$5"', 'say "hi" for $5'],
    ['KEY="first"\r\nKEY="last"\r\n', "last"],
  ])("reads %s", (text, value) => {
    expect(valueOf(text)).toBe(value);
  });

  it.each(['""', '"<5>"', '"<10>"', '"<todo>"', '"id <todo>"', '"<optional>"', '"-"', "TODO", ""])(
    "takes %s for unset, also behind a value",
    (value) => {
      expect(valueOf(`KEY="a"\nKEY=${value}`)).toBeUndefined();
    },
  );

  it.each(["# KEY=a", 'KEY="open', "KEY = a", "KEY", "1KEY=a", "KEY=a b"])(
    "passes over %s",
    (line) => {
      expect(parseDotEnv(line).size).toBe(0);
    },
  );
});

const file = [
  'AIFACTORY_PREFIX="acme-ai-" # <optional>prefix',
  'AIFACTORY_LOCATION_SHORT="weu"',
  'AIFACTORY_SUFFIX="-001"',
  'AIFACTORY_SALT="q3k7m"',
  'DEV_SUBSCRIPTION_ID="<todo>"',
].join("\n");

function openManifest(): ProjectManifest {
  const base = sampleManifest();
  const open = Object.entries(base.environments).map(([id, settings]) => {
    const { salt: _salt, identitySalt: _identitySalt, ...rest } = settings;
    return [id, rest];
  });
  return { ...base, environments: Object.fromEntries(open) as ProjectManifest["environments"] };
}

function decide(id: EnvironmentId, text: string, commonResources: readonly string[] = []) {
  const manifest = openManifest();
  const evidence = { commonResources, identities: [], dotEnv: dotEnvSalt(text, ".env", manifest) };
  return decideSalts(manifest, id, evidence, () => "r4nd0m-123").salt;
}

describe("the salt of a .env", () => {
  const kept = { value: "q3k7m", source: "dotEnv", from: ".env" };

  it("counts for Dev when the file names the factory and nothing is there yet", () => {
    expect(decide("dev", file)).toEqual(kept);
    expect(decide("stage", file).source).toBe("computed");
    expect(decide("prod", file).source).toBe("computed");
  });

  it.each([
    ["another prefix", file.replace("acme-ai-", "mrvel-1-")],
    ["a prefix without its dash", file.replace("acme-ai-", "acme-ai")],
    ["another region code", file.replace('"weu"', '"sdc"')],
    ["another suffix", file.replace("-001", "-002")],
    ["no suffix", file.replace("AIFACTORY_SUFFIX", "OTHER")],
    [
      "another subscription for Dev",
      file.replace("<todo>", "99999999-0000-4000-8000-000000000000"),
    ],
    ["another base of the common group", `${file}\nVNET_RESOURCE_GROUP_BASE="common"`],
    ["a common group of its own name", `${file}\nCOMMON_RESOURCE_GROUP_PARAM="rg-common"`],
    ["no salt", file.replace("q3k7m", "<5>")],
    ["a salt of another form", file.replace("q3k7m", "Q3K71")],
  ])("does not count with %s", (_what, text) => {
    expect(decide("dev", text).source).toBe("computed");
  });

  it("counts where a common resource carries it, in any environment", () => {
    const other = file.replace("acme-ai-", "mrvel-1-");
    expect(decide("stage", other, ["la-cmn-weu-test-q3k7m-001"])).toEqual(kept);
    const second = ["la-cmn-weu-prod-zzzzz-001", "kv-cmnprod-q3k7m-001"];
    expect(decide("prod", other, second)).toEqual(kept);
  });

  it("gives way to common resources that carry another", () => {
    expect(decide("dev", file, ["vnt-esmlcmn-weu-dev-001", "la-cmn-weu-dev-t5wna-001"])).toEqual({
      value: "t5wna",
      source: "existingResource",
      from: "la-cmn-weu-dev-t5wna-001",
    });
  });
});
