import type { ArmErrorBody } from "./armErrors";

/** How a write was asked for. */
export interface WriteOptions {
  readonly apiVersion: string;
  /** A declared fault lets the long operation end in failure. */
  readonly failure?: ArmErrorBody;
  /** Not asked for by the caller: another provider or the seed, which need no rights. */
  readonly bySystem?: boolean;
  /** Query of the request, for what some types decide by it. */
  readonly query?: URLSearchParams;
}

/** What an operation has to remember of that. */
export function keptOptions({
  apiVersion,
  failure,
}: WriteOptions): Pick<WriteOptions, "apiVersion" | "failure"> {
  return { apiVersion, ...(failure && { failure }) };
}
