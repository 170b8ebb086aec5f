import { join } from "node:path";
import { EventEmitter, l10n } from "vscode";
import type { Disposable, Event } from "vscode";
import { UserError } from "../shared/errors";
import type { Logger } from "../shared/Logger";
import { holdSandbox } from "./holdSandbox";
import type { Hold, SandboxEndpoint } from "./holdSandbox";
import { SandboxDidNotStart, startSandboxProgram } from "./startSandboxProgram";
import type { SandboxProgram } from "./startSandboxProgram";

export interface SandboxProcessOptions<C extends SandboxEndpoint> {
  readonly program: SandboxProgram;
  /** Checks what the process says; throws a `UserError`. */
  readonly parse: (connection: unknown, source: string) => C;
  /** Reads a connection file; throws a `UserError`. */
  readonly load: (path: string) => Promise<C>;
  /** The setting that names a running sandbox, if it is set. */
  readonly getConnectionFile: () => string | undefined;
  readonly logger: Logger;
}

interface Running<C> {
  readonly connection: C;
  readonly hold: Hold;
}

/** The sandbox of this window: started, or joined where one is running; held as long as the window is there. */
export class SandboxProcess<C extends SandboxEndpoint> implements Disposable {
  private running: Running<C> | undefined;
  private starting: Promise<C> | undefined;
  private readonly lost = new EventEmitter<void>();
  /** The sandbox ended without being asked to. */
  readonly onDidCrash: Event<void> = this.lost.event;

  constructor(private readonly options: SandboxProcessOptions<C>) {}

  getConnection(): C | undefined {
    return this.running?.connection;
  }

  /** @throws UserError when it does not start or does not answer. */
  start(signal: AbortSignal): Promise<C> {
    if (this.running) return Promise.resolve(this.running.connection);
    this.starting ??= this.startNow(signal).finally(() => {
      this.starting = undefined;
    });
    return this.starting;
  }

  /** Joins a sandbox that is running already, for example after a reload; never starts one. */
  async join(): Promise<C | undefined> {
    const own = join(this.options.program.stateFolder, "connection.json");
    try {
      return await this.hold(await this.options.load(this.options.getConnectionFile() ?? own));
    } catch (error) {
      this.options.logger.debug(`No sandbox to join: ${String(error)}`);
      return undefined;
    }
  }

  /** Ends the sandbox, for every window that uses it, and starts it again with the state it has kept. */
  async restart(signal: AbortSignal): Promise<C> {
    if (this.options.getConnectionFile() !== undefined) {
      throw new UserError(
        "SandboxNotOwn",
        l10n.t(
          "The setting esml.sandbox.connectionFile names a sandbox that runs elsewhere. Restart it where it was started.",
        ),
      );
    }
    const { running } = this;
    if (running) {
      this.running = undefined;
      endProcess(running.connection.pid);
      await running.hold.ended;
    }
    return this.start(signal);
  }

  dispose(): void {
    const { running } = this;
    this.running = undefined;
    running?.hold.close();
    this.lost.dispose();
  }

  private async startNow(signal: AbortSignal): Promise<C> {
    const file = this.options.getConnectionFile();
    if (file !== undefined) return this.hold(await this.options.load(file));
    try {
      const ready = await startSandboxProgram(this.options.program, signal);
      const connection =
        ready.kind === "ready"
          ? this.options.parse(ready.connection, l10n.t("of the started process"))
          : await this.options.load(ready.connectionFile);
      return await this.hold(connection);
    } catch (error) {
      if (!(error instanceof SandboxDidNotStart)) throw error;
      throw new UserError(
        "SandboxDidNotStart",
        l10n.t("The sandbox did not start. The log has its last words. Start it again."),
        { cause: error },
      );
    }
  }

  private async hold(connection: C): Promise<C> {
    const hold = await holdSandbox(connection).catch((cause: unknown) => {
      throw new UserError(
        "SandboxNoAnswer",
        l10n.t("The sandbox at {0} does not answer. Start it again.", connection.endpoint),
        { cause },
      );
    });
    const running = { connection, hold };
    this.running = running;
    this.options.logger.info(`Sandbox in use: ${connection.endpoint}`);
    void hold.ended.then(() => {
      if (this.running !== running) return;
      this.running = undefined;
      this.options.logger.warn(`The sandbox at ${connection.endpoint} has ended.`);
      this.lost.fire();
    });
    return connection;
  }
}

function endProcess(pid: number): void {
  try {
    process.kill(pid);
  } catch {
    // It has ended by itself.
  }
}
