import type { Clock, Scheduled } from "./clock";
import type { ArmErrorBody } from "./armErrors";
import type { ResourceRecord } from "./provider";

export type OperationStatus = "InProgress" | "Succeeded" | "Failed" | "Canceled";

/** How a running operation can be taken up again after a restart. */
export interface OperationRequest {
  readonly method: "PUT" | "PATCH" | "DELETE" | "POST";
  readonly resourceId: string;
  readonly apiVersion: string;
  readonly body: Record<string, unknown>;
  /** Name of the action for POST. */
  readonly action?: string;
  /** The record before the request, as the provider saw it. */
  readonly before?: ResourceRecord;
  /** A declared fault lets this operation end in failure. */
  readonly failure?: ArmErrorBody;
}

/** One long operation: plain data, so that it can be kept in a file. */
export interface Operation {
  readonly id: string;
  /** Without what only a running operation needs, once it has ended. */
  request: OperationRequest;
  readonly location: string;
  readonly startTime: string;
  readonly durationMs: number;
  status: OperationStatus;
  endTime?: string;
  error?: ArmErrorBody;
  /** What the last poll of `Location` answers, instead of the resource. */
  result?: unknown;
  /** Segment below the resource where it is polled; absent: at the provider's addresses. */
  readonly pollAt?: string;
}

/** What happens when the time is over; throws or answers an error to end in failure. */
export type Complete = () => Promise<ArmErrorBody | undefined>;

export interface StartOperation {
  readonly id: string;
  readonly request: OperationRequest;
  readonly location: string;
  readonly durationMs: number;
  readonly result?: unknown;
  readonly pollAt?: string;
  readonly complete: Complete;
}

interface UnderWay {
  readonly scheduled: Scheduled;
  readonly waiting: ((operation: Operation) => void)[];
}

/** Ended operations can be polled this long, counted in operations. */
const keptOperations = 2000;

/** The long operations: what runs ends when the clock says so. */
export class Operations {
  private readonly operations = new Map<string, Operation>();
  private readonly underWay = new Map<string, UnderWay>();
  /** What is under way, by lower-cased id of the resource, the latest one first. */
  private readonly onResource = new Map<string, readonly Operation[]>();
  /** Ids in order of the end. */
  private readonly endedIds = new Set<string>();
  private readonly listeners = new Set<(operation: Operation) => void>();

  constructor(private readonly clock: Clock) {}

  get(id: string): Operation | undefined {
    return this.operations.get(id.toLowerCase());
  }

  all(): readonly Operation[] {
    return [...this.operations.values()];
  }

  /** The latest operation that is under way on a resource. */
  running(resourceId: string): Operation | undefined {
    return this.onResource.get(resourceId.toLowerCase())?.[0];
  }

  start(start: StartOperation): Operation {
    const operation: Operation = {
      id: start.id.toLowerCase(),
      request: start.request,
      location: start.location,
      startTime: new Date(this.clock.now()).toISOString(),
      durationMs: start.durationMs,
      status: "InProgress",
      ...(start.result !== undefined && { result: start.result }),
      ...(start.pollAt !== undefined && { pollAt: start.pollAt }),
    };
    this.resume(operation, start.durationMs, start.complete);
    return operation;
  }

  /** Takes up an operation that was kept in a file, with the simulated time it still has to go. */
  resume(operation: Operation, remainingMs: number, complete: Complete): void {
    this.operations.set(operation.id, operation);
    const key = operation.request.resourceId.toLowerCase();
    this.onResource.set(key, [operation, ...(this.onResource.get(key) ?? [])]);
    const scheduled = this.clock.schedule(remainingMs, () => {
      void this.end(operation, complete);
    });
    this.underWay.set(operation.id, { scheduled, waiting: [] });
    this.emit(operation);
  }

  /** Resolves when the operation has ended, whatever the end. */
  ended(operation: Operation): Promise<Operation> {
    const underWay = this.underWay.get(operation.id);
    return underWay
      ? new Promise((resolve) => underWay.waiting.push(resolve))
      : Promise.resolve(operation);
  }

  /** Stops an operation that something newer has made pointless. */
  cancel(operation: Operation, error: ArmErrorBody): void {
    if (operation.status === "InProgress") {
      this.underWay.get(operation.id)?.scheduled.cancel();
      this.settle(operation, "Canceled", error);
    }
  }

  /** Simulated milliseconds still to go. */
  remainingMs(operation: Operation): number {
    return this.underWay.get(operation.id)?.scheduled.remainingMs() ?? 0;
  }

  /** Simulated milliseconds that everything under way still has to go, by id of the operation. */
  remaining(): Readonly<Record<string, number>> {
    const left = [...this.underWay].map(([id, { scheduled }]) => [id, scheduled.remainingMs()]);
    return Object.fromEntries(left) as Record<string, number>;
  }

  /** Brings back an operation that had ended before a restart. */
  restoreEnded(operation: Operation): void {
    this.operations.set(operation.id, operation);
    this.keepEnded(operation);
  }

  /** Told when an operation starts and when it ends. */
  onDidChange(listener: (operation: Operation) => void): void {
    this.listeners.add(listener);
  }

  private async end(operation: Operation, complete: Complete): Promise<void> {
    if (operation.status !== "InProgress") {
      return;
    }
    try {
      const error = await complete();
      this.settle(operation, error ? "Failed" : "Succeeded", error);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.settle(operation, "Failed", { code: "SandboxInternalError", message });
    }
  }

  private settle(operation: Operation, status: OperationStatus, error?: ArmErrorBody): void {
    operation.status = status;
    operation.endTime = new Date(this.clock.now()).toISOString();
    if (error) {
      operation.error = error;
    }
    const { body: _, before: __, ...request } = operation.request;
    operation.request = { ...request, body: {} };
    const waiting = this.underWay.get(operation.id)?.waiting ?? [];
    this.underWay.delete(operation.id);
    this.leaveResource(operation);
    this.keepEnded(operation);
    this.emit(operation);
    for (const resolve of waiting) {
      resolve(operation);
    }
  }

  private leaveResource(operation: Operation): void {
    const key = operation.request.resourceId.toLowerCase();
    const others = (this.onResource.get(key) ?? []).filter((other) => other !== operation);
    if (others.length > 0) {
      this.onResource.set(key, others);
    } else {
      this.onResource.delete(key);
    }
  }

  private keepEnded({ id }: Operation): void {
    this.endedIds.add(id);
    const [oldest] = this.endedIds;
    if (this.endedIds.size > keptOperations && oldest !== undefined) {
      this.endedIds.delete(oldest);
      this.operations.delete(oldest);
    }
  }

  private emit(operation: Operation): void {
    for (const listener of this.listeners) {
      listener(operation);
    }
  }
}
