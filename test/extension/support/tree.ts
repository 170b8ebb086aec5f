import assert from "node:assert/strict";
import type { TreeDataProvider, TreeItem } from "vscode";
import { seen } from "./observe";

/** A row of the *Environments* view and the element that its commands get. */
export interface Row {
  readonly element: unknown;
  readonly label: string;
  readonly description: string;
  readonly contextValue: string;
  readonly command?: string;
}

/** The provider that the extension gave its view. */
function provider(): TreeDataProvider<unknown> {
  const tree = seen.trees.get("esml.environments");
  assert.ok(tree, "the extension has made its view");
  return tree;
}

/** The rows below a row; the top level without one. */
export async function rowsBelow(parent?: Row): Promise<readonly Row[]> {
  const tree = provider();
  const elements = (await tree.getChildren(parent?.element)) ?? [];
  const rows: Row[] = [];
  for (const element of elements) rows.push(toRow(element, await tree.getTreeItem(element)));
  return rows;
}

/** The row with these labels from the top level down, as a person would expand it. */
export async function rowAt(...labels: readonly (string | RegExp)[]): Promise<Row> {
  let row: Row | undefined;
  for (const label of labels) {
    const rows: readonly Row[] = await rowsBelow(row);
    const found = rows.find((one) =>
      typeof label === "string" ? one.label === label : label.test(one.label),
    );
    assert.ok(found, `${String(label)} is among ${labelsOf(rows).join(", ")}`);
    row = found;
  }
  assert.ok(row, "a label is asked for");
  return row;
}

export const labelsOf = (rows: readonly Row[]) => rows.map(({ label }) => label);

function toRow(element: unknown, item: TreeItem): Row {
  const { label = "", description = "", contextValue = "", command } = item;
  return {
    element,
    label: typeof label === "string" ? label : label.label,
    description: String(description),
    contextValue,
    ...(command === undefined ? {} : { command: command.command }),
  };
}
