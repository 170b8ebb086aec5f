export { AzureMachineLearningWorkspaces } from "@azure/arm-machinelearning";
