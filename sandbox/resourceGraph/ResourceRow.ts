import type { ResourceRecord } from "../provider";
import { scopeIds } from "../resourceId";
import type { ResultColumn, Source } from "./Source";

const strings = "id name type tenantId kind location resourceGroup subscriptionId managedBy".split(
  " ",
);
const dynamics = "sku plan properties tags identity zones extendedLocation".split(" ");

/** The columns of every table. */
export const resourceColumns: readonly ResultColumn[] = [
  ...strings.map((name) => ({ name, type: "string" as const, read: reader(name) })),
  ...dynamics.map((name) => ({ name, type: "dynamic" as const, read: reader(name) })),
];

function reader(name: string): ResultColumn["read"] {
  return (source) => source.column(name);
}

export interface RowOptions {
  readonly tenantId: string;
  view(record: ResourceRecord): Record<string, unknown>;
}

/** A resource as Resource Graph shows it. Most rows are never looked into, so what costs is made when asked for. */
export class ResourceRow implements Source {
  readonly subscriptionId: string;
  private shown: Record<string, unknown> | undefined;

  constructor(
    private readonly record: ResourceRecord,
    private readonly type: string,
    private readonly options: RowOptions,
  ) {
    this.subscriptionId = scopeIds(record.id).subscriptionId ?? "";
  }

  column(name: string): unknown {
    const { record, type, options } = this;
    switch (name) {
      case "id":
        return record.id;
      case "name":
        return record.name;
      case "type":
        return type;
      case "location":
        return record.location ?? "";
      case "tenantId":
        return options.tenantId;
      case "subscriptionId":
        return this.subscriptionId;
      case "resourceGroup":
        return scopeIds(record.id).resourceGroup?.toLowerCase() ?? "";
      case "managedBy":
        return record.internal?.managedBy ?? "";
      case "kind":
        return record.kind ?? "";
      default:
        return this.view()[name] ?? (name === "properties" ? {} : null);
    }
  }

  /** A child has changed, and what is shown of the resource may with it. */
  forget(): void {
    this.shown = undefined;
  }

  /** A view may change what it is given. */
  private view(): Record<string, unknown> {
    this.shown ??= this.options.view(structuredClone(this.record));
    return this.shown;
  }
}
