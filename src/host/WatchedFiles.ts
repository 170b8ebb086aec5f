import { EventEmitter, workspace } from "vscode";
import type { Disposable, Event, Uri } from "vscode";
import { readText } from "./files";

export interface WatchedFile<T> {
  readonly uri: string;
  /** Relative to the workspace, for people. */
  readonly path: string;
  readonly content: T;
}

/** The files of a pattern in the workspace, parsed; tells when one of them appears, changes or goes. */
export class WatchedFiles<T> implements Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange: Event<void> = this.changed.event;
  private readonly subscriptions: readonly Disposable[];

  constructor(
    private readonly pattern: string,
    private readonly parse: (text: string, path: string) => T,
  ) {
    const watcher = workspace.createFileSystemWatcher(pattern);
    const tell = () => {
      this.changed.fire();
    };
    this.subscriptions = [
      watcher,
      watcher.onDidCreate(tell),
      watcher.onDidChange(tell),
      watcher.onDidDelete(tell),
      workspace.onDidChangeWorkspaceFolders(tell),
    ];
  }

  /** In the order of their paths. */
  async list(signal: AbortSignal): Promise<readonly WatchedFile<T>[]> {
    const found = await workspace.findFiles(this.pattern, "**/node_modules/**");
    signal.throwIfAborted();
    const files = await Promise.all(found.map((uri) => this.read(uri)));
    signal.throwIfAborted();
    return files
      .filter((file) => file !== undefined)
      .sort((a, b) => a.path.localeCompare(b.path, "en"));
  }

  dispose(): void {
    for (const one of this.subscriptions) one.dispose();
    this.changed.dispose();
  }

  private async read(uri: Uri): Promise<WatchedFile<T> | undefined> {
    const text = await readText(uri);
    // Deleted between the search and the reading.
    if (text === undefined) return undefined;
    const path = workspace.asRelativePath(uri);
    return { uri: uri.toString(), path, content: this.parse(text, path) };
  }
}
