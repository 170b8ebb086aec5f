import { order } from "./compare";
import { compileScalar, type Scope } from "./compileScalar";
import type { Column, Operator, Query } from "./query";
import type { ResultColumn, Source } from "./Source";

export type Row = Readonly<Record<string, unknown>>;

export interface QueryResult {
  readonly columns: readonly ResultColumn[];
  /** What was found; `read` makes a row of it. */
  readonly sources: readonly Source[];
  /** A query that says itself how many rows it wants is not paged. */
  readonly isLimited: boolean;
  read(source: Source): Row;
}

export interface QueryInput {
  readonly columns: readonly ResultColumn[];
  readonly sources: readonly Source[];
  /** Puts rows into the order in which they happen to come: before they are sorted, or when they never are. */
  readonly scatter?: (sources: readonly Source[]) => readonly Source[];
}

interface State {
  readonly columns: readonly ResultColumn[];
  readonly sources: readonly Source[];
}

/** Runs a parsed query. Nothing is read of a resource but what conditions and sorting ask for. */
export function runQuery({ operators }: Query, input: QueryInput): QueryResult {
  const { scatter = asTheyCome } = input;
  const kinds = operators.map(({ kind }) => kind);
  const firstSort = kinds.indexOf("order");
  let state: State = input;
  for (const [index, operator] of operators.entries()) {
    const isScattered = index === firstSort;
    state = apply(operator, isScattered ? { ...state, sources: scatter(state.sources) } : state);
  }
  const { columns } = state;
  return {
    columns,
    sources: firstSort < 0 ? scatter(state.sources) : state.sources,
    isLimited: kinds.includes("limit"),
    read: (source) => Object.fromEntries(columns.map(({ name, read }) => [name, read(source)])),
  };
}

const asTheyCome: NonNullable<QueryInput["scatter"]> = (sources) => sources;

function apply(operator: Operator, { columns, sources }: State): State {
  const scope: Scope = { columns, operator: operator.kind };
  switch (operator.kind) {
    case "where": {
      const { read } = compileScalar(operator.condition, scope);
      return { columns, sources: sources.filter((source) => read(source) === true) };
    }
    case "project":
      return { columns: operator.columns.map((each) => compile(each, scope)), sources };
    case "extend":
      return { columns: operator.columns.reduce(extend, columns), sources };
    case "order":
      return { columns, sources: sort(sources, operator, scope) };
    case "limit":
      return { columns, sources: sources.slice(0, operator.count) };
    case "count":
      return { columns: [countColumn], sources: [{ column: () => sources.length }] };
  }
}

const countColumn: ResultColumn = {
  name: "Count",
  type: "integer",
  read: (source) => source.column("Count"),
};

function compile({ name, value }: Column, scope: Scope): ResultColumn {
  const { type, read } = compileScalar(value, scope);
  return { name, type, read };
}

/** A column of the same name is replaced in its place. */
function extend(columns: readonly ResultColumn[], column: Column): readonly ResultColumn[] {
  const added = compile(column, { columns, operator: "extend" });
  const at = columns.findIndex(({ name }) => name === added.name);
  return at < 0 ? [...columns, added] : columns.with(at, added);
}

/** Reads every key once. */
function sort(
  sources: readonly Source[],
  { by }: Extract<Operator, { kind: "order" }>,
  scope: Scope,
): readonly Source[] {
  const keys = by.map(({ value, descending }) => ({
    read: compileScalar(value, scope).read,
    sign: descending ? -1 : 1,
  }));
  return sources
    .map((source) => ({ source, values: keys.map(({ read }) => read(source)) }))
    .sort((a, b) => {
      for (const [index, { sign }] of keys.entries()) {
        const found = order(a.values[index], b.values[index]);
        if (found !== 0) {
          return sign * found;
        }
      }
      return 0;
    })
    .map(({ source }) => source);
}
