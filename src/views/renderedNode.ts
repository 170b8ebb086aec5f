/** What a row looks like and says, free of the editor's classes. */
export interface RenderedNode {
  readonly id: string;
  readonly label: string;
  /** At most 30 characters. */
  readonly description: string;
  /** Codicon. */
  readonly icon: string;
  /** Id of a theme colour. */
  readonly color?: string;
  /** Markdown. */
  readonly tooltip: string;
  readonly contextValue: string;
  readonly accessibleLabel: string;
  readonly collapsible: "none" | "collapsed" | "expanded";
  /** What a click does, where the row is a way out. */
  readonly act?: RowAct;
}

export type RowAct =
  | { readonly kind: "retry" }
  | { readonly kind: "createProject" }
  | { readonly kind: "connect"; readonly simulated: boolean }
  | { readonly kind: "openFile"; readonly uri: string };

export type Look = Omit<RenderedNode, "id" | "contextValue">;
