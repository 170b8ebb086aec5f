import {
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  type Command,
} from "vscode";
import { assertNever } from "../shared/assertNever";
import type { TreeNode } from "./nodes";
import type { RenderedNode, RowAct } from "./renderedNode";
import { renderNode } from "./renderNode";

const collapsibleStates = {
  none: TreeItemCollapsibleState.None,
  collapsed: TreeItemCollapsibleState.Collapsed,
  expanded: TreeItemCollapsibleState.Expanded,
} as const;

/** The editor's row of a node. */
export function toTreeItem(node: TreeNode): TreeItem {
  const row = renderNode(node);
  const item = new TreeItem(row.label, collapsibleStates[row.collapsible]);
  item.id = row.id;
  item.description = row.description;
  item.iconPath = iconOf(row);
  item.tooltip = new MarkdownString(row.tooltip === "" ? row.label : row.tooltip);
  item.contextValue = row.contextValue;
  item.accessibilityInformation = { label: row.accessibleLabel };
  if (row.act !== undefined) item.command = commandOf(row.act, node, row.description);
  return item;
}

function iconOf({ icon, color }: RenderedNode): ThemeIcon {
  return color === undefined ? new ThemeIcon(icon) : new ThemeIcon(icon, new ThemeColor(color));
}

function commandOf(act: RowAct, node: TreeNode, title: string): Command {
  switch (act.kind) {
    case "retry":
      return { command: "esml.branch.retry", title, arguments: [node] };
    case "createProject":
      return { command: "esml.project.create", title };
    case "connect":
      return { command: act.simulated ? "esml.sandbox.start" : "esml.azure.connect", title };
    case "openFile":
      return { command: "vscode.open", title, arguments: [Uri.parse(act.uri)] };
    default:
      return assertNever(act);
  }
}
