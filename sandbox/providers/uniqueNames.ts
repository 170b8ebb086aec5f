import type { ProviderContext, ResourceRecord } from "../provider";
import { sameId } from "../resourceId";
import { recordsNamed } from "./recordsNamed";

/** The resource that has a name which all of Azure shares, under another id. */
export function takenBy(
  type: string,
  name: string,
  id: string,
  { store }: Pick<ProviderContext, "store">,
): ResourceRecord | undefined {
  return recordsNamed(type, name, store).find((other) => !sameId(other.id, id));
}
