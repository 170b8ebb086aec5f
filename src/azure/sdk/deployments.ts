export { DeploymentsClient } from "@azure/arm-resourcesdeployments";
