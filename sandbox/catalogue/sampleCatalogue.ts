import type { Catalogue, Location } from "./catalogue";
import { kubernetesVersions } from "./kubernetesVersions";
import { computeQuotas, machineLearningQuotas } from "./quotas";
import { roleDefinitions } from "./roleDefinitions";
import { vmSizes } from "./vmSizes";

const allPatches = ["1.33.2", "1.33.3", "1.33.5"];
const newPatches = ["1.33.3", "1.33.5"];
const hopper = ["Standard_NC40ads_H100_v5", "Standard_ND96isr_H100_v5"];

const location = (
  name: string,
  displayName: string,
  missingVmSizes: readonly string[],
  patches = newPatches,
): Location => ({
  name,
  displayName,
  missingVmSizes,
  kubernetesVersions: kubernetesVersions(patches),
});

const ownedScope = "/";

/** Declared sample data of a made-up company, see README.md. */
export const sampleCatalogue: Catalogue = {
  caller: {
    objectId: "3f1d8c52-6b7a-4e0d-9c41-2a5e7d90b6f3",
    tenantId: "7a0c4be2-91d5-4f36-8e2b-5d1f03c9a864",
    username: "you@acme.example",
  },
  tenant: { displayName: "Acme", defaultDomain: "acme.example" },
  subscriptions: [
    { subscriptionId: "0d5e1a34-7c2b-4f18-a6d9-1b3c5e7f9a01", displayName: "acme-ai-dev" },
    { subscriptionId: "1e6f2b45-8d3c-4029-b7ea-2c4d6f80ab02", displayName: "acme-ai-stage" },
    { subscriptionId: "2f703c56-9e4d-413a-88fb-3d5e7091bc03", displayName: "acme-ai-prod" },
  ],
  locations: [
    // Offers every default of the compute settings.
    location("westeurope", "West Europe", ["Standard_ND96isr_H100_v5"], allPatches),
    // Lacks the default Kubernetes version and the default cluster size of Stage and Prod.
    location("northeurope", "North Europe", ["Standard_D13_v2", ...hopper]),
    location("swedencentral", "Sweden Central", ["Standard_A4m_v2", "Standard_A8m_v2"]),
    location("eastus2", "East US 2", []),
    location("westus3", "West US 3", ["Standard_A4m_v2", "Standard_A8m_v2"]),
    location("uksouth", "UK South", ["Standard_ND96amsr_A100_v4", ...hopper]),
    location("francecentral", "France Central", ["Standard_NC6s_v3", ...hopper]),
    location("germanywestcentral", "Germany West Central", ["Standard_NC6s_v3", ...hopper]),
  ],
  vmSizes,
  restrictions: [
    {
      vmSize: "Standard_NC6s_v3",
      location: "westeurope",
      reasonCode: "NotAvailableForSubscription",
    },
    {
      vmSize: "Standard_NC48ads_A100_v4",
      location: "westeurope",
      reasonCode: "NotAvailableForSubscription",
      zones: ["1"],
    },
  ],
  computeQuotas,
  machineLearningQuotas,
  roleDefinitions,
  permissions: [{ scope: ownedScope, actions: ["*"], notActions: [] }],
};
