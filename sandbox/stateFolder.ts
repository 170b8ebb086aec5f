import { randomBytes, randomUUID } from "node:crypto";
import {
  appendFile,
  chmod,
  mkdir,
  open,
  readFile,
  readdir,
  rename,
  rm,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { createCertificate, needsRenewal, type Certificate } from "./certificate";
import { hasCode } from "./errorCode";
import { FolderLock } from "./FolderLock";

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

const certificateName = "certificate.pem";
const connectionName = "connection.json";
const authorizationName = "authorization.header";

/** Names of files that were not finished: one of the folder's own with a GUID behind it. */
const leftover =
  /^\.(stale|state\.jsonl|connection\.json|authorization\.header|certificate\.(key|pem)|token\.key)\.[\da-f-]{36}$/;

/** The folder in which a sandbox keeps its lock, key, certificate, connection and state. */
export class StateFolder {
  readonly connectionFile: string;
  readonly certificateFile: string;
  /** The header with the token, in the form that `curl -H @FILE` takes. */
  readonly authorizationFile: string;
  private readonly own: FolderLock;

  constructor(readonly folder: string) {
    this.connectionFile = join(folder, connectionName);
    this.certificateFile = join(folder, certificateName);
    this.authorizationFile = join(folder, authorizationName);
    this.own = new FolderLock(folder);
  }

  /** Takes the folder, over from a process that has gone; throws `FolderInUse` otherwise. */
  async lock(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await chmod(this.folder, 0o700);
    await this.own.take();
    for (const name of await readdir(this.folder)) {
      if (leftover.test(name)) {
        await rm(join(this.folder, name), { force: true });
      }
    }
  }

  /** Leaves the folder to a process that has taken it over meanwhile. */
  async unlock(): Promise<void> {
    if (await this.own.isOurs()) {
      await rm(this.connectionFile, { force: true });
      await rm(this.authorizationFile, { force: true });
      await this.own.release();
    }
  }

  /** The certificate of the folder, made anew when it is missing or about to end. */
  async certificate(nowMs: number): Promise<Certificate> {
    const cert = (await this.read(certificateName)) ?? "";
    const key = await this.read("certificate.key");
    if (key && !needsRenewal(cert, nowMs)) {
      return { key, cert };
    }
    const certificate = await createCertificate(nowMs);
    await this.write("certificate.key", certificate.key);
    await this.write(certificateName, certificate.cert);
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
    await this.write(authorizationName, `Authorization: Bearer ${connection.token}\n`);
    await this.write(connectionName, `${JSON.stringify(connection, undefined, 2)}\n`);
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
    await this.replace(name, (temporary) => writeFile(temporary, text, { mode: 0o600 }));
  }

  /** Replaces a file as a whole with lines that are asked for one after the other; answers their bytes. */
  writeLines(name: string, lines: Iterable<string>): Promise<number> {
    return this.replace(name, async (temporary) => {
      const file = await open(temporary, "wx", 0o600);
      try {
        for (const line of lines) {
          await file.appendFile(line);
        }
        await file.sync();
        return (await file.stat()).size;
      } finally {
        await file.close();
      }
    });
  }

  async append(name: string, text: string): Promise<void> {
    await appendFile(join(this.folder, name), text, { mode: 0o600 });
  }

  /** The file is the old one or the new one, never half of it. */
  private async replace<T>(name: string, write: (temporary: string) => Promise<T>): Promise<T> {
    const temporary = join(this.folder, `.${name}.${randomUUID()}`);
    try {
      const written = await write(temporary);
      await rename(temporary, join(this.folder, name));
      return written;
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }
}
