import type { ResourceRecord } from "./provider";

/** One change of the store: `before` absent = created, `after` absent = deleted. */
export interface StoreChange {
  readonly before?: ResourceRecord;
  readonly after?: ResourceRecord;
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
 * All resources, keyed by lower-cased id. Records go in and come out as copies: a change counts only
 * when it is given back with `put`.
 */
export class Store {
  private readonly records = new Map<string, ResourceRecord>();
  private readonly listeners = new Set<(change: StoreChange) => void>();

  get(id: string): ResourceRecord | undefined {
    const record = this.records.get(id.toLowerCase());
    return record && structuredClone(record);
  }

  has(id: string): boolean {
    return this.records.has(id.toLowerCase());
  }

  /** Creates or replaces. */
  put(record: ResourceRecord): void {
    const key = record.id.toLowerCase();
    const before = this.records.get(key);
    const after = structuredClone(record);
    this.records.set(key, after);
    this.emit({ ...(before && { before }), after });
  }

  /** Removes the record and everything below it; answers what went, children first. */
  delete(id: string): readonly ResourceRecord[] {
    const key = id.toLowerCase();
    const gone = [...this.records.entries()]
      .filter(([other]) => other === key || other.startsWith(`${key}/`))
      .sort(([a], [b]) => b.length - a.length);
    for (const [other, before] of gone) {
      this.records.delete(other);
      this.emit({ before });
    }
    return gone.map(([, record]) => record);
  }

  /** Copies of the matching records in order of their ids. */
  list(filter: StoreFilter = {}): readonly ResourceRecord[] {
    const type = filter.type?.toLowerCase();
    const under = filter.under && `${filter.under.toLowerCase()}/`;
    const parent = filter.parent && `${filter.parent.toLowerCase()}/`;
    return [...this.records.entries()]
      .filter(
        ([key, record]) =>
          (!type || record.type.toLowerCase() === type) &&
          (!under || key.startsWith(under)) &&
          (!parent || (key.startsWith(parent) && isTypeAndName(key.slice(parent.length)))),
      )
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([, record]) => structuredClone(record));
  }

  /** Listeners must not change what they are given. Returns how to stop listening. */
  onDidChange(listener: (change: StoreChange) => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  private emit(change: StoreChange): void {
    for (const listener of this.listeners) {
      listener(change);
    }
  }
}

function isTypeAndName(rest: string): boolean {
  const parts = rest.split("/");
  return parts.length === 2 || (parts.length === 4 && parts[0] === "providers");
}
