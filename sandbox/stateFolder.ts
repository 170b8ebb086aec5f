import { randomBytes, randomUUID } from "node:crypto";
import { chmod, mkdir, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { createCertificate, needsRenewal, type Certificate } from "./certificate";
import { isObject } from "./mergeForPatch";

/** What a client needs to reach a running sandbox. */
export interface Connection {
  readonly endpoint: string;
  /** PEM of the certificate, its own authority. */
  readonly ca: string;
  readonly token: string;
  readonly tenantId: string;
  readonly pid: number;
  readonly simulated: true;
}

/** Thrown when another living process has the folder. */
export class FolderInUse extends Error {
  constructor(readonly connectionFile: string) {
    super(`A sandbox is already running with this state folder: ${connectionFile}`);
  }
}

/** A lock without a reachable server may be of a process that is still starting. */
const startingMs = 30_000;

/** The folder in which a sandbox keeps its lock, key, certificate, connection and state. */
export class StateFolder {
  readonly connectionFile: string;
  private readonly lockFile: string;

  constructor(readonly folder: string) {
    this.connectionFile = join(folder, "connection.json");
    this.lockFile = join(folder, "sandbox.lock");
  }

  /** Takes the lock, over from a process that has gone; throws `FolderInUse` otherwise. */
  async lock(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await chmod(this.folder, 0o700);
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
      if (await this.isHeld()) {
        throw new FolderInUse(this.connectionFile);
      }
      await this.removeStaleLock();
    }
  }

  /** Leaves the folder to a process that has taken it over meanwhile. */
  async unlock(): Promise<void> {
    if (pidOf(await this.read("sandbox.lock")) !== process.pid) {
      return;
    }
    await rm(this.connectionFile, { force: true });
    await rm(this.lockFile, { force: true });
  }

  /** The certificate of the folder, made anew when it is missing or about to end. */
  async certificate(nowMs: number): Promise<Certificate> {
    const cert = (await this.read("certificate.pem")) ?? "";
    const key = await this.read("certificate.key");
    if (key && !needsRenewal(cert, nowMs)) {
      return { key, cert };
    }
    const certificate = await createCertificate(nowMs);
    await this.write("certificate.key", certificate.key);
    await this.write("certificate.pem", certificate.cert);
    return certificate;
  }

  /** The key that signs tokens; kept, so that a token outlives a restart. */
  async tokenKey(): Promise<Buffer> {
    const kept = await this.read("token.key");
    if (kept) {
      return Buffer.from(kept, "hex");
    }
    const key = randomBytes(32);
    await this.write("token.key", key.toString("hex"));
    return key;
  }

  async writeConnection(connection: Connection): Promise<void> {
    await this.write("connection.json", `${JSON.stringify(connection, undefined, 2)}\n`);
  }

  /** Undefined when the file is not there. */
  async read(name: string): Promise<string | undefined> {
    try {
      return await readFile(join(this.folder, name), "utf8");
    } catch (error) {
      if (hasCode(error, "ENOENT")) {
        return undefined;
      }
      throw error;
    }
  }

  /** Replaces a file as a whole, for its owner only. */
  async write(name: string, text: string): Promise<void> {
    const temporary = join(this.folder, `.${name}.${randomUUID()}`);
    await writeFile(temporary, text, { mode: 0o600 });
    await rename(temporary, join(this.folder, name));
  }

  private async isHeld(): Promise<boolean> {
    const pid = pidOf(await this.read("sandbox.lock"));
    if (pid === undefined || !isAlive(pid)) {
      return pid === undefined && (await this.lockAgeMs()) < 1000;
    }
    if ((await this.lockAgeMs()) < startingMs) {
      return true;
    }
    const connection = await this.read("connection.json");
    return pidOf(connection) === pid && (await isListening(connection));
  }

  /** Infinity when the lock has just gone. */
  private async lockAgeMs(): Promise<number> {
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
  private async removeStaleLock(): Promise<void> {
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

function pidOf(text: string | undefined): number | undefined {
  const pid = field(text, "pid");
  return typeof pid === "number" ? pid : undefined;
}

function field(text: string | undefined, name: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text ?? "");
    return isObject(parsed) ? parsed[name] : undefined;
  } catch {
    return undefined;
  }
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
function isListening(connection: string | undefined): Promise<boolean> {
  const endpoint = field(connection, "endpoint");
  if (typeof endpoint !== "string") {
    return Promise.resolve(false);
  }
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

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
