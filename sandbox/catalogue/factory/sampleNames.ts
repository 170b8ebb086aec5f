/** One environment of the sample factory and where it lies. */
export interface SampleEnvironment {
  readonly subscriptionId: string;
  /** As Azure names spell it. */
  readonly env: "dev" | "test" | "prod";
  readonly salt: string;
  /** Salt of the managed identities. */
  readonly identitySalt: string;
  /** Third octet of the common subnets. */
  readonly commonRange: number;
  /** Range of the network. */
  readonly addressSpace: string;
}

export const sampleRegion = "westeurope";
export const samplePrefix = "acme-ai-";
const loc = "weu";

/** Names of the common level by the factory's convention. */
export function commonNames({ subscriptionId, env, salt }: SampleEnvironment) {
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${samplePrefix}esml-common-${loc}-${env}-001`;
  const network = `${group}/providers/Microsoft.Network`;
  const vnet = `${network}/virtualNetworks/vnt-esmlcmn-${loc}-${env}-001`;
  return {
    group,
    network,
    vnet,
    natPublicIp: `${network}/publicIPAddresses/pip-nat-${loc}-${env}-001`,
    natGateway: `${network}/natGateways/nat-${loc}-${env}-001`,
    logAnalytics: `${group}/providers/Microsoft.OperationalInsights/workspaces/la-cmn-${loc}-${env}-${salt}-001`,
    registry: `${group}/providers/Microsoft.ContainerRegistry/registries/acrcommon${salt}${loc}001${env}`,
    registryEndpoint: `${network}/privateEndpoints/pend-acr-cmn${loc}-containerreg-to-vnt-esmlcmn`,
    keyVaults: [`kv-cmn${env}-${salt}-001`, `kv-cmnadm${env}-${salt}-001`].map(
      (name) => `${group}/providers/Microsoft.KeyVault/vaults/${name}`,
    ),
  };
}

/** Names of one project by the factory's convention. */
export function projectNames(environment: SampleEnvironment, number: string) {
  const { subscriptionId, env, salt, identitySalt } = environment;
  const groupName = `${samplePrefix}esml-project${number}-${loc}-${env}-001-rg`;
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${groupName}`;
  const project = `prj${number}-${loc}-${env}`;
  const identities = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities`;
  const workspace = `${group}/providers/Microsoft.MachineLearningServices/workspaces/aml-${number}-${loc}-${env}-${salt}-001`;
  const vnet = commonNames(environment).vnet;
  return {
    group,
    nodeGroupName: `aks-${groupName}`,
    project,
    endpoints: `${group}/providers/Microsoft.Network/privateEndpoints`,
    identity: `${identities}/mi-${project}-${salt}${identitySalt}-001`,
    aksIdentity: `${identities}/mi-aks-${project}-${salt}${identitySalt}-001`,
    storage: [1, 2].map(
      (index) =>
        `${group}/providers/Microsoft.Storage/storageAccounts/saprj${number}${loc}${salt}${index}001${env}`,
    ),
    keyVault: `${group}/providers/Microsoft.KeyVault/vaults/kv-p${number}-${loc}-${env}-${salt}01`,
    insights: `${group}/providers/Microsoft.Insights/components/ain-${project}-${salt}-001`,
    workspace,
    cluster: `${workspace}/computes/p${number}-m01${loc}-${env}`,
    instance: (index: number) =>
      `${workspace}/computes/p${number}-ci0${index}-${loc}-${env}-${salt}`,
    attachedAks: `${workspace}/computes/aks${number}-${loc}-${env}`,
    endpoint: `${workspace}/onlineEndpoints/p${number}-churn-${env}-${salt}`,
    aks: `${group}/providers/Microsoft.ContainerService/managedClusters/aks${number}-${loc}-${env}`,
    dataFactory: `${group}/providers/Microsoft.DataFactory/factories/adf-${number}-${loc}-${env}-${salt}-001`,
    subnets: {
      genai: `${vnet}/subnets/snt-prj${number}-genai`,
      aks: `${vnet}/subnets/snt-prj${number}-aks`,
      aks2: `${vnet}/subnets/snt-prj${number}-aks-002`,
    },
  };
}
