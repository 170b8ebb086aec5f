import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isObject } from "../mergeForPatch";
import type { BlobEntry } from "./Blob";
import type { BlobFiles } from "./BlobFiles";

const format = 1;

/**
 * Blobs in a folder, for its owner only: `<name>.bin` holds bytes and never changes, `<hash>.json` says what is
 * kept under a name and is replaced as a whole. Bytes are written before what refers to them.
 */
export class FolderFiles implements BlobFiles {
  /** Entries are written one after the other, so that the latest stays. */
  private writing: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly folder: string,
    private readonly newName: () => string,
  ) {}

  /** Bytes that nothing refers to are of uploads that a crash has ended. */
  async load(): Promise<readonly BlobEntry[]> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const names = await readdir(this.folder);
    const entries: BlobEntry[] = [];
    for (const name of names.filter((each) => /^[0-9a-f]+\.json$/u.test(each))) {
      entries.push(parseEntry(await readFile(join(this.folder, name), "utf8"), name));
    }
    const used = new Set(entries.flatMap(partsOf));
    const kept = (name: string): boolean =>
      name.endsWith(".json") ? !name.startsWith(".") : used.has(name.replace(/\.bin$/u, ""));
    for (const name of names.filter((each) => !kept(each))) {
      await rm(join(this.folder, name), { force: true });
    }
    return entries;
  }

  save(entry: BlobEntry): Promise<void> {
    const text = JSON.stringify({ format, ...entry });
    return this.inTurn(async () => {
      const temporary = join(this.folder, `.${this.newName()}.json`);
      await writeFile(temporary, text, { mode: 0o600 });
      await rename(temporary, this.entryFile(entry));
    });
  }

  forget(entry: BlobEntry): Promise<void> {
    return this.inTurn(() => rm(this.entryFile(entry), { force: true }));
  }

  async add(bytes: Buffer): Promise<string> {
    const file = this.newName();
    await writeFile(this.bytesFile(file), bytes, { mode: 0o600 });
    return file;
  }

  async *read(file: string, start: number, end: number): AsyncIterable<Uint8Array> {
    if (end > start) {
      const options = { start, end: end - 1, highWaterMark: 1024 * 1024 };
      const stream: AsyncIterable<Uint8Array> = createReadStream(this.bytesFile(file), options);
      yield* stream;
    }
  }

  async remove(files: readonly string[]): Promise<void> {
    for (const file of files) {
      await rm(this.bytesFile(file), { force: true });
    }
  }

  private inTurn(write: () => Promise<void>): Promise<void> {
    const written = this.writing.then(write);
    this.writing = written.catch(() => undefined);
    return written;
  }

  /** Names of blobs may be longer than those of files, and differ in case alone. */
  private entryFile({ container, name }: BlobEntry): string {
    const hash = createHash("sha256").update(`${container}\n${name}`).digest("hex");
    return join(this.folder, `${hash}.json`);
  }

  private bytesFile(file: string): string {
    return join(this.folder, `${file}.bin`);
  }
}

function partsOf({ blob, uncommitted }: BlobEntry): readonly string[] {
  return [...(blob?.parts ?? []), ...uncommitted].map(({ file }) => file);
}

/** Only the sandbox writes these files: the format number stands for the shape. */
function parseEntry(text: string, name: string): BlobEntry {
  const parsed: unknown = JSON.parse(text);
  if (!isEntry(parsed)) {
    throw new Error(`The blob file ${name} was not written by this version of the sandbox.`);
  }
  return parsed;
}

function isEntry(value: unknown): value is BlobEntry {
  return isObject(value) && value.format === format && Array.isArray(value.uncommitted);
}
