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

/**
 * All resources, keyed by lower-cased id. A change counts only when it is given back with `put`. What a call
 * costs depends on what it answers, not on how much there is.
 */
export class Store {
  private readonly records = new Map<string, StoredRecord>();
  private readonly keys = new SortedList(byText);
  private readonly keysOfTypes = new Map<string, SortedList<string>>();
  private readonly listeners = new Set<(change: StoreChange) => void>();

  get size(): number {
    return this.records.size;
  }

  /** A copy, to be changed and put back. */
  get(id: string): ResourceRecord | undefined {
    return copyOf(this.records.get(id.toLowerCase()));
  }

  has(id: string): boolean {
    return this.records.has(id.toLowerCase());
  }

  /** Creates or replaces; keeps a copy. */
  put(record: ResourceRecord | StoredRecord): void {
    const key = record.id.toLowerCase();
    const before = this.records.get(key);
    const after: StoredRecord = frozenCopyOf(record);
    this.records.set(key, after);
    if (before?.type.toLowerCase() !== after.type.toLowerCase()) {
      this.keys.add(key);
      this.keysOf(before?.type).delete(key);
      this.addToType(after.type, key);
    }
    this.emit({ ...(before && { before }), after });
  }

  /** Removes the record and everything below it; answers what went, children first. */
  delete(id: string): readonly StoredRecord[] {
    const key = id.toLowerCase();
    const gone = [key, ...below(key, this.keys)].sort((a, b) => b.length - a.length);
    return gone.flatMap((other) => {
      const before = this.records.get(other);
      if (!before) {
        return [];
      }
      this.records.delete(other);
      this.keys.delete(other);
      this.keysOf(before.type).delete(other);
      this.emit({ before });
      return [before];
    });
  }

  /** The matching records in order of their ids. They are frozen: take what is to be changed with `get`. */
  list({ type, under, parent }: StoreFilter = {}): readonly StoredRecord[] {
    const keys = type === undefined ? this.keys : this.keysOf(type);
    const scope = (parent ?? under)?.toLowerCase();
    const found = scope === undefined ? keys.all() : below(scope, keys);
    const above = under?.toLowerCase();
    return found
      .filter(
        (key) =>
          (parent === undefined || isTypeAndName(key.slice(parent.length + 1))) &&
          (above === undefined || key.startsWith(`${above}/`)),
      )
      .flatMap((key) => this.records.get(key) ?? []);
  }

  /** Returns how to stop listening. */
  onDidChange(listener: (change: StoreChange) => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  private keysOf(type: string | undefined): SortedList<string> {
    return this.keysOfTypes.get(type?.toLowerCase() ?? "") ?? new SortedList(byText);
  }

  private addToType(type: string, key: string): void {
    const keys = this.keysOf(type);
    keys.add(key);
    this.keysOfTypes.set(type.toLowerCase(), keys);
  }

  private emit(change: StoreChange): void {
    for (const listener of this.listeners) {
      listener(change);
    }
  }
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The keys that go on with a slash after the id lie side by side; "0" is the character after "/". */
function below(id: string, keys: SortedList<string>): readonly string[] {
  return keys.between(`${id}/`, `${id}0`);
}

function isTypeAndName(rest: string): boolean {
  const parts = rest.split("/");
  return parts.length === 2 || (parts.length === 4 && parts[0] === "providers");
}
