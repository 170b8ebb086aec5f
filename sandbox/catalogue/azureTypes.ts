/** Top-level types of the namespaces whose list is whole (Microsoft's API specs and bicep types). */
const wholeNamespaces: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    "Microsoft.ContainerRegistry": "checkNameAvailability locations operations registries",
    "Microsoft.ContainerService":
      "deploymentSafeguards fleets locations managedClusters managedClusterSnapshots openShiftManagedClusters operations snapshots",
    "Microsoft.DataFactory": "factories locations operations",
    "Microsoft.KeyVault":
      "checkMhsmNameAvailability checkNameAvailability deletedManagedHSMs deletedVaults hsmPools locations managedHSMs operations vaults",
    "Microsoft.MachineLearningServices":
      "capacityReservationGroups locations operations registries virtualclusters workspaceConnections workspaces",
    "Microsoft.ManagedIdentity": "identities operations userAssignedIdentities",
    "Microsoft.Storage":
      "checkNameAvailability deletedAccounts locations operations skus storageAccounts usages",
  }).map(([namespace, types]) => [
    namespace.toLowerCase(),
    new Set(types.toLowerCase().split(" ")),
  ]),
);

/** False when Azure certainly has no such type; where the list of a namespace is not whole, it may have it. */
export function mayExistInAzure(type: string): boolean {
  const [namespace = "", first = ""] = type.toLowerCase().split("/");
  return wholeNamespaces.get(namespace)?.has(first) ?? namespace.startsWith("microsoft.");
}
