/**
 * One api-version per provider: used by templates, clients and raw calls alike, so that what is planned,
 * sent and read back speaks of the same shapes. Lower-case keys: resource type or namespace.
 */
export const apiVersions = {
  "microsoft.authorization": "2022-04-01",
  "microsoft.compute/skus": "2021-07-01",
  "microsoft.compute/usages": "2024-07-01",
  "microsoft.containerregistry": "2025-04-01",
  "microsoft.containerservice": "2025-07-01",
  "microsoft.datafactory": "2018-06-01",
  "microsoft.insights/components": "2020-02-02",
  "microsoft.keyvault": "2025-05-01",
  "microsoft.machinelearningservices": "2025-09-01",
  "microsoft.managedidentity": "2024-11-30",
  "microsoft.network": "2024-05-01",
  "microsoft.network/privatednszones": "2024-06-01",
  "microsoft.operationalinsights": "2025-02-01",
  "microsoft.resourcegraph": "2024-04-01",
  "microsoft.resources": "2025-04-01",
  "microsoft.resources/subscriptions": "2022-12-01",
  "microsoft.storage": "2025-01-01",
} as const;
