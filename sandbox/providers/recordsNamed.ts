import type { ResourceRecord } from "../provider";
import type { Store, StoredRecord } from "../store";

/** Lower-cased ids by lower-cased name. */
type Names = Map<string, Set<string>>;

/** For each store the types that have been asked for; brought up to date by the changes of the store. */
const known = new WeakMap<Store, Map<string, Names>>();

/** The records of a type with a name, in any case, wherever they are. */
export function recordsNamed(type: string, name: string, store: Store): readonly ResourceRecord[] {
  const ofTypes = known.get(store) ?? new Map<string, Names>();
  known.set(store, ofTypes);
  const names = ofTypes.get(type) ?? namesOf(type, store);
  ofTypes.set(type, names);
  return [...(names.get(name.toLowerCase()) ?? [])].flatMap((id) => store.get(id) ?? []);
}

function namesOf(type: string, store: Store): Names {
  const names: Names = new Map();
  const add = ({ id, name }: StoredRecord): void => {
    const key = name.toLowerCase();
    names.set(key, (names.get(key) ?? new Set<string>()).add(id.toLowerCase()));
  };
  store.list({ type }).forEach(add);
  store.onDidChange(({ before, after }) => {
    if (after?.type === type) {
      add(after);
    } else if (before?.type === type) {
      remove(before, names);
    }
  });
  return names;
}

function remove({ id, name }: StoredRecord, names: Names): void {
  const key = name.toLowerCase();
  const ids = names.get(key);
  ids?.delete(id.toLowerCase());
  if (ids?.size === 0) {
    names.delete(key);
  }
}
