/** A mistake by the spec that is none by Azure's contract. */
export interface Waiver {
  readonly operation: string;
  readonly error: RegExp;
  readonly reason: string;
}

const endOfList =
  "The resource provider contract ends a list by an absent nextLink; the spec requires one of every page.";

const deletedVault =
  "Azure's deleted vaults lie below a location, and their type does not say so (the spec's own example).";

export const waivers: readonly Waiver[] = [
  {
    operation: "Microsoft.Resources Subscriptions_List",
    error: /^response \/nextLink: OBJECT_MISSING_REQUIRED_PROPERTY/,
    reason: endOfList,
  },
  {
    operation: "Microsoft.Resources Tenants_List",
    error: /^response \/nextLink: OBJECT_MISSING_REQUIRED_PROPERTY/,
    reason: endOfList,
  },
  {
    operation: "Microsoft.Compute Usage_List",
    error: /^request \/path\/location: PATTERN .* West Europe$/,
    reason: "A test sends a region as people write it: Azure's lists call it by that name.",
  },
  {
    operation: "Microsoft.KeyVault Vaults_GetDeleted",
    error: /^type 'Microsoft\.KeyVault\/deletedVaults' of the id/,
    reason: deletedVault,
  },
  {
    operation: "Microsoft.KeyVault Vaults_ListDeleted",
    error: /^type 'Microsoft\.KeyVault\/deletedVaults' of the id/,
    reason: deletedVault,
  },
  {
    operation: "Microsoft.KeyVault Vaults_UpdateAccessPolicy",
    error: /^id '.*\/accessPolicies\/' is not an ARM id$/,
    reason: "The spec's own example answers an id that ends in a slash.",
  },
  {
    operation: "Microsoft.Storage StorageAccounts_GetProperties",
    error: /^response \/properties\/provisioningState: .*Failed/,
    reason:
      "A declared fault lets the account's operation fail, and the spec has no state for that; the sandbox says Failed, as other providers do.",
  },
  {
    operation: "Microsoft.Resources ResourceGroups_CreateOrUpdate",
    error: /^request \/(__proto__|constructor): OBJECT_ADDITIONAL_PROPERTIES/,
    reason: "Sent in order to see that they do no harm.",
  },
  {
    operation: "Microsoft.ContainerService ManagedClusters_ListClusterUserCredentials",
    error: /INVALID_FORMAT .* format byte: \*\*\*$/,
    reason: "The record masks what lets its holder in.",
  },
];

export function waiverFor(operation: string, error: string): Waiver | undefined {
  return waivers.find((one) => one.operation === operation && one.error.test(error));
}
