export const cluster =
  "/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerService/managedClusters/aks";
export const poolId = (name: string) => `${cluster}/agentPools/${name}`;

/** A pool as a cluster lists it. */
export const profile = (name: string, more: object = {}) => ({
  name,
  provisioningState: "Succeeded",
  currentOrchestratorVersion: "1.33.2",
  orchestratorVersion: "1.33.2",
  vmSize: "Standard_B4ms",
  ...more,
});

/** A cluster as a GET answers it. */
export function aks(state: string, profiles: readonly object[], version = "1.33.2") {
  return {
    location: "westeurope",
    identity: { type: "UserAssigned", userAssignedIdentities: { "/mi": { clientId: "c" } } },
    properties: {
      provisioningState: state,
      currentKubernetesVersion: version,
      kubernetesVersion: version,
      agentPoolProfiles: profiles,
      fqdn: "aks.example",
    },
  };
}
