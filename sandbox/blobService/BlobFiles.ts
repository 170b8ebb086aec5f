import type { BlobEntry } from "./Blob";

/** Where blobs keep their bytes and what is known about them. */
export interface BlobFiles {
  /** Everything that was saved and not forgotten. */
  load(): Promise<readonly BlobEntry[]>;
  save(entry: BlobEntry): Promise<void>;
  forget(entry: BlobEntry): Promise<void>;
  /** Keeps bytes and answers the name of their file. */
  add(bytes: Buffer): Promise<string>;
  /** Bytes from `start` up to, not including, `end`. */
  read(file: string, start: number, end: number): AsyncIterable<Uint8Array>;
  remove(files: readonly string[]): Promise<void>;
}

/** For a sandbox without a state folder. */
export class MemoryFiles implements BlobFiles {
  private readonly files = new Map<string, Buffer>();

  constructor(private readonly newName: () => string) {}

  load(): Promise<readonly BlobEntry[]> {
    return Promise.resolve([]);
  }

  save(): Promise<void> {
    return Promise.resolve();
  }

  forget(): Promise<void> {
    return Promise.resolve();
  }

  add(bytes: Buffer): Promise<string> {
    const file = this.newName();
    this.files.set(file, bytes);
    return Promise.resolve(file);
  }

  async *read(file: string, start: number, end: number): AsyncIterable<Uint8Array> {
    yield await Promise.resolve(this.files.get(file)?.subarray(start, end) ?? Buffer.alloc(0));
  }

  remove(files: readonly string[]): Promise<void> {
    for (const file of files) {
      this.files.delete(file);
    }
    return Promise.resolve();
  }
}
