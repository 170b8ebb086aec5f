import { apiVersions } from "../../src/azure/apiVersions";

/** A kind of resource that the mix creates, changes and deletes. */
export interface MixedKind {
  readonly type: string;
  readonly apiVersion: string;
  /** Unique in Azure where it has to be. */
  readonly name: (client: number, turn: number) => string;
  readonly body: object;
}

const location = "westeurope";
const addressSpace = { addressPrefixes: ["10.0.0.0/16"] };

export const mixedKinds: readonly MixedKind[] = [
  {
    type: "Microsoft.ManagedIdentity/userAssignedIdentities",
    apiVersion: apiVersions["microsoft.managedidentity"],
    name: (client, turn) => `mi-${client}-${turn}`,
    body: { location },
  },
  {
    type: "Microsoft.ContainerRegistry/registries",
    apiVersion: apiVersions["microsoft.containerregistry"],
    name: (client, turn) => `mixedregistry${client}x${turn}`,
    body: { location, sku: { name: "Premium" } },
  },
  {
    type: "Microsoft.Network/virtualNetworks",
    apiVersion: apiVersions["microsoft.network"],
    name: (client, turn) => `vnet-${client}-${turn}`,
    body: { location, properties: { addressSpace } },
  },
  {
    type: "Microsoft.OperationalInsights/workspaces",
    apiVersion: apiVersions["microsoft.operationalinsights"],
    name: (client, turn) => `log-${client}-${turn}`,
    body: { location, properties: { sku: { name: "PerGB2018" }, retentionInDays: 30 } },
  },
  {
    type: "Microsoft.DataFactory/factories",
    apiVersion: apiVersions["microsoft.datafactory"],
    name: (client, turn) => `adf-mixed-${client}-${turn}`,
    body: { location, properties: {} },
  },
  {
    type: "Microsoft.Storage/storageAccounts",
    apiVersion: apiVersions["microsoft.storage"],
    name: (client, turn) => `samixed${client}x${turn}`,
    body: { location, kind: "StorageV2", sku: { name: "Standard_LRS" }, properties: {} },
  },
];
