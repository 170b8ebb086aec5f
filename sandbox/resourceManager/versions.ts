/** api-versions of resource groups, resource lists and provider registrations. */
export const resourceVersions = [
  "2025-04-01",
  "2025-03-01",
  "2024-11-01",
  "2024-07-01",
  "2022-09-01",
  "2021-04-01",
] as const;

/** api-versions of subscriptions, their locations and tenants. */
export const subscriptionVersions = [
  "2022-12-01",
  "2022-09-01",
  "2021-01-01",
  "2020-01-01",
] as const;
