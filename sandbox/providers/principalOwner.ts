import type { Store, StoredRecord } from "../store";
import { fieldsOf, textOf } from "./fields";

/** Ids of resources by the principal of their identity; brought up to date by the changes of the store. */
const owners = new WeakMap<Store, ReadonlyMap<string, string>>();

/** The resource that a principal is the identity of: a system-assigned one, or a managed identity itself. */
export function principalOwner(principalId: string, store: Store): StoredRecord | undefined {
  const known = owners.get(store) ?? indexOf(store);
  owners.set(store, known);
  return store.get(known.get(principalId) ?? "");
}

function indexOf(store: Store): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  const add = (record: StoredRecord): void => {
    const principal = principalOf(record);
    if (principal !== undefined) {
      ids.set(principal, record.id);
    }
  };
  store.list().forEach(add);
  store.onDidChange(({ before, after }) => {
    const gone = before && principalOf(before);
    if (gone !== undefined) {
      ids.delete(gone);
    }
    if (after) {
      add(after);
    }
  });
  return ids;
}

function principalOf({ type, identity, properties }: StoredRecord): string | undefined {
  const { principalId } = type.endsWith("/userAssignedIdentities")
    ? properties
    : fieldsOf(identity);
  return textOf(principalId);
}
