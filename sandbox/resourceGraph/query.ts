export type Comparison =
  | "=="
  | "!="
  | "=~"
  | "!~"
  | "<"
  | "<="
  | ">"
  | ">="
  | "has"
  | "!has"
  | "contains"
  | "!contains"
  | "startswith"
  | "!startswith"
  | "endswith"
  | "matches regex";

export type Scalar =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "column"; readonly name: string }
  | { readonly kind: "member"; readonly of: Scalar; readonly key: string | number }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Scalar[] }
  | {
      readonly kind: "compare";
      readonly operator: Comparison;
      readonly left: Scalar;
      readonly right: Scalar;
    }
  | {
      readonly kind: "in";
      readonly negated: boolean;
      readonly ignoreCase: boolean;
      readonly left: Scalar;
      readonly values: readonly Scalar[];
    }
  | { readonly kind: "and" | "or"; readonly left: Scalar; readonly right: Scalar };

export interface Column {
  readonly name: string;
  readonly value: Scalar;
}

export type Operator =
  | { readonly kind: "where"; readonly condition: Scalar }
  | { readonly kind: "project" | "extend"; readonly columns: readonly Column[] }
  | {
      readonly kind: "order";
      readonly by: readonly { readonly value: Scalar; readonly descending: boolean }[];
    }
  | { readonly kind: "limit"; readonly count: number }
  | { readonly kind: "count" };

export type Table = "resources" | "resourcecontainers";

export interface Query {
  readonly table: Table;
  readonly operators: readonly Operator[];
}
