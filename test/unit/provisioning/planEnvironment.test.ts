import { describe, expect, it } from "vitest";
import { withOverride } from "../../../src/project/compute";
import { emptyObservation } from "../../../src/provisioning/observed";
import { planEnvironment } from "../../../src/provisioning/planEnvironment";
import { sampleManifest } from "../../support/sampleManifest";
import { deployed, nestedResources } from "./deployed";

describe("planEnvironment", () => {
  it("creates both groups and everything in them when nothing is there", () => {
    const plan = planEnvironment(sampleManifest(), "dev", emptyObservation);
    expect(plan.resources.every((one) => one.change === "create")).toBe(true);
    expect(plan.deploymentName).toMatch(/^esml-[a-z2-7]{5}-prj001-dev$/);
    const types = new Set(nestedResources(plan).map((one) => one.type));
    expect(types).toContain("Microsoft.ContainerService/managedClusters");
    expect(types).toContain("Microsoft.MachineLearningServices/workspaces/computes");
    expect(types).toContain("Microsoft.DataFactory/factories");
  });

  it("puts the values of the manifest into cluster and AKS", () => {
    const changed = withOverride(sampleManifest(), "dev", "aksNodeCount", 2);
    const manifest = withOverride(changed, "dev", "clusterSku", "Standard_F8s_v2");
    const text = JSON.stringify(planEnvironment(manifest, "dev", emptyObservation).template);
    expect(text).toContain('"vmSize":"Standard_F8s_v2"');
    expect(text).toContain('"vmSize":"Standard_B4ms","count":2');
    expect(text).toContain('"outboundType":"userAssignedNATGateway"');
    expect(text).not.toContain('"outboundType":"loadBalancer"');
  });

  it("never lists subnets in the VNet and writes them one after the other", () => {
    const resources = nestedResources(planEnvironment(sampleManifest(), "dev", emptyObservation));
    const vnet = resources.find((one) => one.type === "Microsoft.Network/virtualNetworks");
    expect(vnet?.["properties"]).not.toHaveProperty("subnets");
    const subnets = resources.filter((one) => one.type.endsWith("/subnets"));
    expect(subnets).toHaveLength(7);
    for (const [index, subnet] of subnets.slice(1).entries()) {
      const before = subnets[index]?.name.split("/").at(-1) ?? "";
      expect(subnet.dependsOn?.some((id) => id.endsWith(`/subnets/${before}`))).toBe(true);
    }
  });

  it("plans nothing when everything is there", () => {
    const manifest = sampleManifest();
    const plan = planEnvironment(manifest, "dev", emptyObservation);
    const again = planEnvironment(manifest, "dev", { resources: deployed(plan) });
    const changed = again.resources.filter(
      (one) => one.change === "modify" || one.change === "create",
    );
    expect(changed.filter((one) => one.kind !== "Subnet" || one.change === "modify")).toEqual([]);
  });

  it("carries over what a subnet has, without what Azure reports of it", () => {
    const manifest = sampleManifest();
    const first = planEnvironment(manifest, "dev", emptyObservation);
    const id = first.resources.find((one) => one.id.includes("/subnets/snt-prj001"))?.id ?? "";
    const name = id.split("/").at(-1) ?? "";
    const properties = {
      addressPrefix: "10.0.0.0/24",
      provisioningState: "Succeeded",
      delegations: [
        {
          name: "d",
          id: `${id}/delegations/d`,
          etag: 'W/"1"',
          type: "Microsoft.Network/virtualNetworks/subnets/delegations",
          properties: {
            serviceName: "Microsoft.Web/serverFarms",
            provisioningState: "Succeeded",
            actions: ["Microsoft.Network/virtualNetworks/subnets/action"],
          },
        },
      ],
    };
    const observed = { resources: { [id.toLowerCase()]: { id, name, properties } } };
    const subnet = nestedResources(planEnvironment(manifest, "dev", observed)).find((one) =>
      one.name.endsWith(`/${name}`),
    );
    expect((subnet?.["properties"] as typeof properties).delegations).toEqual([
      {
        name: "d",
        properties: { serviceName: "Microsoft.Web/serverFarms" },
      },
    ]);
  });

  it("gives every role assignment the same name each time", () => {
    const names = () =>
      nestedResources(planEnvironment(sampleManifest(), "prod", emptyObservation))
        .filter((one) => one.type === "Microsoft.Authorization/roleAssignments")
        .map((one) => one.name);
    expect(names()).toEqual(names());
    expect(new Set(names()).size).toBe(names().length);
  });
});
