import childProcess from "node:child_process";
import { commands, window } from "vscode";
import type { StatusBarItem, TreeDataProvider, TreeViewOptions } from "vscode";

/** A program that the extension has started. */
export interface StartedProgram {
  readonly path: string;
  readonly args: readonly string[];
}

/**
 * What the extension has asked VS Code and Node for since this module was loaded, which is before the
 * extension is activated. Everything is passed on.
 */
export const seen = {
  programs: [] as StartedProgram[],
  contexts: new Map<string, unknown>(),
  /** Ids of the items that are shown in the status bar. */
  statusItems: new Set<string>(),
  trees: new Map<string, TreeDataProvider<unknown>>(),
};

type Replacement = (...args: never[]) => unknown;

/** Puts a function in place of one of VS Code's or Node's; the answer puts the former one back. */
export function replace<T extends object>(
  target: T,
  name: keyof T & string,
  value: Replacement,
): () => void {
  const before = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, { ...before, configurable: true, value });
  return () => {
    if (before) Object.defineProperty(target, name, before);
  };
}

const { createTreeView, createStatusBarItem } = window;
const { executeCommand } = commands;
const { fork } = childProcess;

replace(window, "createTreeView", (id: string, options: TreeViewOptions<unknown>) => {
  seen.trees.set(id, options.treeDataProvider);
  return createTreeView(id, options);
});

replace(window, "createStatusBarItem", (...args: Parameters<typeof createStatusBarItem>) =>
  watchItem(createStatusBarItem(...args)),
);

replace(commands, "executeCommand", (id: string, ...args: unknown[]) => {
  if (id === "setContext") seen.contexts.set(String(args[0]), args[1]);
  return executeCommand(id, ...args);
});

replace(childProcess, "fork", (path: string, args: string[], options: childProcess.ForkOptions) => {
  // VS Code's own extensions live in the same process.
  if (path.endsWith("sandbox.js")) seen.programs.push({ path, args });
  return fork(path, args, options);
});

function watchItem(item: StatusBarItem): StatusBarItem {
  const acts: Readonly<Record<string | symbol, () => void>> = {
    show: () => {
      seen.statusItems.add(item.id);
      item.show();
    },
    hide: () => {
      seen.statusItems.delete(item.id);
      item.hide();
    },
  };
  return passOn(item, acts);
}

/** An object that behaves like the other one, except for the given members. */
export function passOn<T extends object>(
  target: T,
  members: Readonly<Record<string | symbol, unknown>>,
): T {
  return new Proxy(target, {
    get: (_, key) => {
      if (key in members) return members[key];
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
    // A given member stays as it was given.
    set: (_, key, value) => key in members || Reflect.set(target, key, value, target),
  });
}
