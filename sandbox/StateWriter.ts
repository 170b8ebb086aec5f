import type { Operation, Operations } from "./operations";
import { headerLine, lineOf, stateFile, type KeptState } from "./persistence";
import type { StateFolder } from "./stateFolder";
import type { Store } from "./store";

const writeDelayMs = 200;
const recordsPerLine = 250;
/** What is added before the file is written anew: as much as it had then, and at least this. */
const leastAddedBytes = 1024 * 1024;

export interface StateWriterOptions {
  readonly folder: StateFolder;
  readonly store: Store;
  readonly operations: Operations;
  /** What the file holds already. */
  readonly kept: KeptState | undefined;
}

/**
 * Keeps the state some time after each change: adds what has changed to the file, so that a write costs what
 * changed and not what there is, and writes the file anew, in whole, when it has doubled.
 */
export class StateWriter {
  private readonly changedKeys = new Set<string>();
  private readonly changedOperations = new Set<Operation>();
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();
  private wholeBytes: number;
  private addedBytes: number;
  private isWholeDue: boolean;
  private isClosed = false;

  constructor(private readonly options: StateWriterOptions) {
    const { store, operations, kept } = options;
    this.wholeBytes = kept?.wholeBytes ?? 0;
    this.addedBytes = kept?.addedBytes ?? 0;
    this.isWholeDue = kept === undefined || kept.isTorn;
    store.onDidChange(({ before, after }) => {
      this.changedKeys.add((after ?? before)?.id.toLowerCase() ?? "");
      this.writeSoon();
    });
    operations.onDidChange((operation) => {
      this.changedOperations.add(operation);
      this.writeSoon();
    });
  }

  /** Resolves when everything up to now is in the file. */
  async flush(): Promise<void> {
    await this.write();
  }

  /** Writes for the last time: the folder may then belong to somebody else. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.write();
  }

  private writeSoon(): void {
    if (this.isClosed) {
      return;
    }
    this.timer ??= setTimeout(() => {
      this.write().catch((error: unknown) => {
        process.emitWarning(`The sandbox could not keep its state: ${String(error)}`);
      });
    }, writeDelayMs);
  }

  private write(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const written = this.writing.then(() => this.writeNow());
    this.writing = written.catch(() => {
      // What could not be written is no longer known: only all of it makes the file right again.
      this.isWholeDue = true;
    });
    return written;
  }

  private async writeNow(): Promise<void> {
    if (this.isWholeDue || this.addedBytes > Math.max(leastAddedBytes, this.wholeBytes)) {
      this.wholeBytes = await this.options.folder.writeLines(stateFile, this.allLines());
      this.addedBytes = 0;
      this.isWholeDue = false;
    } else {
      const line = this.changesLine();
      this.addedBytes += line.length;
      await this.options.folder.append(stateFile, line);
    }
  }

  private changesLine(): string {
    const { store, operations } = this.options;
    const keys = this.takeKeys();
    return lineOf({
      records: keys.flatMap((key) => store.get(key) ?? []),
      deleted: keys.filter((key) => !store.has(key)),
      operations: this.takeOperations(),
      remaining: operations.remaining(),
    });
  }

  /** Records are frozen, so that the lines can be made one after the other and still show one moment. */
  private *allLines(): Generator<string> {
    const { store, operations } = this.options;
    const records = store.list();
    const [all, remaining] = [operations.all(), operations.remaining()];
    const last = lineOf({ isWhole: true, operations: all, remaining });
    this.takeKeys();
    this.takeOperations();
    yield headerLine;
    for (let at = 0; at < records.length; at += recordsPerLine) {
      yield lineOf({ records: records.slice(at, at + recordsPerLine) });
    }
    yield last;
  }

  private takeKeys(): readonly string[] {
    const keys = [...this.changedKeys];
    this.changedKeys.clear();
    return keys;
  }

  private takeOperations(): readonly Operation[] {
    const operations = [...this.changedOperations];
    this.changedOperations.clear();
    return operations;
  }
}
