import type { ProviderContext, ResourceRecord } from "../provider";

/** The resource that has a name which all of Azure shares, under another id. */
export function takenBy(
  type: string,
  name: string,
  id: string,
  { store }: Pick<ProviderContext, "store">,
): ResourceRecord | undefined {
  return store
    .list({ type })
    .find(
      (other) =>
        other.name.toLowerCase() === name.toLowerCase() &&
        other.id.toLowerCase() !== id.toLowerCase(),
    );
}
