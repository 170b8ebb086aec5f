/** A mistake by the spec that is none by Azure's contract. */
export interface Waiver {
  readonly operation: string;
  readonly error: RegExp;
  readonly reason: string;
}

const endOfList =
  "The resource provider contract ends a list by an absent nextLink; the spec requires one of every page.";

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
];

export function waiverFor(operation: string, error: string): Waiver | undefined {
  return waivers.find((one) => one.operation === operation && one.error.test(error));
}
