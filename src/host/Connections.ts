import { EventEmitter } from "vscode";
import type { Disposable, Event } from "vscode";

/** What a connection must have to be kept here. */
export interface ConnectedSession {
  readonly cloud: string;
  readonly account: { readonly tenantId: string };
  close(): void;
}

/** The live sessions, one per cloud and tenant, and why others are not there. In memory only. */
export class Connections<S extends ConnectedSession> implements Disposable {
  private readonly sessions = new Map<string, S>();
  private readonly reasons = new Map<string, string>();
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange: Event<void> = this.changed.event;

  getSession(cloud: string, tenantId: string): S | undefined {
    return this.sessions.get(keyOf(cloud, tenantId));
  }

  getSessions(): readonly S[] {
    return [...this.sessions.values()];
  }

  /** The newest session of a cloud. */
  getSessionOf(cloud: string): S | undefined {
    return this.getSessions().findLast((session) => session.cloud === cloud);
  }

  getReason(cloud: string, tenantId: string): string | undefined {
    return this.reasons.get(keyOf(cloud, tenantId)) ?? this.reasons.get(cloud);
  }

  /** Puts a session in place of an older one of the same cloud and tenant, which is closed. */
  add(session: S): void {
    const key = keyOf(session.cloud, session.account.tenantId);
    const older = this.sessions.get(key);
    this.sessions.delete(key);
    this.sessions.set(key, session);
    this.reasons.delete(key);
    this.reasons.delete(session.cloud);
    if (older !== session) older?.close();
    this.changed.fire();
  }

  /** Closes every session of a cloud; `reason` is the sentence that people see in its place. */
  removeCloud(cloud: string, reason: string): void {
    for (const [key, session] of this.sessions) {
      if (session.cloud !== cloud) continue;
      this.sessions.delete(key);
      session.close();
    }
    this.reasons.set(cloud, reason);
    this.changed.fire();
  }

  dispose(): void {
    for (const session of this.sessions.values()) session.close();
    this.sessions.clear();
    this.changed.dispose();
  }
}

const keyOf = (cloud: string, tenantId: string) => `${cloud}|${tenantId.toLowerCase()}`;
