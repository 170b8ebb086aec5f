import type { ArmFault, ProviderContext, ResourceRecord } from "../provider";

/** The record that an id refers to, or the provider's error that it is not there. */
export function requireReference(
  id: string | undefined,
  type: string,
  context: ProviderContext,
  fault: (id: string) => ArmFault,
): ResourceRecord {
  const record = id === undefined ? undefined : context.store.get(id);
  if (record?.type.toLowerCase() !== type.toLowerCase()) {
    throw fault(id ?? "");
  }
  return record;
}
