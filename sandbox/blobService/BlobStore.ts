import { lengthOf, type Blob, type BlobEntry, type BlobPart, type Block } from "./Blob";
import type { BlobFiles } from "./BlobFiles";

/** All blobs by container and name. What is in memory is what is true; files follow before a call resolves. */
export class BlobStore {
  private readonly containers = new Map<string, Map<string, BlobEntry>>();
  private leaving: Promise<void> = Promise.resolve();

  constructor(private readonly files: BlobFiles) {}

  /** Takes up what an earlier run has left; blobs whose container has gone meanwhile go too. */
  async load(hasContainer: (id: string) => boolean): Promise<void> {
    for (const entry of await this.files.load()) {
      if (hasContainer(entry.container)) {
        this.set(entry);
      } else {
        await this.discard(entry);
      }
    }
  }

  get(containerId: string, name: string): BlobEntry {
    const container = containerId.toLowerCase();
    const known = this.containers.get(container)?.get(name);
    return known ?? { container, name, uncommitted: [] };
  }

  /** The blobs of a container in order of their names. */
  list(containerId: string): readonly Blob[] {
    return [...(this.containers.get(containerId.toLowerCase())?.values() ?? [])]
      .flatMap(({ blob }) => blob ?? [])
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async addBytes(bytes: Buffer): Promise<BlobPart> {
    return { file: await this.files.add(bytes), length: bytes.length };
  }

  /** Bytes that no blob came to use. */
  async removeBytes(parts: readonly BlobPart[]): Promise<void> {
    await this.files.remove(parts.map(({ file }) => file));
  }

  /** A block of the same id is replaced. */
  async stage(containerId: string, name: string, block: Block): Promise<void> {
    const entry = this.get(containerId, name);
    const others = entry.uncommitted.filter(({ blockId }) => blockId !== block.blockId);
    await this.replace({ ...entry, uncommitted: [...others, block] });
  }

  /** Puts a blob in the place of what was there; blocks that it does not use go. */
  async commit(containerId: string, blob: Blob): Promise<void> {
    await this.replace({ ...this.get(containerId, blob.name), blob, uncommitted: [] });
  }

  /** Changes what is known about a blob and leaves its bytes and waiting blocks. */
  async change(containerId: string, blob: Blob): Promise<void> {
    await this.replace({ ...this.get(containerId, blob.name), blob });
  }

  async delete(containerId: string, name: string): Promise<void> {
    const entry = this.get(containerId, name);
    this.containers.get(entry.container)?.delete(name);
    await this.discard(entry);
  }

  /** Its blobs are gone at once, their files some time later. */
  deleteContainer(containerId: string): void {
    const container = containerId.toLowerCase();
    const entries = [...(this.containers.get(container)?.values() ?? [])];
    this.containers.delete(container);
    const discard = async (): Promise<void> => {
      for (const entry of entries) {
        await this.discard(entry);
      }
    };
    this.leaving = this.leaving.then(discard).catch((error: unknown) => {
      process.emitWarning(`Files of a deleted container are still there: ${String(error)}`);
    });
  }

  /** Resolves when the files of deleted containers are gone. */
  async close(): Promise<void> {
    await this.leaving;
  }

  /** Bytes from `start` up to, not including, `end`. */
  async *read({ parts }: Blob, start = 0, end = lengthOf(parts)): AsyncIterable<Uint8Array> {
    let offset = 0;
    for (const { file, length } of parts) {
      const from = Math.max(0, start - offset);
      const to = Math.min(length, end - offset);
      if (from < to) {
        yield* this.files.read(file, from, to);
      }
      offset += length;
    }
  }

  private set(entry: BlobEntry): void {
    const names = this.containers.get(entry.container) ?? new Map<string, BlobEntry>();
    names.set(entry.name, entry);
    this.containers.set(entry.container, names);
  }

  private async replace(entry: BlobEntry): Promise<void> {
    const before = filesOf(this.get(entry.container, entry.name));
    this.set(entry);
    await this.files.save(entry);
    const after = new Set(filesOf(entry));
    await this.files.remove(before.filter((file) => !after.has(file)));
  }

  private async discard(entry: BlobEntry): Promise<void> {
    await this.files.forget(entry);
    await this.files.remove(filesOf(entry));
  }
}

function filesOf({ blob, uncommitted }: BlobEntry): readonly string[] {
  return [...(blob?.parts ?? []), ...uncommitted].map(({ file }) => file);
}
