import type { Provider } from "../provider";
import { authorizationProvider } from "./authorization";
import { computeProvider } from "./compute";
import { containerRegistryProvider } from "./containerRegistry/containerRegistryProvider";
import { containerServiceProvider } from "./containerService/containerServiceProvider";
import { dataFactoryProvider } from "./dataFactory/dataFactoryProvider";
import { keyVaultProvider } from "./keyVault/keyVaultProvider";
import { kubernetesConfigurationProvider } from "./kubernetesConfiguration/kubernetesConfigurationProvider";
import { machineLearningProvider } from "./machineLearning/machineLearningProvider";
import { managedIdentityProvider } from "./managedIdentity";
import { insightsProvider, operationalInsightsProvider } from "./monitoring/monitoringProviders";
import { networkProvider } from "./network/networkProvider";
import { storageProvider } from "./storage/storageProvider";

/** Every namespace the sandbox knows besides what `resourceManager` answers. */
export const allProviders: readonly Provider[] = [
  authorizationProvider,
  computeProvider,
  containerRegistryProvider,
  containerServiceProvider,
  dataFactoryProvider,
  insightsProvider,
  keyVaultProvider,
  kubernetesConfigurationProvider,
  machineLearningProvider,
  managedIdentityProvider,
  networkProvider,
  operationalInsightsProvider,
  storageProvider,
];
