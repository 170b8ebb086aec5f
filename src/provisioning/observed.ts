/** A resource as a GET answers it. */
export type ObservedResource = Readonly<Record<string, unknown>>;

/** What is there already, as far as the planner has to know: bodies by lower-case resource id. */
export interface ObservedEnvironment {
  readonly resources: Readonly<Record<string, ObservedResource>>;
  /** Registration states of the subscription by lower-case namespace; absent: nobody looked, or nobody may. */
  readonly registrations?: Readonly<Record<string, string>>;
  /** Soft-deleted vaults of the names that are to be created, by lower-case name. */
  readonly deletedVaults?: Readonly<Record<string, ObservedResource>>;
}

/** Nothing is there, or nobody looked. */
export const emptyObservation: ObservedEnvironment = { resources: {} };

export function observedResource(
  observed: ObservedEnvironment,
  id: string,
): ObservedResource | undefined {
  return observed.resources[id.toLowerCase()];
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The `properties` of a body; empty when it has none. */
export function propertiesOf(resource: ObservedResource): Readonly<Record<string, unknown>> {
  return isRecord(resource.properties) ? resource.properties : {};
}
