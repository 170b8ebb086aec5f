import { isObject } from "./mergeForPatch";
import type { Operation } from "./operations";
import type { StateFolder } from "./stateFolder";
import type { StoredRecord } from "./store";

/** Lines of JSON: a header, then changes in the order in which they happened. */
export const stateFile = "state.jsonl";
const format = 2;

/** One line of the file. It counts as a whole or, when a crash has cut it off, not at all. */
export interface StateChanges {
  /** Up to here the file was written in one go; what follows has been added since. */
  readonly isWhole?: true;
  readonly records?: readonly StoredRecord[];
  /** Ids. */
  readonly deleted?: readonly string[];
  readonly operations?: readonly Operation[];
  /** Simulated milliseconds that everything under way had to go, by id of the operation. */
  readonly remaining?: Readonly<Record<string, number>>;
}

export interface KeptOperation {
  readonly operation: Operation;
  readonly remainingMs: number;
}

export interface KeptState {
  readonly records: readonly StoredRecord[];
  readonly operations: readonly KeptOperation[];
  readonly wholeBytes: number;
  readonly addedBytes: number;
  /** The last line was cut off: nothing may be added to the file. */
  readonly isTorn: boolean;
}

export const headerLine = `${JSON.stringify({ format })}\n`;

export function lineOf(changes: StateChanges): string {
  return `${JSON.stringify(changes)}\n`;
}

/** What an earlier run has left; undefined for a new folder. Throws when the file is not one of ours. */
export async function loadState(folder: StateFolder): Promise<KeptState | undefined> {
  const text = await folder.read(stateFile);
  if (text === undefined) {
    return undefined;
  }
  const end = text.lastIndexOf("\n");
  const [header = "", ...lines] = text.slice(0, Math.max(0, end)).split("\n");
  if (`${header}\n` !== headerLine) {
    throw new Error(
      `${folder.folder}/${stateFile} was not written by this version of the sandbox. Delete it to start anew.`,
    );
  }
  const changes = lines.map(parseLine);
  const whole = lines.slice(0, 1 + changes.findIndex(({ isWhole }) => isWhole));
  const wholeBytes = Buffer.byteLength([header, ...whole, ""].join("\n"));
  return {
    ...replay(changes),
    wholeBytes,
    addedBytes: Buffer.byteLength(text) - wholeBytes,
    isTorn: end !== text.length - 1,
  };
}

/** Only the sandbox writes the file: the format number in its header stands for the shape. */
function parseLine(line: string): StateChanges {
  const parsed: unknown = JSON.parse(line);
  return isObject(parsed) ? parsed : {};
}

function replay(lines: readonly StateChanges[]): Pick<KeptState, "records" | "operations"> {
  const kept = new Map<string, StoredRecord>();
  const operations = new Map<string, Operation>();
  for (const { records = [], deleted = [], operations: changed = [] } of lines) {
    for (const record of records) {
      kept.set(record.id.toLowerCase(), record);
    }
    for (const id of deleted) {
      kept.delete(id);
    }
    for (const operation of changed) {
      operations.set(operation.id, operation);
    }
  }
  const remaining = lines.at(-1)?.remaining ?? {};
  return {
    records: [...kept.values()],
    operations: [...operations.values()].map((operation) => ({
      operation,
      remainingMs: remaining[operation.id] ?? 0,
    })),
  };
}
