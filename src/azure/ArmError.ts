/** One level of an ARM error, outermost first in `ArmError.details`. */
export interface ArmErrorDetail {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
}

export interface ArmErrorFields {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly target?: string;
  readonly requestId?: string;
  readonly correlationId?: string;
  readonly details?: readonly ArmErrorDetail[];
  readonly policies?: readonly string[];
  readonly body?: unknown;
  readonly cause?: unknown;
}

/**
 * An answer of Azure Resource Manager that says no. `code`, `message` and `target` are those of the
 * innermost cause. Made only by `parseArmError` and by a deployment's end.
 */
export class ArmError extends Error {
  override readonly name = "ArmError";
  /** HTTP status; 0 when the error came from a finished operation, which has none. */
  readonly status: number;
  readonly code: string;
  /** Resource id or property, as far as Azure names one. */
  readonly target?: string;
  readonly requestId?: string;
  readonly correlationId?: string;
  /** Every level from the outside to the cause, and siblings of the cause after it. */
  readonly details: readonly ArmErrorDetail[];
  /** Names of the policies that denied the request. */
  readonly policies: readonly string[];
  /** The error as Azure sent it. */
  readonly body?: unknown;

  constructor(fields: ArmErrorFields) {
    super(fields.message, fields.cause === undefined ? undefined : { cause: fields.cause });
    this.status = fields.status;
    this.code = fields.code;
    this.details = fields.details ?? [];
    this.policies = fields.policies ?? [];
    if (fields.target !== undefined) {
      this.target = fields.target;
    }
    if (fields.requestId !== undefined) {
      this.requestId = fields.requestId;
    }
    if (fields.correlationId !== undefined) {
      this.correlationId = fields.correlationId;
    }
    if (fields.body !== undefined) {
      this.body = fields.body;
    }
  }
}
