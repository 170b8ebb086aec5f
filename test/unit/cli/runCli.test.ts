import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli } from "../../../src/cli/runCli";
import { schemaText } from "../../../src/cli/writeSchema";

const sample = (name: string) => `test/fixtures/manifests/esml.project.${name}.json`;

async function file(text: string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), "esml-cli-")), "esml.project.bad.json");
  await writeFile(path, text);
  return path;
}

describe("esml plan", () => {
  it.each(["dev", "stage", "prod"])("prints the same template each time for %s", async (env) => {
    const args = ["plan", sample("three-environments"), "--env", env];
    const first = await runCli(args);
    expect(first).toMatchObject({ exitCode: 0, stderr: "" });
    const template = JSON.parse(first.stdout) as Record<string, unknown>;
    expect(template["$schema"]).toContain("subscriptionDeploymentTemplate.json");
    expect(template["resources"]).not.toEqual([]);
    expect(await runCli(args)).toEqual(first);
  });

  it("plans a manifest whose salts are still open", async () => {
    const first = await runCli(["plan", sample("dev-only"), "--env", "dev"]);
    expect(first.exitCode).toBe(0);
    expect(await runCli(["plan", sample("dev-only"), "--env", "dev"])).toEqual(first);
  });

  it("says where a manifest is wrong and prints nothing else", async () => {
    const text = await readFile(sample("three-environments"), "utf8");
    const path = await file(text.replace('"schemaVersion": 1', '"schemaVersion": 9'));
    const { stdout, stderr, exitCode } = await runCli(["plan", path, "--env", "dev"]);
    expect([stdout, exitCode]).toEqual(["", 1]);
    expect(stderr).toMatch(/bad\.json:2:\d+ schemaVersion has a value that is not known/);
  });

  it("refuses a name over its limit, an unparsable file, a missing one and a missing environment", async () => {
    const text = await readFile(sample("three-environments"), "utf8");
    const long = await file(text.replace('"shortCode": "weu"', '"shortCode": "eus2"'));
    expect((await runCli(["plan", long, "--env", "dev"])).stderr).toContain("shorten it");
    expect((await runCli(["names", await file("{")])).stderr).toContain("not valid JSON");
    expect((await runCli(["names", "/nowhere.json"])).stderr).toContain("cannot be read");
    const none = await runCli(["plan", sample("dev-only"), "--env", "prod"]);
    expect([none.exitCode, none.stderr]).toEqual([
      1,
      expect.stringContaining("no Prod environment"),
    ]);
  });

  it("explains its use and exits with 2", async () => {
    for (const args of [[], ["plan"], ["plan", "x.json", "--env", "test"], ["names", "a", "b"]]) {
      expect(await runCli(args)).toMatchObject({ exitCode: 2, stdout: "" });
    }
  });
});

describe("esml names", () => {
  it("prints names with lengths and limits", async () => {
    const { stdout } = await runCli(["names", sample("three-environments")]);
    expect(stdout).toMatch(/stage\tKey vault\tkv-p001-weu-test-[a-z2-7]{5}01\t24 of 24\n/);
  });
});

describe("the committed schema", () => {
  it("is what the manifest's schema generates", async () => {
    const committed: unknown = JSON.parse(
      await readFile("schemas/esml.project.schema.json", "utf8"),
    );
    expect(committed).toEqual(JSON.parse(schemaText()));
  });
});
