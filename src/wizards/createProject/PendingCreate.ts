import type { Memento } from "vscode";
import type { RunRequest } from "./RunLog";

interface Pending {
  readonly folder: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly request: RunRequest;
}

const key = "esml.pendingCreate";
/** Opening a folder takes seconds; an old marker is of a folder that never opened. */
const validMs = 5 * 60_000;

/** A run that waits for its folder to open: the window starts anew in between. */
export class PendingCreate {
  constructor(private readonly state: Memento) {}

  async set(pending: Pending): Promise<void> {
    await this.state.update(key, pending);
  }

  /** The run that waits for this folder, once. */
  async take(folder: string | undefined, nowMs: number): Promise<RunRequest | undefined> {
    const pending = this.state.get<Pending>(key);
    if (pending?.folder !== folder || pending === undefined) return undefined;
    await this.state.update(key, undefined);
    return nowMs - pending.at < validMs ? pending.request : undefined;
  }
}
