import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { createCatalogue } from "../../../sandbox/catalogue/catalogue";
import { startSandbox } from "../../../sandbox/server";
import { openSession } from "../../../src/azure/openSession";
import { runDeployment } from "../../../src/azure/runDeployment";
import { runCli } from "../../../src/cli/runCli";
import { environmentIds } from "../../../src/project/environments";
import { parseManifest } from "../../../src/project/manifestFile";
import { systemClock } from "../../../src/shared/Clock";
import { silentLogger } from "../../../src/shared/Logger";

const sample = "test/fixtures/manifests/esml.project.overrides.json";
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function loadSample() {
  const { manifest } = parseManifest(await readFile(sample, "utf8"));
  if (!manifest) throw new Error("The sample cannot be read.");
  return manifest;
}

/** A sandbox with the subscriptions that the sample manifest names. */
async function startSampleAzure() {
  const { environments } = await loadSample();
  const subscriptions = environmentIds.map((id) => ({
    subscriptionId: environments[id]?.subscriptionId ?? "",
    displayName: id,
  }));
  const catalogue = createCatalogue({ subscriptions });
  const sandbox = await startSandbox({ seed: "none", timeScale: 0, graphLagMs: 0, catalogue });
  const { connection } = sandbox;
  const common = { logger: silentLogger, version: "0.1.0" };
  const session = await openSession({ cloud: "sandbox", connection, ...common });
  closers.push(
    () => sandbox.close(),
    () => {
      session.close();
    },
  );
  return { sandbox, session };
}

async function edited(change: (manifest: Record<string, unknown>) => void): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "esml-cli-"));
  closers.push(() => rm(folder, { recursive: true }));
  const manifest = JSON.parse(await readFile(sample, "utf8")) as Record<string, unknown>;
  change(manifest);
  const path = join(folder, "esml.project.bad.json");
  await writeFile(path, JSON.stringify(manifest, null, 2));
  return path;
}

describe("the template that `esml plan` prints", () => {
  it.each(environmentIds)("is one that Azure Resource Manager deploys, for %s", async (id) => {
    const { stdout, exitCode } = await runCli(["plan", sample, "--env", id]);
    expect(exitCode).toBe(0);
    const { sandbox, session } = await startSampleAzure();
    const settings = (await loadSample()).environments[id];
    const subscriptionId = settings?.subscriptionId ?? "";
    const target = { subscriptionId, name: "printed", location: "westeurope" };
    const options = { clock: systemClock, pollIntervalMs: 5 };
    const result = await runDeployment(session, target, JSON.parse(stdout) as object, options);
    expect(result.id).toContain("/deployments/printed");

    const names = await runCli(["names", sample]);
    const made = new Set(sandbox.store.list().map(({ name }) => name));
    const own = names.stdout.split("\n").filter((line) => line.startsWith(`${id}\t`));
    expect(own.length).toBeGreaterThan(9);
    for (const line of own) expect(made).toContain(line.split("\t")[2]);
  });

  it("carries the overridden values and stays the same to the byte", async () => {
    const first = await runCli(["plan", sample, "--env", "dev"]);
    expect(first.stdout).toContain('"vmSize": "Standard_F8s_v2"');
    expect(first.stdout).toContain('"count": 2,');
    expect(first.stdout).not.toContain('loadBalancer"');
    expect(await runCli(["plan", sample, "--env", "dev"])).toEqual(first);
  });
});

describe("a manifest that cannot be", () => {
  const environments = (manifest: Record<string, unknown>) =>
    manifest["environments"] as Record<string, Record<string, Record<string, unknown>>>;

  it.each([
    [
      "a node count out of range",
      (manifest: Record<string, unknown>) => {
        environments(manifest)["dev"] = {
          ...environments(manifest)["dev"],
          compute: { aksNodeCount: 0 },
        };
      },
      "environments.dev.compute.aksNodeCount: AKS node count in Dev is 0. Enter a whole number from 1 to 1000.",
    ],
    [
      "an address space that is taken",
      (manifest: Record<string, unknown>) => {
        environments(manifest)["prod"] = {
          ...environments(manifest)["prod"],
          network: { addressSpace: "10.0.0.0/16", commonRange: 63 },
        };
      },
      "environments.prod.network.addressSpace: 10.0.0.0/16 in Prod overlaps 10.0.0.0/16, the AKS service range. Choose another range, for example 172.16.0.0/16.",
    ],
    [
      "a name over its limit",
      (manifest: Record<string, unknown>) => {
        manifest["factory"] = {
          ...(manifest["factory"] as object),
          vnetNameBase: "v".repeat(60),
        };
      },
      "factory.vnetNameBase: The name of VNet (common) in Dev has 72 characters, Azure allows 64. Shorten this value.",
    ],
  ])("is refused with a sentence: %s", async (_name, change, sentence) => {
    const path = await edited(change);
    expect(await runCli(["plan", path, "--env", "dev"])).toEqual({
      stdout: "",
      stderr: `${path} ${sentence}\n`,
      exitCode: 1,
    });
  });
});
