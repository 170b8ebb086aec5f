import { describe, expect, it } from "vitest";
import type { CloudId, ProjectManifest } from "../../../../src/project/manifest";
import { emptyObservation } from "../../../../src/provisioning/observed";
import { planEnvironment } from "../../../../src/provisioning/planEnvironment";
import { sampleManifest } from "../../../support/sampleManifest";

function inCloud(cloud: CloudId): ProjectManifest {
  const base = sampleManifest();
  const { dev } = base.environments;
  if (!dev) throw new Error("no dev");
  return { ...base, environments: { dev: { ...dev, cloud } } };
}

const resourcesOf = (manifest: ProjectManifest) =>
  planEnvironment(manifest, "dev", emptyObservation).resources;
const zonesOf = (manifest: ProjectManifest) =>
  resourcesOf(manifest)
    .filter((one) => one.type === "Microsoft.Network/privateDnsZones")
    .map((one) => one.name);

const worldwide = [
  "privatelink.blob.core.windows.net",
  "privatelink.file.core.windows.net",
  "privatelink.queue.core.windows.net",
  "privatelink.table.core.windows.net",
  "privatelink.vaultcore.azure.net",
  "privatelink.azurecr.io",
  "westeurope.data.privatelink.azurecr.io",
  "privatelink.api.azureml.ms",
  "privatelink.notebooks.azure.net",
  "privatelink.adf.azure.com",
  "privatelink.datafactory.azure.net",
];
const china = [
  "privatelink.blob.core.chinacloudapi.cn",
  "privatelink.file.core.chinacloudapi.cn",
  "privatelink.queue.core.chinacloudapi.cn",
  "privatelink.table.core.chinacloudapi.cn",
  "privatelink.vaultcore.azure.cn",
  "privatelink.azurecr.cn",
  "privatelink.api.ml.azure.cn",
  "privatelink.notebooks.chinacloudapi.cn",
  "privatelink.adf.azure.cn",
  "privatelink.datafactory.azure.cn",
];
const usGovernment = [
  "privatelink.blob.core.usgovcloudapi.net",
  "privatelink.file.core.usgovcloudapi.net",
  "privatelink.queue.core.usgovcloudapi.net",
  "privatelink.table.core.usgovcloudapi.net",
  "privatelink.vaultcore.usgovcloudapi.net",
  "privatelink.azurecr.us",
  "privatelink.api.ml.azure.us",
  "privatelink.notebooks.usgovcloudapi.net",
  "privatelink.adf.azure.us",
  "privatelink.datafactory.azure.us",
];

describe("private DNS zones", () => {
  it.each([
    ["sandbox", worldwide],
    ["azure", worldwide],
    ["azureChina", china],
    ["azureUsGovernment", usGovernment],
  ] as const)("of %s are those that Microsoft documents", (cloud, expected) => {
    expect(zonesOf(inCloud(cloud))).toEqual(expected);
  });

  it.each(["azure", "azureChina", "azureUsGovernment"] as const)(
    "in %s are all that the endpoints' zone groups name",
    (cloud) => {
      const plan = planEnvironment(inCloud(cloud), "dev", emptyObservation);
      const ids = new Set(plan.resources.map((one) => one.id));
      const text = JSON.stringify(plan.template);
      const named = [...text.matchAll(/"privateDnsZoneId":"([^"]+)"/g)].map((one) => one[1] ?? "");
      expect(named.length).toBeGreaterThan(9);
      expect(named.filter((id) => !ids.has(id))).toEqual([]);
      expect(text.includes('"name":"registryData"')).toBe(cloud === "azure");
    },
  );

  it("leaves out those of services that are off, and all when the hub has them", () => {
    const base = inCloud("azure");
    const without = { ...base, services: { ...base.services, dataFactory: false } };
    expect(zonesOf(without)).toEqual(worldwide.slice(0, 9));
    const hub = { ...base, network: { ...base.network, dns: "hub" as const } };
    expect(zonesOf(hub)).toEqual([]);
    expect(resourcesOf(hub).some((one) => one.type.endsWith("/privateDnsZoneGroups"))).toBe(false);
  });
});
