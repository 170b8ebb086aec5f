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
  readonly request: OperationRequest;
  readonly location: string;
  readonly startTime: string;
  readonly durationMs: number;
  status: OperationStatus;
  endTime?: string;
  error?: ArmErrorBody;
  /** What the last poll of `Location` answers, instead of the resource. */
  result?: unknown;
}

/** What happens when the time is over; throws or answers an error to end in failure. */
export type Complete = () => Promise<ArmErrorBody | undefined>;

export interface StartOperation {
  readonly id: string;
  readonly request: OperationRequest;
  readonly location: string;
  readonly durationMs: number;
  readonly result?: unknown;
  readonly complete: Complete;
}

/** Ended operations can be polled this long, counted in operations. */
const keptOperations = 2000;

/** The long operations: what runs ends when the clock says so. */
export class Operations {
  private readonly operations = new Map<string, Operation>();
  private readonly scheduled = new Map<string, Scheduled>();
  private readonly waiting = new Map<string, ((operation: Operation) => void)[]>();
  private readonly listeners = new Set<() => void>();

  constructor(private readonly clock: Clock) {}

  get(id: string): Operation | undefined {
    return this.operations.get(id.toLowerCase());
  }

  /** The operation that is under way on a resource, the latest one first. */
  running(resourceId: string): Operation | undefined {
    const key = resourceId.toLowerCase();
    return [...this.operations.values()]
      .reverse()
      .find(
        ({ status, request }) =>
          status === "InProgress" && request.resourceId.toLowerCase() === key,
      );
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
    };
    this.resume(operation, start.durationMs, start.complete);
    return operation;
  }

  /** Takes up an operation that was kept in a file, with the simulated time it still has to go. */
  resume(operation: Operation, remainingMs: number, complete: Complete): void {
    this.operations.set(operation.id, operation);
    this.forgetOldest();
    const scheduled = this.clock.schedule(remainingMs, () => {
      void this.end(operation, complete);
    });
    this.scheduled.set(operation.id, scheduled);
    this.emit();
  }

  /** Resolves when the operation has ended, whatever the end. */
  ended(operation: Operation): Promise<Operation> {
    if (operation.status !== "InProgress") {
      return Promise.resolve(operation);
    }
    return new Promise((resolve) => {
      this.waiting.set(operation.id, [...(this.waiting.get(operation.id) ?? []), resolve]);
    });
  }

  /** Stops an operation that something newer has made pointless. */
  cancel(operation: Operation, error: ArmErrorBody): void {
    if (operation.status === "InProgress") {
      this.scheduled.get(operation.id)?.cancel();
      this.settle(operation, "Canceled", error);
    }
  }

  /** Simulated milliseconds still to go. */
  remainingMs(operation: Operation): number {
    return this.scheduled.get(operation.id)?.remainingMs() ?? 0;
  }

  /** All operations as data; what runs goes with its remaining time. */
  snapshot(): readonly { readonly operation: Operation; readonly remainingMs: number }[] {
    return [...this.operations.values()].map((operation) => ({
      operation,
      remainingMs: this.remainingMs(operation),
    }));
  }

  /** Brings back an operation that had ended before a restart. */
  restoreEnded(operation: Operation): void {
    this.operations.set(operation.id, operation);
  }

  onDidChange(listener: () => void): void {
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
    this.scheduled.delete(operation.id);
    const waiting = this.waiting.get(operation.id) ?? [];
    this.waiting.delete(operation.id);
    this.emit();
    for (const resolve of waiting) {
      resolve(operation);
    }
  }

  private forgetOldest(): void {
    for (const { id, status } of this.operations.values()) {
      if (this.operations.size <= keptOperations) {
        return;
      }
      if (status !== "InProgress") {
        this.operations.delete(id);
      }
    }
  }

  private emit(): void {
    for (const listener of this.listeners) {
      listener();
    }
  }
}
