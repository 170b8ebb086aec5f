import { randomUUID } from "node:crypto";
import { open, readFile, rename, rm, stat } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { hasCode } from "./errorCode";
import { isObject } from "./mergeForPatch";

/** Thrown when another living process has the folder. */
export class FolderInUse extends Error {
  constructor(
    readonly connectionFile: string,
    holder: { readonly pid: number | undefined; readonly endpoint: string | undefined },
  ) {
    const process = holder.pid === undefined ? "" : `, process ${String(holder.pid)}`;
    const at = holder.endpoint === undefined ? "that is still starting" : `at ${holder.endpoint}`;
    super(
      `The state folder belongs to a sandbox ${at}${process}. Its connection file: ${connectionFile}`,
    );
  }
}

/** A lock without a reachable server may be of a process that is still starting. */
const startingMs = 30_000;

/** One process at a time has a state folder: the one whose id is in the lock file. */
export class FolderLock {
  private readonly lockFile: string;
  private readonly connectionFile: string;

  constructor(private readonly folder: string) {
    this.lockFile = join(folder, "sandbox.lock");
    this.connectionFile = join(folder, "connection.json");
  }

  /** Takes the lock, over from a process that has gone; throws `FolderInUse` otherwise. */
  async take(): Promise<void> {
    for (;;) {
      try {
        const file = await open(this.lockFile, "wx", 0o600);
        await file.writeFile(JSON.stringify({ pid: process.pid }));
        await file.close();
        return;
      } catch (error) {
        if (!hasCode(error, "EEXIST")) {
          throw error;
        }
      }
      await this.refuseWhenHeld();
      await this.removeStale();
    }
  }

  /** Not so when another process has taken the folder over meanwhile. */
  async isOurs(): Promise<boolean> {
    return pidOf(await fieldsIn(this.lockFile)) === process.pid;
  }

  async release(): Promise<void> {
    await rm(this.lockFile, { force: true });
  }

  private async refuseWhenHeld(): Promise<void> {
    const pid = pidOf(await fieldsIn(this.lockFile));
    const connection = await fieldsIn(this.connectionFile);
    const { endpoint } = connection;
    const isServing =
      pid !== undefined && pidOf(connection) === pid && typeof endpoint === "string";
    if (await this.isHeld(pid, isServing ? endpoint : undefined)) {
      const holder = { pid, endpoint: isServing ? endpoint : undefined };
      throw new FolderInUse(this.connectionFile, holder);
    }
  }

  private async isHeld(pid: number | undefined, endpoint: string | undefined): Promise<boolean> {
    const ageMs = await this.ageMs();
    if (pid === undefined) {
      // Whoever has made the file is about to write its id.
      return ageMs < 1000;
    }
    if (!isAlive(pid)) {
      return false;
    }
    return ageMs < startingMs || (endpoint !== undefined && (await isListening(endpoint)));
  }

  /** Infinity when the lock has just gone. */
  private async ageMs(): Promise<number> {
    try {
      return Date.now() - (await stat(this.lockFile)).mtimeMs;
    } catch (error) {
      if (hasCode(error, "ENOENT")) {
        return Infinity;
      }
      throw error;
    }
  }

  /** Renaming is atomic: of two processes that find the same stale lock one takes it away. */
  private async removeStale(): Promise<void> {
    const taken = join(this.folder, `.stale.${randomUUID()}`);
    try {
      await rename(this.lockFile, taken);
      await rm(taken);
    } catch (error) {
      if (!hasCode(error, "ENOENT")) {
        throw error;
      }
    }
  }
}

/** The fields of a JSON file; none when it is missing or half written. */
async function fieldsIn(file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    const parsed: unknown = JSON.parse(await readFile(file, "utf8"));
    return isObject(parsed) ? parsed : {};
  } catch (error) {
    if (error instanceof SyntaxError || hasCode(error, "ENOENT")) {
      return {};
    }
    throw error;
  }
}

function pidOf({ pid }: Readonly<Record<string, unknown>>): number | undefined {
  return typeof pid === "number" ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, "EPERM");
  }
}

/** A process id may have been given to another program: only one that listens is a sandbox. */
function isListening(endpoint: string): Promise<boolean> {
  const { hostname, port } = new URL(endpoint);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) });
    const answer = (listening: boolean): void => {
      socket.destroy();
      resolve(listening);
    };
    socket.once("connect", () => {
      answer(true);
    });
    socket.once("error", () => {
      answer(false);
    });
  });
}
