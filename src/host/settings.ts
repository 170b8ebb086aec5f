import { EventEmitter, workspace } from "vscode";
import type { Disposable, Event } from "vscode";

export const settingKeys = ["cloud", "subscriptions", "sandbox.connectionFile"] as const;
type SettingKey = (typeof settingKeys)[number];

/** The settings of the product, read when asked for and checked; a value of the wrong shape counts as unset. */
export class Settings implements Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange: Event<void> = this.changed.event;
  private readonly subscription = workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration("esml")) this.changed.fire();
  });

  /** Spelling of a manifest's cloud. */
  get cloud(): string {
    const value = this.read("cloud");
    return typeof value === "string" ? value : "sandbox";
  }

  get subscriptions(): readonly string[] {
    const value = this.read("subscriptions");
    return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
  }

  /** Path of a running sandbox's connection file; undefined when the product starts its own. */
  get sandboxConnectionFile(): string | undefined {
    const value = this.read("sandbox.connectionFile");
    return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }

  private read(key: SettingKey): unknown {
    return workspace.getConfiguration("esml").get<unknown>(key);
  }
}
