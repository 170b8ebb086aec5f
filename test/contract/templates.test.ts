import { describe, expect, it } from "vitest";
import { environmentIds } from "../../src/project/environments";
import { emptyObservation } from "../../src/provisioning/observed";
import type { ArmTemplateResource } from "../../src/provisioning/plan";
import { planEnvironment } from "../../src/provisioning/planEnvironment";
import { checkResource, hasBicepTypes } from "../support/bicepTypes";
import { sampleManifest } from "../support/sampleManifest";

if (!hasBicepTypes) {
  console.warn("Skipped: no Azure types. Set ESML_AZURE_TRUTH to a folder that holds bicep-types.");
}

const own = {
  ...sampleManifest(),
  services: { ...sampleManifest().services, registry: "own" as const },
};

describe.skipIf(!hasBicepTypes)("templates fit Azure's own types", () => {
  it.each(environmentIds)("in %s", (environment) => {
    for (const manifest of [sampleManifest(), own]) {
      const { template } = planEnvironment(manifest, environment, emptyObservation);
      const nested = template.resources.flatMap((one) => {
        const properties = one["properties"] as
          { template: { resources: readonly ArmTemplateResource[] } } | undefined;
        return properties?.template.resources ?? [];
      });
      expect(nested.length).toBeGreaterThan(60);
      const withoutScope = nested.map(({ scope: _scope, ...rest }) => rest);
      expect(withoutScope.flatMap((one) => [...checkResource(one)])).toEqual([]);
    }
  });

  it("would notice a misspelt property", () => {
    const identity = {
      type: "Microsoft.Network/virtualNetworks",
      apiVersion: "2024-05-01",
      name: "v",
      location: "westeurope",
      properties: { adressSpace: {} },
    };
    expect(checkResource(identity)).toEqual(["v.properties.adressSpace: unknown property"]);
  });
});
