import type { RoleDefinition } from "./catalogue";

const role = (name: string, roleName: string, ...actions: readonly string[]): RoleDefinition => ({
  name,
  roleName,
  actions,
});

const blobContainers = "Microsoft.Storage/storageAccounts/blobServices/containers";
const delegationKey =
  "Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action";
const workspaces = "Microsoft.MachineLearningServices/workspaces";

/**
 * Built-in roles with their real GUIDs. Owner, Contributor, Reader, the two roles for role assignments, Network
 * Contributor, AzureML Data Scientist and the two for blobs are as documented
 * (learn.microsoft.com/azure/role-based-access-control/built-in-roles); of the others only a part is here.
 */
export const roleDefinitions: readonly RoleDefinition[] = [
  role("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "Owner", "*"),
  {
    ...role("b24988ac-6180-42a0-ab88-20f7382dd24c", "Contributor", "*"),
    notActions: [
      "Microsoft.Authorization/*/Delete",
      "Microsoft.Authorization/*/Write",
      "Microsoft.Authorization/elevateAccess/Action",
      "Microsoft.Blueprint/blueprintAssignments/write",
      "Microsoft.Blueprint/blueprintAssignments/delete",
      "Microsoft.Compute/galleries/share/action",
      "Microsoft.Purview/consents/write",
      "Microsoft.Purview/consents/delete",
      "Microsoft.Resources/deploymentStacks/manageDenySetting/action",
      "Microsoft.Subscription/cancel/action",
      "Microsoft.Subscription/enable/action",
    ],
  },
  role("acdd72a7-3385-48ef-bd42-f606fba81ae7", "Reader", "*/read"),
  role(
    "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
    "Role Based Access Control Administrator",
    "Microsoft.Authorization/roleAssignments/write",
    "Microsoft.Authorization/roleAssignments/delete",
    "*/read",
    "Microsoft.Support/*",
  ),
  role(
    "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
    "User Access Administrator",
    "*/read",
    "Microsoft.Authorization/*",
    "Microsoft.Support/*",
  ),
  role(
    "4d97b98b-1d4f-4787-a291-c67834d212e7",
    "Network Contributor",
    "Microsoft.Authorization/*/read",
    "Microsoft.Insights/alertRules/*",
    "Microsoft.Network/*",
    "Microsoft.ResourceHealth/availabilityStatuses/read",
    "Microsoft.Resources/deployments/*",
    "Microsoft.Resources/subscriptions/resourceGroups/read",
    "Microsoft.Support/*",
  ),
  role(
    "b12aa53e-6015-4669-85d0-8515ebb3ae7f",
    "Private DNS Zone Contributor",
    "Microsoft.Network/privateDnsZones/*",
  ),
  role(
    "f1a07417-d97a-45cb-824c-7a7467783830",
    "Managed Identity Operator",
    "Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action",
  ),
  role(
    "8311e382-0749-4cb8-b61a-304f252e45ec",
    "AcrPush",
    "Microsoft.ContainerRegistry/registries/push/write",
  ),
  role(
    "7f951dda-4ed3-4680-a7ca-43fe172d538d",
    "AcrPull",
    "Microsoft.ContainerRegistry/registries/pull/read",
  ),
  {
    ...role(
      "f6c7c914-8db3-469d-8ca1-694a8f32e121",
      "AzureML Data Scientist",
      `${workspaces}/*/read`,
      `${workspaces}/*/action`,
      `${workspaces}/*/delete`,
      `${workspaces}/*/write`,
    ),
    notActions: [
      `${workspaces}/delete`,
      `${workspaces}/write`,
      `${workspaces}/computes/*/write`,
      `${workspaces}/computes/*/delete`,
      `${workspaces}/computes/listKeys/action`,
      `${workspaces}/listKeys/action`,
      `${workspaces}/hubs/write`,
      `${workspaces}/hubs/delete`,
      `${workspaces}/featurestores/write`,
      `${workspaces}/featurestores/delete`,
    ],
  },
  role(
    "e503ece1-11d0-4e8e-8e2c-7a6c3bf38815",
    "AzureML Compute Operator",
    "Microsoft.MachineLearningServices/workspaces/computes/*",
  ),
  role(
    "1823dd4f-9b8c-4ab6-ab4e-7397a3684615",
    "AzureML Registry User",
    "Microsoft.MachineLearningServices/registries/read",
  ),
  role(
    "ea01e6af-a1c1-4350-9563-ad00f8c72ec5",
    "Azure Machine Learning Workspace Connection Secrets Reader",
    "Microsoft.MachineLearningServices/workspaces/connections/listsecrets/action",
  ),
  role(
    "64702f94-c441-49e6-a78b-ef80e0188fee",
    "Azure AI Developer",
    "Microsoft.MachineLearningServices/workspaces/*",
  ),
  role(
    "b78c5d69-af96-48a3-bf8d-a8b4d589de94",
    "Azure AI Administrator",
    "Microsoft.MachineLearningServices/*",
  ),
  role(
    "3afb7f49-54cb-416e-8c09-6dc049efa503",
    "Azure AI Inference Deployment Operator",
    "Microsoft.Resources/deployments/*",
  ),
  {
    ...role(
      "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
      "Storage Blob Data Contributor",
      `${blobContainers}/delete`,
      `${blobContainers}/read`,
      `${blobContainers}/write`,
      delegationKey,
    ),
    dataActions: [
      `${blobContainers}/blobs/delete`,
      `${blobContainers}/blobs/read`,
      `${blobContainers}/blobs/move/action`,
      `${blobContainers}/blobs/write`,
    ],
  },
  {
    ...role(
      "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
      "Storage Blob Data Reader",
      `${blobContainers}/read`,
      delegationKey,
    ),
    dataActions: [`${blobContainers}/blobs/read`],
  },
  role(
    "69566ab7-960f-475b-8e7c-b3118f30c6bd",
    "Storage File Data Privileged Contributor",
    "Microsoft.Storage/storageAccounts/fileServices/*",
  ),
  role(
    "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
    "Storage Queue Data Contributor",
    "Microsoft.Storage/storageAccounts/queueServices/queues/*",
  ),
  role(
    "17d1049b-9a84-46fb-8f53-869881c3d3ab",
    "Storage Account Contributor",
    "Microsoft.Storage/storageAccounts/*",
  ),
  role(
    "4633458b-17de-408a-b874-0445c86b69e6",
    "Key Vault Secrets User",
    "Microsoft.KeyVault/vaults/secrets/readMetadata/action",
  ),
  role(
    "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
    "Key Vault Secrets Officer",
    "Microsoft.KeyVault/vaults/secrets/*",
  ),
  role(
    "00482a5a-887f-4fb3-b363-3b7fe8e74483",
    "Key Vault Administrator",
    "Microsoft.KeyVault/vaults/*",
  ),
  role("f25e0fa2-a7c8-4377-a976-54943a77a395", "Key Vault Contributor", "Microsoft.KeyVault/*"),
  role(
    "e147488a-f6f5-4113-8e2d-b22465e65bf6",
    "Key Vault Crypto Service Encryption User",
    "Microsoft.KeyVault/vaults/keys/read",
  ),
  role(
    "673868aa-7521-48a0-acc6-0f60742d39f5",
    "Data Factory Contributor",
    "Microsoft.DataFactory/factories/*",
  ),
  role(
    "1c0163c0-47e6-4577-8991-ea5c82e286e4",
    "Virtual Machine Administrator Login",
    "Microsoft.Compute/virtualMachines/*/read",
  ),
];
