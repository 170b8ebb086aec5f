import { isObject } from "./mergeForPatch";
import type { Operation, Operations } from "./operations";
import type { ResourceRecord } from "./provider";
import type { StateFolder } from "./stateFolder";
import type { Store } from "./store";

const fileName = "state.json";
const format = 1;
const writeDelayMs = 200;

export interface KeptOperation {
  readonly operation: Operation;
  readonly remainingMs: number;
}

export interface KeptState {
  readonly records: readonly ResourceRecord[];
  readonly operations: readonly KeptOperation[];
}

/** What an earlier run has left; undefined for a new folder. Throws when the file is not one of ours. */
export async function loadState(folder: StateFolder): Promise<KeptState | undefined> {
  const text = await folder.read(fileName);
  if (text === undefined) {
    return undefined;
  }
  const parsed: unknown = JSON.parse(text);
  if (!isState(parsed)) {
    throw new Error(`${folder.folder}/${fileName} was not written by this version of the sandbox.`);
  }
  return parsed;
}

/** Only the sandbox writes the file: its format number stands for the shape. */
function isState(value: unknown): value is KeptState {
  return (
    isObject(value) &&
    value.format === format &&
    Array.isArray(value.records) &&
    Array.isArray(value.operations)
  );
}

/** Writes the state some time after each change, whole files only. */
export class StateWriter {
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly folder: StateFolder,
    private readonly store: Store,
    private readonly operations: Operations,
  ) {
    const changed = (): void => {
      this.timer ??= setTimeout(() => {
        this.write().catch((error: unknown) => {
          process.emitWarning(`The sandbox could not keep its state: ${String(error)}`);
        });
      }, writeDelayMs);
    };
    store.onDidChange(changed);
    operations.onDidChange(changed);
  }

  /** Resolves when everything up to now is in the file. */
  async flush(): Promise<void> {
    await this.write();
  }

  private write(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const state = {
      format,
      records: this.store.list(),
      operations: this.operations.snapshot(),
    };
    const text = JSON.stringify(state);
    const written = this.writing.then(() => this.folder.write(fileName, text));
    this.writing = written.catch(() => undefined);
    return written;
  }
}
