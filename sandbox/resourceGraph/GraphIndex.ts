import type { Clock } from "../clock";
import type { Settings } from "../exchange";
import type { Kinds } from "../kinds";
import type { ResourceRecord } from "../provider";
import type { Store, StoreChange } from "../store";
import type { Table } from "./query";
import { ResourceRow, type RowOptions } from "./ResourceRow";

/** Lower-case types of the table of containers, and what they are called there. */
const containers: ReadonlyMap<string, string> = new Map([
  ["microsoft.resources/resourcegroups", "microsoft.resources/subscriptions/resourcegroups"],
  ["microsoft.resources/subscriptions", "microsoft.resources/subscriptions"],
]);

interface Options extends RowOptions {
  readonly store: Store;
  readonly kinds: Kinds;
  readonly clock: Pick<Clock, "now">;
  readonly settings: Pick<Settings, "graphLagMs">;
}

interface Pending {
  readonly at: number;
  readonly key: string;
  /** Absent: deleted. */
  readonly record: ResourceRecord | undefined;
}

/** What Resource Graph shows: the store as it was some time ago. A write costs the same however much there is. */
export class GraphIndex {
  private readonly tables: Readonly<Record<Table, Map<string, ResourceRow>>> = {
    resources: new Map(),
    resourcecontainers: new Map(),
  };
  private pending: Pending[] = [];
  private isOpen = false;

  constructor(private readonly options: Options) {
    options.store.onDidChange((change) => {
      this.note(change);
    });
  }

  /** Shows what is there, which has been there for long; later changes are seen after the lag. */
  open(): void {
    this.isOpen = true;
    for (const record of this.options.store.list()) {
      this.show(record.id.toLowerCase(), record);
    }
  }

  rows(table: Table): readonly ResourceRow[] {
    this.catchUp();
    return [...this.tables[table].values()];
  }

  private note({ before, after }: StoreChange): void {
    const record = after ?? before;
    if (this.isOpen && record) {
      const at = this.options.clock.now();
      this.pending.push({ at, key: record.id.toLowerCase(), record: after });
      this.catchUp();
    }
  }

  private catchUp(): void {
    const { clock, settings } = this.options;
    const seenUntil = clock.now() - settings.graphLagMs;
    const unseen = this.pending.findIndex(({ at }) => at > seenUntil);
    const seen = this.pending.splice(0, unseen < 0 ? this.pending.length : unseen);
    for (const { key, record } of seen) {
      this.show(key, record);
      this.forgetParents(key);
    }
  }

  /** Records of the store are never changed, only replaced, so a row can keep one. */
  private show(key: string, record: ResourceRecord | undefined): void {
    const { resources, resourcecontainers } = this.tables;
    resources.delete(key);
    resourcecontainers.delete(key);
    const type = record?.type.toLowerCase() ?? "";
    const container = containers.get(type);
    if (record && container !== undefined) {
      resourcecontainers.set(key, new ResourceRow(record, container, this.options));
    } else if (record && this.options.kinds.get(type)?.tracked) {
      resources.set(key, new ResourceRow(record, type, this.options));
    }
  }

  private forgetParents(key: string): void {
    const parts = key.split("/");
    for (let length = parts.length - 2; length > 6; length -= 2) {
      this.tables.resources.get(parts.slice(0, length).join("/"))?.forget();
    }
  }
}
