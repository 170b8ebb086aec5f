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
  readonly requestBody?: unknown;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody?: unknown;
  /** A declared fault had its hand in the answer. */
  readonly faulty?: true;
}

const kept = 5000;

/** What was asked and answered, the last requests in memory and all of them to whoever listens. */
export class RequestLog {
  private entries: RecordedRequest[] = [];
  private readonly listeners = new Set<(entry: RecordedRequest) => void>();

  all(): readonly RecordedRequest[] {
    return this.entries;
  }

  clear(): void {
    this.entries = [];
  }

  add(entry: RecordedRequest): void {
    this.entries.push(entry);
    if (this.entries.length > kept) {
      this.entries.shift();
    }
    for (const listener of this.listeners) {
      listener(entry);
    }
  }

  onDidAdd(listener: (entry: RecordedRequest) => void): void {
    this.listeners.add(listener);
  }
}

const secretName =
  /password|secret|connectionstring|^(primary|secondary)(access)?key$|^(access|refresh)?token$|^kubeconfigs?$/i;

/** A copy in which the values of fields that hold secrets are masked. */
export function redact(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(redact);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      typeof inner === "string" && secretName.test(key) ? "***" : redact(inner),
    ]),
  );
}
