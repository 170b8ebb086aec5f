/** api-versions of deployments and their operations. */
export const deploymentApiVersions: readonly string[] = [
  "2025-04-01",
  "2025-03-01",
  "2024-11-01",
  "2024-07-01",
  "2024-03-01",
  "2022-09-01",
  "2021-04-01",
];
