export { ContainerRegistryManagementClient } from "@azure/arm-containerregistry";
