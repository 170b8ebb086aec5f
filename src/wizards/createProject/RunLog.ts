import { createHash } from "node:crypto";
import { appendFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ProjectManifest } from "../../project/manifest";
import type { EnvironmentId } from "../../project/environments";
import type { RunEvent } from "../../runs/events";

/** What a run needs to be continued: written before it starts. */
export interface RunRequest {
  readonly runId: string;
  readonly manifest: ProjectManifest;
  readonly environments: readonly EnvironmentId[];
  /** Ids of the steps whose losses were agreed to; they name what becomes of what. */
  readonly confirmed?: readonly string[];
  /** Address of the manifest file. */
  readonly manifestUri: string;
  /** Who started it, for people. */
  readonly by: string;
}

export interface RecordedRun {
  readonly request: RunRequest;
  readonly events: readonly RunEvent[];
}

/** The last run of each workspace: one file of JSON lines, first the request, then an event a line. */
export class RunLog {
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly folder: string,
    private readonly name: string,
  ) {}

  /** The log of one workspace, in the extension's storage. */
  static ofWorkspace(storage: string, workspace: string): RunLog {
    const name = createHash("sha256").update(workspace).digest("hex").slice(0, 16);
    return new RunLog(join(storage, "runs"), name);
  }

  start(request: RunRequest): Promise<void> {
    return this.queue(async () => {
      await mkdir(this.folder, { recursive: true });
      await writeFile(this.path, `${JSON.stringify(request)}\n`, { mode: 0o600 });
    });
  }

  append(event: RunEvent): Promise<void> {
    return this.queue(() => appendFile(this.path, `${JSON.stringify(event)}\n`));
  }

  /** Undefined when there is none. A line that was cut off by the end of the process is left out. */
  async load(): Promise<RecordedRun | undefined> {
    await this.last;
    const text = await readFile(this.path, "utf8").catch(() => "");
    const [request, ...events] = text.split("\n").flatMap(parseLine);
    if (!isRequest(request)) return undefined;
    return { request, events: events.filter(isEvent) };
  }

  private get path(): string {
    return join(this.folder, `${this.name}.jsonl`);
  }

  private queue(work: () => Promise<void>): Promise<void> {
    const done = this.last.then(work);
    this.last = done.catch(() => undefined);
    return done;
  }
}

function parseLine(line: string): readonly unknown[] {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** The file is our own; a line of another shape is of another version. */
function isRequest(value: unknown): value is RunRequest {
  return isObject(value) && "runId" in value && "manifest" in value && "manifestUri" in value;
}

function isEvent(value: unknown): value is RunEvent {
  return isObject(value) && "kind" in value && "at" in value;
}
