export interface PresenceOptions {
  /** Real milliseconds after the last client has gone; absent: never ends. */
  readonly idleMs?: number;
  readonly onIdle: () => void;
}

/** A client needs time to start up before it can say that it is there. */
const firstClientMs = 60_000;

/** Counts the clients that hold the sandbox and tells when it is no longer wanted. */
export class Presence {
  private clients = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: PresenceOptions) {
    const { idleMs } = options;
    if (idleMs !== undefined) {
      this.arm(Math.max(idleMs, firstClientMs));
    }
  }

  get count(): number {
    return this.clients;
  }

  /** One more client; call the answer once when it goes. */
  enter(): () => void {
    this.clients += 1;
    clearTimeout(this.timer);
    let gone = false;
    return () => {
      if (gone) {
        return;
      }
      gone = true;
      this.clients -= 1;
      if (this.clients === 0 && this.options.idleMs !== undefined) {
        this.arm(this.options.idleMs);
      }
    };
  }

  close(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private arm(afterMs: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.options.onIdle, afterMs);
    this.timer.unref();
  }
}
