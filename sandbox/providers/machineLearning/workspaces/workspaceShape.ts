import {
  anything,
  array,
  flag,
  filled,
  mapOf,
  object,
  objectShape,
  oneOf,
  text,
  variant,
  whole,
} from "../../shape";

const serviceManaged = object({ cosmosDb: object({ collectionsThroughput: whole() }) });
const serverless = object({
  serverlessComputeCustomSubnet: text,
  serverlessComputeNoPublicIP: flag,
});
const featureStore = object({
  computeRuntime: object({ sparkRuntimeVersion: text }),
  offlineStoreConnectionName: text,
  onlineStoreConnectionName: text,
});

const outboundRule = variant(
  "type",
  objectShape({
    category: oneOf("Required", "Recommended", "UserDefined", "Dependency"),
    destination: anything,
  }),
  { FQDN: objectShape({}), PrivateEndpoint: objectShape({}), ServiceTag: objectShape({}) },
);

const managedNetwork = object({
  enableFirewallLog: flag,
  enableNetworkMonitor: flag,
  isolationMode: oneOf("Disabled", "AllowInternetOutbound", "AllowOnlyApprovedOutbound"),
  outboundRules: mapOf(outboundRule),
  firewallSku: oneOf("Standard", "Basic"),
  managedNetworkKind: oneOf("V1", "V2"),
  firewallPublicIpAddress: text,
});

/** What may also be given in a PATCH. */
const changeable = {
  description: text,
  friendlyName: text,
  imageBuildCompute: text,
  serviceManagedResourcesSettings: serviceManaged,
  primaryUserAssignedIdentity: text,
  serverlessComputeSettings: serverless,
  publicNetworkAccess: oneOf("Enabled", "Disabled"),
  applicationInsights: text,
  containerRegistry: text,
  featureStoreSettings: featureStore,
  managedNetwork,
  enableDataIsolation: flag,
  systemDatastoresAuthMode: oneOf("AccessKey", "Identity", "UserDelegationSAS"),
  v1LegacyMode: flag,
} as const;

export const changeableFields: readonly string[] = [...Object.keys(changeable), "encryption"];

export const workspaceShape = object({
  ...changeable,
  keyVault: text,
  storageAccount: text,
  discoveryUrl: text,
  encryption: object(
    {
      status: oneOf("Enabled", "Disabled"),
      identity: object({ userAssignedIdentity: text }),
      keyVaultProperties: object(
        { keyVaultArmId: filled, keyIdentifier: filled, identityClientId: text },
        ["keyIdentifier", "keyVaultArmId"],
      ),
    },
    ["status", "keyVaultProperties"],
  ),
  hbiWorkspace: flag,
  provisionNetworkNow: flag,
  allowPublicAccessWhenBehindVnet: flag,
  sharedPrivateLinkResources: array(object({ name: text, properties: anything })),
  associatedWorkspaces: array(text),
  enableServiceSideCMKEncryption: flag,
  hubResourceId: text,
  workspaceHubConfig: object({
    additionalWorkspaceStorageAccounts: array(text),
    defaultWorkspaceResourceGroup: text,
  }),
});
