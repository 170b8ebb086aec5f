import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { environmentIds } from "../../src/project/environments";
import type { ProjectManifest } from "../../src/project/manifest";
import { parseManifest } from "../../src/project/manifestFile";
import { withPreviewSalts } from "../../src/project/salts";
import { emptyObservation } from "../../src/provisioning/observed";
import { planEnvironment } from "../../src/provisioning/planEnvironment";
import { checkResource, hasBicepTypes } from "../support/bicepTypes";
import { sampleManifest } from "../support/sampleManifest";
import { howToGetSpecs } from "./azureTruth";
import { templateResources } from "./sentTemplates";

if (!hasBicepTypes) {
  console.warn(howToGetSpecs);
}

const ownRegistry = {
  ...sampleManifest(),
  services: { ...sampleManifest().services, registry: "own" as const },
};

const fixtures = join(import.meta.dirname, "../fixtures/manifests");

const manifests: readonly (readonly [name: string, manifest: ProjectManifest])[] = [
  ["the documentation's project", sampleManifest()],
  ["a project with a registry of its own", ownRegistry],
  ...readdirSync(fixtures).map((name) => [name, read(name)] as const),
];

function read(name: string): ProjectManifest {
  const { manifest } = parseManifest(readFileSync(join(fixtures, name), "utf8"));
  if (!manifest) throw new Error(`${name} cannot be read.`);
  return environmentIds.reduce(withPreviewSalts, manifest);
}

describe.skipIf(!hasBicepTypes)("every resource of a template fits Azure's own types", () => {
  describe.each(manifests)("of %s", (_, manifest) => {
    const planned = environmentIds.filter((id) => manifest.environments[id] !== undefined);

    it.each(planned)("in %s", (environment) => {
      const { template } = planEnvironment(manifest, environment, emptyObservation);
      const resources = templateResources({ properties: { template } });
      expect(resources.length).toBeGreaterThan(40);
      const withoutScope = resources.map(({ scope: _scope, ...rest }) => rest);
      expect(withoutScope.flatMap((one) => [...checkResource(one)])).toEqual([]);
    });
  });

  it("would notice a misspelt property", () => {
    const network = {
      type: "Microsoft.Network/virtualNetworks",
      apiVersion: "2024-05-01",
      name: "v",
      location: "westeurope",
      properties: { adressSpace: {} },
    };
    expect(checkResource(network)).toEqual(["v.properties.adressSpace: unknown property"]);
  });
});
