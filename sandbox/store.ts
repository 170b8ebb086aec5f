import { copyOf, frozenCopyOf } from "./copy";
import type { ResourceRecord } from "./provider";
import { SortedList } from "./SortedList";

/** A record as the store has it: frozen at every depth, so that it needs no copy to be read. */
export type StoredRecord = Readonly<Omit<ResourceRecord, "properties" | "internal">> & {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly internal?: Readonly<Record<string, unknown>>;
};

/** One change of the store: `before` absent = created, `after` absent = deleted. */
export interface StoreChange {
  readonly before?: StoredRecord;
  readonly after?: StoredRecord;
}

export interface StoreFilter {
  /** Resource type, any case. */
  readonly type?: string;
  /** Only records below this id, at any depth (not the record itself). */
  readonly under?: string;
  /** Only direct children of this id: one more type/name pair, no extension resources. */
  readonly parent?: string;
}

interface Keyed {
  /** Lower-cased id. */
  readonly key: string;
}

interface Entry extends Keyed {
  record: StoredRecord;
}

/**
 * All resources, keyed by lower-cased id. A change counts only when it is given back with `put`. What a call
 * costs depends on what it answers, not on how much there is.
 */
export class Store {
  private readonly entries = new Map<string, Entry>();
  private readonly inOrder = new SortedList<Entry, Keyed>(byKey);
  private readonly ofTypes = new Map<string, SortedList<Entry, Keyed>>();
  private readonly listeners = new Set<(change: StoreChange) => void>();

  get size(): number {
    return this.entries.size;
  }

  /** A copy, to be changed and put back. */
  get(id: string): ResourceRecord | undefined {
    return copyOf(this.entries.get(id.toLowerCase())?.record);
  }

  has(id: string): boolean {
    return this.entries.has(id.toLowerCase());
  }

  /** Creates or replaces; keeps a copy. */
  put(record: ResourceRecord | StoredRecord): void {
    const key = record.id.toLowerCase();
    const after: StoredRecord = frozenCopyOf(record);
    const known = this.entries.get(key);
    const before = known?.record;
    if (known && before?.type === after.type) {
      known.record = after;
    } else {
      this.remove(known);
      this.add({ key, record: after });
    }
    this.emit({ ...(before && { before }), after });
  }

  /** Removes the record and everything below it; answers what went, children first. */
  delete(id: string): readonly StoredRecord[] {
    const key = id.toLowerCase();
    const own = this.entries.get(key);
    const gone = [...(own ? [own] : []), ...below(key, this.inOrder)];
    gone.sort((a, b) => b.key.length - a.key.length);
    for (const entry of gone) {
      this.remove(entry);
      this.emit({ before: entry.record });
    }
    return gone.map(({ record }) => record);
  }

  /** The matching records in order of their ids. They are frozen: take what is to be changed with `get`. */
  list({ type, under, parent }: StoreFilter = {}): readonly StoredRecord[] {
    const entries = type === undefined ? this.inOrder : this.ofType(type);
    const scope = (parent ?? under)?.toLowerCase();
    const found = scope === undefined ? entries.all() : below(scope, entries);
    const above = under === undefined || parent === undefined ? "" : `${under.toLowerCase()}/`;
    return found
      .filter(
        ({ key }) =>
          (parent === undefined || isTypeAndName(key.slice(parent.length + 1))) &&
          key.startsWith(above),
      )
      .map(({ record }) => record);
  }

  /** Returns how to stop listening. */
  onDidChange(listener: (change: StoreChange) => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  private add(entry: Entry): void {
    this.entries.set(entry.key, entry);
    this.inOrder.add(entry);
    const { type } = entry.record;
    const ofType = this.ofType(type);
    ofType.add(entry);
    this.ofTypes.set(type.toLowerCase(), ofType);
  }

  private remove(entry: Entry | undefined): void {
    if (entry) {
      this.entries.delete(entry.key);
      this.inOrder.delete(entry);
      this.ofType(entry.record.type).delete(entry);
    }
  }

  private ofType(type: string): SortedList<Entry, Keyed> {
    return this.ofTypes.get(type.toLowerCase()) ?? new SortedList<Entry, Keyed>(byKey);
  }

  private emit(change: StoreChange): void {
    for (const listener of this.listeners) {
      listener(change);
    }
  }
}

function byKey({ key: a }: Keyed, { key: b }: Keyed): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What has a slash after the id lies side by side; "0" is the character after "/". */
function below(id: string, entries: SortedList<Entry, Keyed>): readonly Entry[] {
  return entries.between({ key: `${id}/` }, { key: `${id}0` });
}

function isTypeAndName(rest: string): boolean {
  const parts = rest.split("/");
  return parts.length === 2 || (parts.length === 4 && parts[0] === "providers");
}
