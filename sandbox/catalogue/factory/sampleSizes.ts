/** The factory's defaults for Dev. */
export const devSizes = {
  aksNodeSku: "Standard_B4ms",
  aksNodeCount: 1,
  clusterSku: "Standard_DS3_v2",
  clusterMaxNodes: 3,
} as const;

/** The factory's defaults for Stage and Prod. */
export const stageAndProdSizes = {
  aksNodeSku: "Standard_DS13-2_v2",
  aksNodeCount: 3,
  clusterSku: "Standard_D13_v2",
  clusterMaxNodes: 5,
} as const;
