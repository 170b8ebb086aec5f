import type { EnvironmentId } from "./environments";

/** The six compute settings of an ESML project, in the order in which people see them. */
export const computeSettingKeys = [
  "aksNodeSku",
  "aksNodeCount",
  "kubernetesVersion",
  "clusterSku",
  "clusterMaxNodes",
  "instanceSku",
] as const;
export type ComputeSettingKey = (typeof computeSettingKeys)[number];

export interface ComputeValues {
  readonly aksNodeSku: string;
  readonly aksNodeCount: number;
  readonly kubernetesVersion: string;
  readonly clusterSku: string;
  readonly clusterMaxNodes: number;
  readonly instanceSku: string;
}

export interface ComputeSetting {
  readonly key: ComputeSettingKey;
  readonly title: string;
  readonly kind: "vmSize" | "count" | "kubernetesVersion";
  /** The factory's variables that hold the setting; Stage and Prod share one (esml-domain 3.1). */
  readonly variables: { readonly dev: string; readonly stageAndProd: string };
  readonly defaults: Readonly<Record<EnvironmentId, string | number>>;
  /** Inclusive range of a count. Sources: AmlCompute scale settings, AKS system pool limits. */
  readonly range?: { readonly min: number; readonly max: number };
}

const perEnvironment = <T>(dev: T, stageAndProd: T) => ({
  dev,
  stage: stageAndProd,
  prod: stageAndProd,
});

/** Defaults as the factory's variables files carry them (esml-domain 3.1). */
export const computeSettings: Readonly<Record<ComputeSettingKey, ComputeSetting>> = {
  aksNodeSku: {
    key: "aksNodeSku",
    title: "AKS node SKU",
    kind: "vmSize",
    variables: {
      dev: "admin_aks_gpu_sku_dev_override",
      stageAndProd: "admin_aks_gpu_sku_test_prod_override",
    },
    defaults: perEnvironment("Standard_B4ms", "Standard_DS13-2_v2"),
  },
  aksNodeCount: {
    key: "aksNodeCount",
    title: "AKS node count",
    kind: "count",
    variables: {
      dev: "admin_aks_nodes_dev_override",
      stageAndProd: "admin_aks_nodes_testProd_override",
    },
    defaults: perEnvironment(1, 3),
    range: { min: 1, max: 1000 },
  },
  kubernetesVersion: {
    key: "kubernetesVersion",
    title: "Kubernetes version",
    kind: "kubernetesVersion",
    variables: {
      dev: "admin_aks_version_override",
      stageAndProd: "admin_aks_version_override",
    },
    defaults: perEnvironment("1.33.2", "1.33.2"),
  },
  clusterSku: {
    key: "clusterSku",
    title: "Cluster SKU",
    kind: "vmSize",
    variables: {
      dev: "admin_aml_cluster_sku_dev_override",
      stageAndProd: "admin_aml_cluster_sku_testProd_override",
    },
    defaults: perEnvironment("Standard_DS3_v2", "Standard_D13_v2"),
  },
  clusterMaxNodes: {
    key: "clusterMaxNodes",
    title: "Cluster maximum nodes",
    kind: "count",
    variables: {
      dev: "admin_aml_cluster_maxNodes_dev_override",
      stageAndProd: "admin_aml_cluster_maxNodes_testProd_override",
    },
    defaults: perEnvironment(3, 5),
    range: { min: 1, max: 1000 },
  },
  instanceSku: {
    key: "instanceSku",
    title: "Instance SKU",
    kind: "vmSize",
    variables: {
      dev: "admin_aml_computeInstance_dev_sku_override",
      stageAndProd: "admin_aml_computeInstance_testProd_sku_override",
    },
    defaults: perEnvironment("Standard_DS11_v2", "Standard_ND96amsr_A100_v4"),
  },
};
