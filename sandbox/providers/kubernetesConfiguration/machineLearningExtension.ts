import { ArmFault } from "../../provider";
import type { Fields } from "../fields";

export const machineLearningType = "microsoft.azureml.kubernetes";
export const machineLearningNamespace = "azureml";

/** Replicas of the inference router when it is highly available, each on a node of its own. */
const routerReplicas = 3;

export interface ExtensionSettings {
  readonly settings: Fields;
  /** Names only: the values are not kept. */
  readonly protectedNames: readonly string[];
}

/**
 * Why the Azure Machine Learning extension does not come up: the settings' rules are those of its public
 * documentation, the codes those of its health check, which runs before the chart is installed.
 */
export function machineLearningProblem(
  { settings, protectedNames }: ExtensionSettings,
  nodeCount: number,
): string | undefined {
  const training = isOn(settings, "enableTraining", false);
  const inference = isOn(settings, "enableInference", false);
  if (!training && !inference) {
    return "enableTraining or enableInference has to be True";
  }
  return inference ? inferenceProblem(settings, protectedNames, nodeCount) : undefined;
}

function inferenceProblem(
  settings: Fields,
  protectedNames: readonly string[],
  nodeCount: number,
): string | undefined {
  const serviceType = valueOf(settings, "inferenceRouterServiceType").toLowerCase();
  if (!["loadbalancer", "nodeport", "clusterip"].includes(serviceType)) {
    return "inferenceRouterServiceType has to be loadBalancer, nodePort or clusterIP";
  }
  const balancer = valueOf(settings, "internalLoadBalancerProvider");
  if (balancer !== "" && balancer.toLowerCase() !== "azure") {
    return "E40003 INTERNAL_LOAD_BALANCER_NOT_SUPPORT: only the 'azure' type is supported";
  }
  if (isOn(settings, "inferenceRouterHA", true) && nodeCount < routerReplicas) {
    return `E40002 INSUFFICIENT_NODE: inferenceRouterHA needs ${routerReplicas} nodes and the cluster has ${nodeCount}`;
  }
  if (isOn(settings, "allowInsecureConnections", false)) {
    return undefined;
  }
  const names = protectedNames.map((name) => name.toLowerCase());
  const hasFiles = ["sslcertpemfile", "sslkeypemfile"].every((name) => names.includes(name));
  const hasTls = hasFiles || valueOf(settings, "sslSecret") !== "";
  return hasTls && valueOf(settings, "sslCname") !== ""
    ? undefined
    : "E40007 INVALID_SSL_SETTING: sslCname and either sslSecret or sslCertPemFile with sslKeyPemFile are required unless allowInsecureConnections is True";
}

/** Setting names are taken in any case, as the command line's examples write them. */
function valueOf(settings: Fields, name: string): string {
  const key = Object.keys(settings).find((each) => each.toLowerCase() === name.toLowerCase());
  return key === undefined ? "" : String(settings[key]);
}

function isOn(settings: Fields, name: string, byDefault: boolean): boolean {
  const value = valueOf(settings, name).toLowerCase();
  return value === "" ? byDefault : value === "true";
}

/** How a failed installation reads, in the operation and in the extension's `errorInfo`. */
export function installationFault(release: string, problem: string): ArmFault {
  const message = `The extension operation failed with the following error: Error: {failed to install chart from path [] for release [${release}]: err [failed pre-install: pod healthcheck failed: ${problem}]} occurred while doing the operation : {Installing the extension} on the config`;
  return new ArmFault(409, "ExtensionOperationFailed", message);
}
