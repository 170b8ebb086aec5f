export { DataFactoryManagementClient } from "@azure/arm-datafactory";
