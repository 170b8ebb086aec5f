import type { FaultName } from "./faults";

/** One request and its answer; secrets are masked. */
export interface RecordedRequest {
  readonly at: string;
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** Without the authorization. */
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly status: number;
  readonly durationMs: number;
  /** The declared fault that hit the request: its answer is not what the service would say. */
  readonly fault?: FaultName;
  readonly requestBody?: unknown;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody?: unknown;
}

const keptRequests = 5000;
const keptCharacters = 64 * 1024 * 1024;

interface Entry {
  readonly request: RecordedRequest;
  /** Length of both bodies as they were sent. */
  readonly characters: number;
}

/** What was asked and answered, the last requests in memory and all of them to whoever listens. */
export class RequestLog {
  private entries: Entry[] = [];
  private characters = 0;
  private readonly listeners = new Set<(request: RecordedRequest) => void>();

  get count(): number {
    return this.entries.length;
  }

  all(): readonly RecordedRequest[] {
    return this.entries.map(({ request }) => request);
  }

  clear(): void {
    this.entries = [];
    this.characters = 0;
  }

  /** `characters` is the length of both bodies as they were sent. */
  add(request: RecordedRequest, characters: number): void {
    this.entries.push({ request, characters });
    this.characters += characters;
    while (this.entries.length > keptRequests || this.characters > keptCharacters) {
      this.characters -= this.entries.shift()?.characters ?? this.characters;
    }
    for (const listener of this.listeners) {
      listener(request);
    }
  }

  onDidAdd(listener: (request: RecordedRequest) => void): void {
    this.listeners.add(listener);
  }
}
