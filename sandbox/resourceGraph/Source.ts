/** One resource as the queries see it: its columns, made when they are asked for. */
export interface Source {
  column(name: string): unknown;
}

/** What a column holds; `dynamic` is JSON. */
export type ColumnType = "string" | "integer" | "boolean" | "dynamic";

/** A column of a result: known before any row is read. */
export interface ResultColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly read: (source: Source) => unknown;
}
