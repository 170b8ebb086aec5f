import type { Clock } from "../clock";
import type { Settings } from "../exchange";
import type { Kinds } from "../kinds";
import type { ResourceRecord } from "../provider";
import { scopeIds } from "../resourceId";
import type { Store, StoreChange } from "../store";
import type { Table } from "./query";
import type { Row } from "./runQuery";

const containers: Readonly<Record<string, string>> = {
  "microsoft.resources/resourcegroups": "microsoft.resources/subscriptions/resourcegroups",
  "microsoft.resources/subscriptions": "microsoft.resources/subscriptions",
};

interface Options {
  readonly store: Store;
  readonly kinds: Kinds;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly tenantId: string;
  view(record: ResourceRecord): Record<string, unknown>;
}

interface Pending {
  readonly at: number;
  readonly key: string;
  readonly row: { readonly table: Table; readonly row: Row } | undefined;
}

/** What Resource Graph shows: the store as it was some time ago. */
export class GraphIndex {
  private readonly visible = new Map<string, { readonly table: Table; readonly row: Row }>();
  private pending: Pending[] = [];

  constructor(private readonly options: Options) {
    for (const after of options.store.list()) {
      this.note({ after });
    }
    this.showAll();
    options.store.onDidChange((change) => {
      this.note(change);
    });
  }

  /** Lets everything be seen at once; what is there at the start has been there for long. */
  showAll(): void {
    this.apply(this.pending);
    this.pending = [];
  }

  rows(table: Table): readonly Row[] {
    const { clock, settings } = this.options;
    const seenUntil = clock.now() - settings.graphLagMs;
    this.apply(this.pending.filter(({ at }) => at <= seenUntil));
    this.pending = this.pending.filter(({ at }) => at > seenUntil);
    return [...this.visible.values()]
      .filter((entry) => entry.table === table)
      .map(({ row }) => row);
  }

  private apply(changes: readonly Pending[]): void {
    for (const { key, row } of changes) {
      if (row) {
        this.visible.set(key, row);
      } else {
        this.visible.delete(key);
      }
    }
  }

  private note({ before, after }: StoreChange): void {
    const record = after ?? before;
    if (!record || !this.tableOf(record)) {
      return;
    }
    const table = this.tableOf(record);
    const row = after && table && { table, row: this.toRow(structuredClone(after)) };
    const { clock } = this.options;
    this.pending.push({ at: clock.now(), key: record.id.toLowerCase(), row });
  }

  private tableOf({ type }: ResourceRecord): Table | undefined {
    if (containers[type.toLowerCase()]) {
      return "resourcecontainers";
    }
    return this.options.kinds.get(type)?.tracked ? "resources" : undefined;
  }

  private toRow(record: ResourceRecord): Row {
    const shown = this.options.view(record);
    const { subscriptionId = "", resourceGroup = "" } = scopeIds(record.id);
    const type = record.type.toLowerCase();
    const field = (name: string): unknown => shown[name] ?? null;
    return {
      id: record.id,
      name: record.name,
      type: containers[type] ?? type,
      tenantId: this.options.tenantId,
      kind: shown.kind ?? "",
      location: record.location ?? "",
      resourceGroup: resourceGroup.toLowerCase(),
      subscriptionId,
      managedBy: record.internal?.managedBy ?? "",
      sku: field("sku"),
      plan: field("plan"),
      properties: shown.properties ?? {},
      tags: field("tags"),
      identity: field("identity"),
      zones: field("zones"),
      extendedLocation: field("extendedLocation"),
    };
  }
}
